import { z } from 'zod'
import {
  Balance,
  Currency,
  Decision,
  Id,
  Instant,
  Locale,
  Member,
  Tone,
} from '../../shared/contracts/index.ts'
import { ClockKept } from './clock.ts'
import { CardCode, Place, RunMemory, SavedResult } from './inputs.ts'
import { SentInterest, StoreLooks } from './interest.ts'
import { partnerItems } from './partners-kept.ts'
import { QueueEntry } from './queue.ts'
import { SentRecord } from './sent-log.ts'
import { type Area, item, soundList, soundRecord } from './store.ts'

/**
 * The member and this device's secret. It stays in here: no message carries it. What a later version may have added is
 * passed over: whoever could not read their card would have to join anew.
 */
export const Card = z.object({ member: z.object(Member.shape), deviceId: Id, deviceSecret: z.string() })
export type Card = z.infer<typeof Card>

/** A setting that can't be read is as if it had not been made; the others stand. */
const Settings = z.object({
  locale: Locale.nullable().catch(null),
  tone: Tone.catch('plain'),
  hiddenStoreIds: z.array(Id).catch([]),
  place: Place.nullable().catch(null),
  /** The device's own consent to counting interest: off until the member says otherwise. */
  interest: z.boolean().catch(false),
  /** How the member last had the card show its number. */
  cardCode: CardCode.catch('bar'),
})

/** A write that has been sent and not answered: sent again, it carries the same key and the same body. */
const Attempt = z.object({ key: z.string(), body: z.unknown() })

const StoreSession = z.object({
  accessToken: z.string(),
  expiresAt: Instant,
  programId: Id.nullable(),
  /** Whether the programme was asked, since it was opened, if the member withdrew their interest there. */
  consentsAsked: z.boolean().default(false),
})
export type StoreSession = z.infer<typeof StoreSession>

/** A decision, and the question that it answers. */
const Decided = z.object({
  decision: Decision,
  locale: Locale,
  tone: Tone.default('plain'),
  totalMinor: z.int().nullable(),
  /** What went with the question of the member's interest. */
  interest: SentInterest.shape.weights.default([]),
  fetchedAt: Instant,
})

/**
 * A member who asked to be erased, until that is answered. `accessToken`: with what it was asked; where its answer was lost,
 * that alone can be told again whether it was done, as an erased member opens no session. `null`: not asked yet.
 */
const Leaving = z.object({ card: Card, accessToken: z.string().nullable().catch(null) })
export type Leaver = z.infer<typeof Leaving>

/** A programme in which the member withdrew their interest, and its stores that this device knows. `null`: not yet known which. */
const Refusal = z.object({ programId: Id.nullable(), storeIds: z.array(Id) })

const LastBalance = z.object({ balance: Balance, currency: Currency, at: Instant })

/** Everything that the extension remembers, by where it lives. */
export const openItems = (local: Area, session: Area) => ({
  card: item(local, 'card', Card.nullable(), null),
  settings: item(local, 'settings', Settings, {
    locale: null,
    tone: 'plain',
    hiddenStoreIds: [],
    place: null,
    interest: false,
    cardCode: 'bar',
  }),
  ...partnerItems(local, session),
  /** A card that the worker no longer takes: put aside, not thrown away, as it is all that leads to the points. */
  aside: item(local, 'aside', z.object({ card: Card, triedAt: Instant }).nullable(), null),
  leaving: item(local, 'leaving', soundList(Leaving), []),
  clock: item(local, 'clock', ClockKept.nullable(), null),
  /** Where the member withdrew their interest. */
  refusals: item(local, 'refusals', soundList(Refusal), []),
  attempts: item(local, 'attempts', soundRecord(Attempt), {}),
  queue: item(local, 'queue', soundList(QueueEntry), []),
  sent: item(local, 'sent', soundList(SentRecord), []),
  balances: item(local, 'balances', soundRecord(LastBalance), {}),
  sessions: item(session, 'sessions', soundRecord(StoreSession), {}),
  bookmarks: item(session, 'bookmarks', soundRecord(z.string()), {}),
  /** Requests that were too many: until when each kind waits. */
  pauses: item(session, 'pauses', soundRecord(Instant), {}),
  decisions: item(session, 'decisions', soundRecord(Decided), {}),
  interest: item(session, 'interest', soundRecord(StoreLooks), {}),
  interestSent: item(session, 'interestSent', soundRecord(SentInterest), {}),
  runs: item(session, 'runs', soundRecord(RunMemory), {}),
  results: item(session, 'results', soundRecord(SavedResult), {}),
  /** Shops where the panel is hidden, in every tab, until the browser closes. */
  hiddenVisits: item(session, 'hiddenVisits', soundList(Id), []),
})
export type Items = ReturnType<typeof openItems>
