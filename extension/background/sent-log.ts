import { z } from 'zod'
import { Id, Instant } from '../../shared/contracts/index.ts'
import type { Item } from './store.ts'

/** Why a request was made, as the member reads it (`log.*` in the sentences). */
export const SentKind = z.enum([
  'partners',
  'partnerDetails',
  'join',
  'pair',
  'pairingCode',
  'session',
  'decision',
  'decisionBasket',
  'decisionInterest',
  'decisionBasketInterest',
  'claim',
  'outcome',
  'exposure',
  'entries',
  'membership',
  'rewards',
  'causes',
  'rewardOrder',
  'plan',
  'pickups',
  'pickup',
  'birthMonth',
  'transfer',
  'receipt',
  'mirror',
  'consents',
  'consent',
  'export',
  'erase',
])
export type SentKind = z.infer<typeof SentKind>

/** One request that left the device. `bytes`: its path, our own headers and its body, in UTF-8. */
export const SentRecord = z.object({ at: Instant, kind: SentKind, storeId: Id.nullable(), bytes: z.int() })
export type SentRecord = z.infer<typeof SentRecord>

/** Newest kept: some weeks of ordinary use. */
const KEPT = 300

/** Notes a request before it is sent: what left is told even if no answer came. */
export const noteSent = (sent: Item<SentRecord[]>, record: SentRecord): Promise<unknown> =>
  sent.change((records) => [record, ...records].slice(0, KEPT))
