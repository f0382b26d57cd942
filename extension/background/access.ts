import { browser } from 'wxt/browser'
import type { Partner } from '../../shared/contracts/index.ts'
import { sendMessage } from '../messages.ts'
import { coversOrigin, originPattern, originsOf, portPattern } from './partner-match.ts'
import type { Partners } from './partners.ts'

const SCRIPT_ID = 'panel'
const SCRIPT_FILE = '/panel.js'

/** Most origins that are asked for at a time: the browser lists each, and a question that nobody reads nobody has answered. */
export const MOST_ORIGINS = 200

/** Most origins that the panel is registered for. Chromium 156 takes 50 ms for as many. */
const MOST_REGISTERED = 5_000

const patternOf = (origin: string) => originPattern(origin, !import.meta.env.FIREFOX)

/** Where the panel's script runs: in Chromium not on another port of the shop's host, which its own pattern would cover. */
const scriptPatternOf = (origin: string) =>
  import.meta.env.FIREFOX ? patternOf(origin) : portPattern(origin)

/** Whether the member lets us run on an origin. */
export const isAllowed = (origin: string): Promise<boolean> =>
  browser.permissions.contains({ origins: [patternOf(origin)] })

/** What Firefox asks for apart, when the member lets what they look at count. Source: MDN, data_collection_permissions. */
const INTEREST_DATA = { data_collection: ['websiteActivity'] } as { origins?: string[] }

/** Whether the browser lets us tell a shop what the member looks at there. Only Firefox asks for that. */
export const mayCollect = async (): Promise<boolean> =>
  !import.meta.env.FIREFOX || browser.permissions.contains(INTEREST_DATA)

/** Asks for it. Must be called from the click that switches it on. */
export const askToCollect = async (): Promise<boolean> =>
  !import.meta.env.FIREFOX || browser.permissions.request(INTEREST_DATA)

/** Takes away again whatever was allowed after the installation. */
export async function dropAccess(): Promise<void> {
  const { origins = [] } = await browser.permissions.getAll()
  const own: string[] = browser.runtime.getManifest().host_permissions ?? []
  await dropPatterns(origins.filter((pattern) => !own.includes(pattern)))
  if (import.meta.env.FIREFOX) await browser.permissions.remove(INTEREST_DATA).catch(() => false)
}

/** Tells for any origin whether the member lets us run there, by one question to the browser. */
async function readAccess(): Promise<(origin: string) => boolean> {
  const { origins: granted = [] } = await browser.permissions.getAll()
  const exact = new Set(granted)
  const wide = granted.filter((pattern) => !/^https?:\/\/[^*]+\/\*$/.test(pattern))
  return (origin) =>
    exact.has(patternOf(origin)) ||
    exact.has(originPattern(origin, false)) ||
    wide.some((pattern) => coversOrigin(pattern, origin))
}

/** The partners, each with whether it is allowed. */
export async function withAccess(partners: Iterable<Partner>) {
  const allows = await readAccess()
  return [...partners].map((partner) => ({ partner, allowed: allows(partner.origin) }))
}

/** Origins, each with whether it is allowed. */
export async function originsWithAccess(origins: readonly string[]) {
  const allows = await readAccess()
  return origins.map((origin) => ({ origin, allowed: allows(origin) }))
}

/** The partners' origins that are allowed: those the member has met first, then as the list has them. */
export async function allowedOrigins(partners: Partners): Promise<string[]> {
  const allows = await readAccess()
  const met = (await partners.known()).flatMap(originsOf)
  const listed = await partners.origins()
  const inList = new Set(listed)
  return [...new Set([...met.filter((origin) => inList.has(origin)), ...listed])].filter(allows)
}

/**
 * Registers the panel for the partners that are allowed, and for nothing else. Registering without permission succeeds
 * and does nothing, so the permission is asked about first; call it again whenever list or permissions change.
 */
export async function syncContentScript(partners: Partners): Promise<void> {
  const allowed = (await allowedOrigins(partners)).slice(0, MOST_REGISTERED)
  const matches = [...new Set(allowed.map(scriptPatternOf))].sort()
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
  // The tab may have closed or moved on meanwhile: then there is nobody to greet.
  for (const tab of await browser.tabs.query({ url: newMatches }))
    if (tab.id !== undefined) await bringPanel(tab.id).catch(() => undefined)
}

/**
 * Brings the panel into a tab, or has the one that is there look again.
 *
 * @throws where the browser does not let us in
 */
export async function bringPanel(tabId: number): Promise<void> {
  const isThere = await sendMessage('lookAgain', undefined, tabId).then(
    () => true,
    () => false,
  )
  if (!isThere) await browser.scripting.executeScript({ target: { tabId }, files: [SCRIPT_FILE] })
}

/** Brings the panel into every open tab of a partner that the member lets us into. */
export async function bringPanels(partner: Partner): Promise<void> {
  const allows = await readAccess()
  await greetOpenTabs(originsOf(partner).filter(allows).map(patternOf))
}

/**
 * Tells the panels that are open that something changed: they ask again, and go where they may not be any more. Every
 * tab is told, as the browser names none of those that access was taken from; nobody but a panel hears it.
 */
export async function tellOpenPanels(): Promise<void> {
  const tabs = await browser.tabs.query({})
  await Promise.all(
    tabs.map(({ id }) => id !== undefined && sendMessage('lookAgain', undefined, id).catch(() => undefined)),
  )
}

/** Asks for the pages of origins. Must be called from a click; answers whether the member said yes. */
export function askOrigins(wanted: readonly string[]): Promise<boolean> {
  const origins = [...new Set(wanted.map(patternOf))]
  return browser.permissions.request({ origins })
}

/** Asks for all the partners' pages, their further sites with them. See `askOrigins`. */
export const askAccess = (partners: readonly Partner[]): Promise<boolean> =>
  askOrigins(partners.flatMap(originsOf))

/** Takes the pages of origins away again; answers whether they are gone. What the manifest asks for stays. */
export const dropOrigins = (unwanted: readonly string[]): Promise<boolean> =>
  dropPatterns([...new Set(unwanted.map(patternOf))])

const dropPatterns = (origins: string[]): Promise<boolean> =>
  browser.permissions.remove({ origins }).catch(() => false)
