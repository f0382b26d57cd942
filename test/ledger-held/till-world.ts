import type { MemberCreated, MerchantCreated, Session, Store } from '../../shared/contracts/index.ts'
import { between, type Random } from '../data/random.ts'
import { apiOf } from '../demo/api.ts'
import type { LocalWorker } from '../demo/worker.ts'
import { plainRules } from '../plain-rules.ts'

/** More than all that is ever taken here, so that no order of events makes a difference to the sums. */
const TO_BEGIN_WITH = 1_000_000
const REWARD = { key: 'coffee', price: 25 }

/** A member at the till. */
export interface Buyer {
  enrolmentId: string
  number: string
  token: string
}

/** A shop and its members. */
export interface Till {
  key: string
  programId: string
  storeId: string
  buyers: Buyer[]
}

/** A request that changes the books, and by how much whose balance, once. */
export interface Deed {
  kind: 'purchase' | 'return' | 'gift' | 'adjustment' | 'transfer' | 'event' | 'order'
  path: string
  bearer: string
  /** Its Idempotency-Key: made before it is sent, and sent again with it. */
  key: string
  body: unknown
  effects: { enrolmentId: string; points: number }[]
  /** The shop's reference, for what has one of its own. */
  reference: string
}

/** Opens a shop over HTTP with so many members, each with more than they will ever spend. */
export async function openTill(worker: LocalWorker, members: number): Promise<Till> {
  const anybody = apiOf(worker.url)
  const rules = plainRules({
    returnWindowDays: 0,
    transfers: { unit: 'points', perDay: 10_000_000 },
    earn: [
      { key: 'purchases', give: { kind: 'proportional', amount: 1, perMinor: 100 } },
      {
        key: 'reviews',
        on: { kind: 'event', type: 'review' },
        give: { kind: 'fixed', amount: 7 },
        caps: { perMember: 1_000_000 },
      },
    ],
  })
  const made = await anybody.post<MerchantCreated>('/merchants', {
    name: 'Tallboda',
    program: { name: 'Tallboda', rules },
  })
  const { key } = made.apiKey
  const shop = apiOf(worker.url, key)
  const store = await shop.post<Store>('/stores', {
    name: 'Tallboda',
    origin: 'http://tallboda.localhost:9999',
    currency: 'SEK',
    locale: 'sv',
  })
  await shop.post('/rewards', {
    key: REWARD.key,
    content: { sv: { name: 'Kaffe' } },
    goods: { kind: 'freeItem', name: 'Coffee' },
    price: { unit: 'points', amount: REWARD.price },
  })
  // What its origin proves elsewhere: there is no shop to ask here.
  const db = await worker.database()
  await db.batch([
    db.prepare("UPDATE stores SET verified_at = 1, verified_by = 'dns' WHERE id = ?").bind(store.id),
    db
      .prepare('UPDATE programs SET catalogue_version = catalogue_version + 1 WHERE id = ?')
      .bind(made.program.id),
  ])
  const buyers: Buyer[] = []
  for (let n = 0; n < members; n += 1) {
    const { member, deviceId, deviceSecret } = await anybody.post<MemberCreated>('/members', {})
    const sent = { deviceId, deviceSecret, storeId: store.id }
    const session = await anybody.post<Session>('/sessions', sent)
    const { number } = member
    buyers.push({ number, token: session.accessToken, enrolmentId: session.enrolmentId as string })
    const gift = {
      memberNumber: number,
      unit: 'points',
      amount: TO_BEGIN_WITH,
      operator: 'Åsa',
      reason: 'hello',
    }
    await shop.post('/gifts', gift)
  }
  return { key, programId: made.program.id, storeId: store.id, buyers }
}

/** What every member had before anything was done. */
export const beginning = ({ buyers }: Till): Map<string, number> =>
  new Map(buyers.map(({ enrolmentId }) => [enrolmentId, TO_BEGIN_WITH]))

