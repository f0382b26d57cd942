import { browser } from 'wxt/browser'
import type { Partner } from '../../shared/contracts/index.ts'
import { sendMessage } from '../messages.ts'
import { originPattern } from './partner-match.ts'

const SCRIPT_ID = 'panel'
const SCRIPT_FILE = '/content-scripts/content.js'

const pattern = (partner: Partner) => originPattern(partner.origin, !import.meta.env.FIREFOX)

/** Whether the member lets us run on a partner's pages. */
export const isAllowed = (partner: Partner): Promise<boolean> =>
  browser.permissions.contains({ origins: [pattern(partner)] })

/** The partners, each with whether it is allowed. */
export const withAccess = (partners: Iterable<Partner>) =>
  Promise.all([...partners].map(async (partner) => ({ partner, allowed: await isAllowed(partner) })))

/**
 * Registers the panel for the partners that are allowed, and for nothing else. Registering without permission succeeds
 * and does nothing, so the permission is asked about first; call it again whenever list or permissions change.
 */
export async function syncContentScript(partners: Iterable<Partner>): Promise<void> {
  const allowed = (await withAccess(partners)).filter((entry) => entry.allowed)
  const matches = [...new Set(allowed.map((entry) => pattern(entry.partner)))].sort()
  const [registered] = await browser.scripting.getRegisteredContentScripts({ ids: [SCRIPT_ID] })
  const before = registered?.matches ?? []
  const script = { id: SCRIPT_ID, js: [SCRIPT_FILE], runAt: 'document_idle' as const, allFrames: false }
  if (matches.length === 0) {
    if (registered) await browser.scripting.unregisterContentScripts({ ids: [SCRIPT_ID] })
  } else if (!registered) await browser.scripting.registerContentScripts([{ ...script, matches }])
  else if (matches.join() !== [...before].sort().join())
    await browser.scripting.updateContentScripts([{ ...script, matches }])
  await greetOpenTabs(matches.filter((match) => !before.includes(match)))
}

/** A shop that was open when it was allowed shows the panel at once, not after a reload. */
async function greetOpenTabs(newMatches: string[]): Promise<void> {
  if (newMatches.length === 0) return
  for (const tab of await browser.tabs.query({ url: newMatches })) {
    if (tab.id === undefined) continue
    await browser.scripting
      .executeScript({ target: { tabId: tab.id }, files: [SCRIPT_FILE] })
      // The tab may have closed or moved on meanwhile: then there is nobody to greet.
      .catch(() => undefined)
  }
}

/** Tells the panels that are open that the member changed something. */
export async function tellOpenPanels(partners: Iterable<Partner>): Promise<void> {
  const allowed = (await withAccess(partners)).filter((entry) => entry.allowed)
  if (allowed.length === 0) return
  // A tab that was open before the panel was allowed has nobody who answers.
  for (const tab of await browser.tabs.query({ url: allowed.map((entry) => pattern(entry.partner)) }))
    if (tab.id !== undefined) await sendMessage('lookAgain', undefined, tab.id).catch(() => undefined)
}

/** Asks for the partners' pages. Must be called from a click; answers whether the member said yes. */
export function askAccess(partners: readonly Partner[]): Promise<boolean> {
  const origins = partners.map(pattern)
  return browser.permissions.request(
    import.meta.env.FIREFOX
      ? // Firefox asks for what will be sent in the same breath.
        ({
          origins,
          data_collection: ['browsingActivity', 'websiteActivity', 'websiteContent'],
        } as { origins: string[] })
      : { origins },
  )
}
