import type { Partner } from '../../shared/contracts/index.ts'
import { matchPartner, type PartnerIndex } from './partner-match.ts'

/** As much of a browser's MessageSender as is looked at. */
export interface Sender {
  id?: string
  url?: string
  frameId?: number
  tab?: { id?: number; url?: string }
}

/** A partner's page that our own content script speaks from. */
export interface PageSender {
  tabId: number
  partner: Partner
}

/**
 * The partner whose page a message came from: our own content script, in a tab's top frame, on exactly the partner's
 * origin. `null` otherwise.
 */
export function pageSender(sender: Sender, index: PartnerIndex, ownId: string): PageSender | null {
  const { tab } = sender
  if (sender.id !== ownId || sender.frameId !== 0 || tab?.id === undefined) return null
  const partner = matchPartner(index, sender.url)
  if (!partner) return null
  // The tab may have moved on since the script spoke.
  if (tab.url !== undefined && matchPartner(index, tab.url) !== partner) return null
  return { tabId: tab.id, partner }
}

/** Whether a message came from one of the extension's own pages. `ownUrl`: where they stand, with its last slash. */
export const isOwnPage = (sender: Sender, ownId: string, ownUrl: string): boolean =>
  sender.id === ownId && (sender.url ?? '').startsWith(ownUrl)