/** The balances that some deeds make, each done once. */
export function balancesAfter(till: Till, deeds: readonly Deed[]): Map<string, number> {
  const balances = beginning(till)
  for (const { effects } of deeds)
    for (const { enrolmentId, points } of effects)
      balances.set(enrolmentId, (balances.get(enrolmentId) ?? 0) + points)
  return balances
}

/**
 * Makes deeds of every kind by a seeded source.
 *
 * @param returnable purchases that are known to be on record; each is taken out once it is returned
 */
export function deedMaker(till: Till, random: Random, name: string, returnable: Deed[]): () => Deed {
  let made = 0
  return () => {
    made += 1
    const at = between(random, 0, till.buyers.length - 1)
    const buyer = till.buyers[at] as Buyer
    const other = till.buyers[(at + 1) % till.buyers.length] as Buyer
    const points = between(random, 1, 50)
    const reference = `${name}-${made}`
    const common = { bearer: till.key, key: `key-of-${reference}`, reference }
    const own = (amount: number) => [{ enrolmentId: buyer.enrolmentId, points: amount }]
    const byHand = { operator: 'Åsa', reason: reference, unit: 'points', enrolmentId: buyer.enrolmentId }
    const roll = random()
    if (roll < 0.35 || (roll < 0.5 && returnable.length === 0)) {
      const lines = [{ sku: 'coffee', category: 'Coffee', quantity: points, amountMinor: points * 100 }]
      const purchase = {
        storeId: till.storeId,
        externalRef: reference,
        purchasedAt: Date.now() - 1000,
        currency: 'SEK',
        totalMinor: points * 100,
        lines,
        buyer: { memberNumber: buyer.number },
      }
      return {
        ...common,
        kind: 'purchase',
        path: '/purchases',
        body: { purchases: [purchase] },
        effects: own(points),
      }
    }
    if (roll < 0.5) {
      const [bought] = returnable.splice(between(random, 0, returnable.length - 1), 1) as [Deed]
      const [effect] = bought.effects as [Deed['effects'][number]]
      const body = {
        storeId: till.storeId,
        purchaseRef: bought.reference,
        externalRef: reference,
        returnedAt: Date.now(),
        lines: [{ line: 0, quantity: effect.points }],
      }
      return {
        ...common,
        kind: 'return',
        path: '/returns',
        body,
        effects: [{ ...effect, points: -effect.points }],
      }
    }
    if (roll < 0.6)
      return {
        ...common,
        kind: 'gift',
        path: '/gifts',
        body: { ...byHand, amount: points },
        effects: own(points),
      }
    if (roll < 0.75)
      return {
        ...common,
        kind: 'adjustment',
        path: '/adjustments',
        body: { ...byHand, amount: -points },
        effects: own(-points),
      }
    if (roll < 0.83)
      return {
        ...common,
        kind: 'order',
        path: '/members/me/reward-orders',
        bearer: buyer.token,
        body: { reward: REWARD.key },
        effects: own(-REWARD.price),
      }
    if (roll < 0.92)
      return {
        ...common,
        kind: 'transfer',
        path: '/members/me/transfers',
        bearer: buyer.token,
        body: { toNumber: other.number, unit: 'points', amount: points, note: reference },
        effects: [...own(-points), { enrolmentId: other.enrolmentId, points }],
      }
    const event = {
      id: reference,
      type: 'review',
      enrolmentId: buyer.enrolmentId,
      occurredAt: Date.now() - 1000,
    }
    return { ...common, kind: 'event', path: '/events', body: { events: [event] }, effects: own(7) }
  }
}

/** What was answered: the status and the bytes. */
export interface Answer {
  status: number
  text: string
}

/** Sends a deed under its key. @throws where no answer came. */
export async function send(url: string, { path, bearer, key, body }: Deed): Promise<Answer> {
  const response = await fetch(`${url}/v1${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${bearer}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify(body),
  })
  return { status: response.status, text: await response.text() }
}

/** Whether an answer says that it is done: of a batch, that none of it was refused. */
export const isDone = ({ status, text }: Answer): boolean =>
  (status === 200 || status === 201) && !text.includes('"status":"refused"')
