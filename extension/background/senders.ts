import type { Partner } from '../../shared/contracts/index.ts'

/** As much of a browser's MessageSender as is looked at. */
export interface Sender {
  id?: string
  url?: string
  /** Chromium's: `null` as a text where the page is sandboxed. */
  origin?: string
  frameId?: number
  tab?: { id?: number; url?: string }
}

/** A partner's page that our own content script speaks from. */
export interface PageSender {
  tabId: number
  partner: Partner
  /** Which of the partner's origins it is. */
  origin: string
}

const originAt = (url: string | undefined) => (url && URL.canParse(url) ? new URL(url).origin : null)

/**
 * The partner whose page a message came from: our own content script, in a tab's top frame, on exactly one of the
 * partner's origins. `null` otherwise.
 */
export async function pageSender(
  sender: Sender,
  find: (url: string | undefined) => Promise<Partner | null>,
  ownId: string,
): Promise<PageSender | null> {
  const { tab } = sender
  if (sender.id !== ownId || sender.frameId !== 0 || tab?.id === undefined) return null
  const origin = originAt(sender.url)
  if (origin === null || (sender.origin !== undefined && sender.origin !== origin)) return null
  // The tab may have moved on since the script spoke.
  if (tab.url !== undefined && originAt(tab.url) !== origin) return null
  const partner = await find(sender.url)
  return partner && { tabId: tab.id, partner, origin }
}

/** Whether a message came from one of the extension's own pages. `ownUrl`: where they stand, with its last slash. */
export const isOwnPage = (sender: Sender, ownId: string, ownUrl: string): boolean =>
  sender.id === ownId && (sender.url ?? '').startsWith(ownUrl)
