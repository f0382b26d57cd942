import { z } from 'zod'
import {
  Balance,
  Currency,
  Decision,
  Id,
  Instant,
  Locale,
  Member,
  PartnerList,
  Tone,
} from '../../shared/contracts/index.ts'
import { Place, RunMemory, SavedResult } from './inputs.ts'
import { QueueEntry } from './queue.ts'
import { SentRecord } from './sent-log.ts'
import { type Area, item } from './store.ts'

/** The member and this device's secret. It stays in here: no message carries it. */
export const Card = z.object({ member: Member, deviceId: Id, deviceSecret: z.string() })
export type Card = z.infer<typeof Card>

const Settings = z.object({
  locale: Locale.nullable(),
  tone: Tone.default('plain'),
  hiddenStoreIds: z.array(Id),
  place: Place.nullable().default(null),
  /** The device's own consent to counting interest: off until the member says otherwise. */
  interest: z.boolean().default(false),
})

/** The partner list as it last came. */
export const PartnerCache = z.object({ etag: z.string().nullable(), fetchedAt: Instant, list: PartnerList })

/** A write that has been sent and not answered: sent again, it carries the same key and the same body. */
const Attempt = z.object({ key: z.string(), body: z.unknown() })

const StoreSession = z.object({
  accessToken: z.string(),
  expiresAt: Instant,
  programId: Id.nullable(),
})
export type StoreSession = z.infer<typeof StoreSession>

/** A decision, and the question that it answers. */
const Decided = z.object({
  decision: Decision,
  locale: Locale,
  tone: Tone.default('plain'),
  totalMinor: z.int().nullable(),
  fetchedAt: Instant,
})

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
  }),
  partners: item(local, 'partners', PartnerCache.nullable(), null),
  attempts: item(local, 'attempts', z.record(z.string(), Attempt), {}),
  queue: item(local, 'queue', z.array(QueueEntry), []),
  sent: item(local, 'sent', z.array(SentRecord), []),
  balances: item(local, 'balances', z.record(Id, LastBalance), {}),
  sessions: item(session, 'sessions', z.record(z.string(), StoreSession), {}),
  bookmarks: item(session, 'bookmarks', z.record(Id, z.string()), {}),
  decisions: item(session, 'decisions', z.record(Id, Decided), {}),
  runs: item(session, 'runs', z.record(z.string(), RunMemory), {}),
  results: item(session, 'results', z.record(z.string(), SavedResult), {}),
  hiddenVisits: item(session, 'hiddenVisits', z.record(z.string(), z.array(Id)), {}),
})
export type Items = ReturnType<typeof openItems>
