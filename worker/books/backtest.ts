import { type Backtest, DAY_MS, type Offer, type ProgramRules } from '../../shared/contracts/index.ts'
import {
  type CountedBy,
  type MemberFacts,
  type PastMember,
  type PastPurchase,
  planReplay,
  type Replayed,
  replayMember,
  sumUp,
} from '../../shared/engine/index.ts'
import { capPlaces, plansHeld, tierHeldAt } from '../../shared/ledger/index.ts'
import { type PastAsked, type PastFacts, readFactsBefore, readPast, readPastFacts } from '../db/backtest.ts'
import type { loadCatalogue } from '../db/catalogue.ts'
import type { Db } from '../db/database.ts'
import { sampleMembers } from '../db/segment-members.ts'
import type { listProgramStores } from '../db/stores.ts'

/** Purchases that one backtest reads, at most: some seconds' work. */
const MOST_PURCHASES = 50_000

/** Members that are looked for, at most; most programmes have fewer who bought in the window. */
const MOST_MEMBERS = 20_000

/** Purchases that one read should bring: members are taken in as many as that takes. */
const PURCHASES_A_READ = 4_000
const FEWEST_A_READ = 10
const MOST_A_READ = 400

/** What a programme is tried with, as it is now. */
export interface BacktestData {
  programId: string
  data: NonNullable<Awaited<ReturnType<typeof loadCatalogue>>>
  stores: Awaited<ReturnType<typeof listProgramStores>>
}

/**
 * Replays what members bought in the last `days` through a draft. Above `mostPurchases` (those before the window counted
 * as well, as profiles are made of them) it is a sample of members, the same each time. At most some 130 calls of D1.
 */
export async function backtest(
  db: Db,
  { programId, data, stores }: BacktestData,
  draft: Offer,
  days: number,
  now: number,
  mostPurchases = MOST_PURCHASES,
): Promise<Backtest> {
  const window = { from: now - days * DAY_MS, until: now }
  const facts = await readFactsBefore(db, programId, window.from)
  const plan = planReplay({ ...data, programId, stores, facts }, draft, window)
  const asked = { ...window, programId, storeIds: [...plan.storeIds] }

  const { of, ids } = await sampleMembers(db, programId, MOST_MEMBERS)
  const replayed: Replayed[] = []
  const countedAs = new Map<string, string>()
  let [looked, read] = [0, 0]
  for (let size = FEWEST_A_READ; looked < ids.length && read < mostPurchases; ) {
    const some = ids.slice(looked, looked + size)
    for (const { member, facts: own } of await readPastMembers(db, some, asked, data.rules)) {
      replayed.push(replayMember(member, plan))
      countedAs.set(own.enrolmentId, own.countedAs)
      read += member.purchases.length
    }
    looked += some.length
    size = Math.min(
      MOST_A_READ,
      size * 2,
      Math.max(FEWEST_A_READ, Math.floor((PURCHASES_A_READ * looked) / (read + 1))),
    )
  }

  const oneIn = looked === 0 ? 1 : of / looked
  const live = new Map(data.offers.map(({ id, key }) => [id, key]))
  const sums = sumUp(
    replayed,
    draft.limits,
    countedBy(draft, countedAs, data.rules),
    oneIn,
    (id) => live.get(id) ?? id,
  )
  return {
    ...window,
    currency: data.rules.currency,
    isExact: looked === of && sums.costAtMost === 0 && sums.unread === 0,
    oneIn,
    factsMadeAt: facts?.madeAt ?? null,
    ...sums,
  }
}

async function readPastMembers(
  db: Db,
  ids: readonly string[],
  asked: PastAsked,
  rules: ProgramRules,
): Promise<{ member: PastMember; facts: PastFacts }[]> {
  const [purchases, facts] = await Promise.all([readPast(db, ids, asked), readPastFacts(db, ids, asked)])
  return [...facts.values()].map((own) => ({
    facts: own,
    member: pastMember(own, purchases.get(own.enrolmentId) ?? [], rules),
  }))
}

/** What of a member's facts can be said of an instant that is over: not balances, nor when segments were entered. */
function pastMember(
  { enrolmentId, enrolledAt, standing, subscriptions, lists, region, may }: PastFacts,
  purchases: readonly PastPurchase[],
  rules: ProgramRules,
): PastMember {
  return {
    enrolmentId,
    purchases,
    region,
    may,
    factsAt: (at): MemberFacts => ({
      tier: tierHeldAt(standing, at) ?? rules.tiers?.levels[0]?.key ?? null,
      plans: plansHeld(subscriptions, rules, at).map(({ key }) => key),
      enrolledAt,
      birthMonth: standing.birthMonth,
      lists: lists.filter(({ addedAt }) => addedAt <= at).map(({ segmentId }) => segmentId),
    }),
  }
}

/** By whom, and over which period of the programme's calendar, each of an offer's caps counts a purchase. */
const countedBy =
  (
    { id, limits, code }: Offer,
    countedAs: ReadonlyMap<string, string>,
    { timeZone }: ProgramRules,
  ): CountedBy =>
  ({ enrolmentId, storeId, purchaseId, at }) =>
    // A code that is minted is made for one use.
    capPlaces(
      limits.caps,
      { enrolmentId, storeId, offerId: id, code: code?.kind === 'static' ? code.code : purchaseId },
      at,
      timeZone,
    ).map(([, who, startsAt]) => `${who ?? countedAs.get(enrolmentId) ?? enrolmentId} ${startsAt}`)
