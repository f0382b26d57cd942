import type { Earned, Expiry, Profile, ProgramRules, Unit } from '../../shared/contracts/index.ts'
import { type Catalogue, segmentsOf } from '../../shared/engine/index.ts'
import {
  activation,
  type CompiledEarnRules,
  compileEarnRules,
  count,
  dayOf,
  type EarnMember,
  type EarnOccasion,
  earn,
  entitlementsOf,
  expiresAtFirst,
  type LotOpening,
  type Posting,
  rise,
  tierHeldAt,
} from '../../shared/ledger/index.ts'
import { viewOf } from '../db/compiled.ts'
import { newId } from '../db/ids.ts'
import { withHeld } from '../db/member-facts.ts'
import type { OpenBook } from './open-book.ts'

/** What one rule or offer gives, ready to be posted. */
export interface Gift {
  unit: Unit
  amount: number
  /** Each line's part; empty where nothing was bought. */
  perLine: number[]
  ruleKey: string | null
  offerId: string | null
  activatesAt: number | null
  activatesOn: string | null
  expiry: Expiry | null
  cut: Earned['cut']
}

/** What a purchase or event answers to in the books. */
export interface GiftSource {
  purchaseId?: string
  sourceId?: string
  earnedAt: number
  /** Start of each entry's reference. */
  reference: string
}

const compiled = new WeakMap<ProgramRules, CompiledEarnRules>()

/** A programme's earn rules made ready: once for as long as its rules are kept. */
export function earnRulesOf(rules: ProgramRules): CompiledEarnRules {
  const known = compiled.get(rules) ?? compileEarnRules(rules)
  compiled.set(rules, known)
  return known
}

/**
 * The member as the earn rules see them at the instant of what happened, whenever it is told: the tier that was held and
 * the plans that were good then, as far as the books remember (`tierHeldAt`, `plansHeld`). A plan that somebody has ended
 * since counts no more, and what a history brings was bought on the first tier.
 */
export function memberContext(
  open: OpenBook,
  rules: ProgramRules,
  segmentsEntered: string[],
  happenedAt: number,
): Omit<EarnMember, 'caps'> {
  const { tier, plans } = heldAt(open, happenedAt)
  const keys = plans.map(({ key }) => key)
  return {
    tier: tier ?? rules.tiers?.levels[0]?.key ?? null,
    plans,
    earnPercent: entitlementsOf(rules, tier, keys).earnPercent ?? 100,
    segmentsEntered,
    joinedAt: open.book.enrolledAt,
  }
}

/** Tier (`null`: the first) and plans at an instant; of one ahead, as a shop's clock may run, those of now. */
export function heldAt(open: OpenBook, at: number) {
  const then = Math.min(at, open.now)
  return { tier: tierHeldAt(open.standing, then), plans: open.plansAt(then) }
}

/** Whether no purchase of the member has been recorded before, returned or not. */
export const isFirstPurchase = ({ standing }: OpenBook, { purchases }: Profile): boolean =>
  purchases === 0 && standing.firstPurchaseGiven !== true

/**
 * Works out what a trigger earns an open book's member, takes the caps along, and posts it when asked: a lot and an
 * entry for each rule that gave something.
 */
export function earnNow(
  rules: ProgramRules,
  open: OpenBook,
  trigger: EarnOccasion,
  member: Omit<EarnMember, 'caps'>,
) {
  const { timeZone } = rules
  const { caps } = open.standing
  const result = earn(earnRulesOf(rules), { trigger, member: { ...member, caps }, timeZone })
  const earnedAt = trigger.kind === 'purchase' ? trigger.purchasedAt : trigger.occurredAt
  const gifts: Gift[] = result.given.map((one) => ({ ...one, offerId: null }))
  return {
    gifts,
    explained: result.explained,
    /** What each line earns in points without the multiplier of tier or plan: what an offer multiplies. */
    basePoints(lines: number): number[] {
      const plain =
        member.earnPercent === 100
          ? result
          : earn(earnRulesOf(rules), { trigger, member: { ...member, earnPercent: 100, caps }, timeZone })
      return Array.from({ length: lines }, (_, line) =>
        plain.given.reduce((sum, one) => sum + (one.unit === 'points' ? (one.perLine[line] ?? 0) : 0), 0),
      )
    },
    /** An offer's points: under the terms of the unit, beside the rules and their caps. */
    bonus(offerId: string, amount: number, perLine: number[]): Gift {
      const policy = rules.units.points
      const when = activation(policy?.pending ?? { kind: 'none' }, earnedAt, timeZone)
      const expiry = policy?.expiry ?? null
      return { unit: 'points', amount, perLine, ruleKey: null, offerId, ...when, expiry, cut: null }
    },
    post(all: readonly Gift[], source: GiftSource): void {
      open.keep({ ...open.standing, caps: result.caps })
      const given = all.filter((gift) => gift.amount > 0)
      if (given.length === 0) return
      const opened = given.map((gift) => lotOf(gift, source, timeZone))
      open.post(
        given.map((gift, at) => entryOf(gift, opened[at] as LotOpening, source, open.now)),
        opened,
      )
      open.act('earn', earnedAt)
    },
  }
}

const lotOf = (gift: Gift, source: GiftSource, timeZone: string): LotOpening => ({
  id: newId('lot'),
  unit: gift.unit,
  amount: gift.amount,
  remaining: 0,
  state: 'pending',
  earnedAt: source.earnedAt,
  activatesAt: gift.activatesAt,
  activatesOn: gift.activatesOn,
  // What waits for an event gets its end when that arrives: the clock starts at activation.
  expiresAt:
    gift.activatesAt === null || gift.expiry === null
      ? null
      : expiresAtFirst(gift.expiry, gift.activatesAt, timeZone),
  expiry: gift.expiry === null || gift.expiry.kind === 'never' ? null : gift.expiry,
  purchaseId: source.purchaseId ?? null,
  sourceId: source.sourceId ?? null,
  ruleKey: gift.ruleKey,
})

const entryOf = (gift: Gift, lot: LotOpening, source: GiftSource, now: number): Posting => ({
  unit: gift.unit,
  reason: gift.offerId === null ? 'earn' : 'bonus',
  fromAccount: 'issued',
  // What closed before it was recorded has nothing left to wait for.
  toAccount: gift.activatesAt !== null && gift.activatesAt <= now ? 'available' : 'pending',
  amount: gift.amount,
  lotId: lot.id,
  purchaseId: source.purchaseId ?? null,
  sourceId: source.sourceId ?? null,
  offerId: gift.offerId,
  ruleKey: gift.ruleKey,
  reference: `${gift.offerId === null ? 'earn' : 'bonus'}:${source.reference}:${gift.ruleKey ?? gift.offerId}`,
})

/** What happened that may count towards a tier. */
export interface Progress {
  at: number
  goodsPaidMinor: number
  purchases: number
  gifts: readonly Pick<Gift, 'unit' | 'amount'>[]
}

/** Counts what happened towards the tier, and lets the member rise where a threshold is reached. */
export function tierProgress(
  open: OpenBook,
  catalogue: Catalogue,
  profile: Profile,
  now: number,
  progress: Progress,
): void {
  const { rules } = catalogue
  const ladder = rules.tiers
  if (ladder === null) return
  const { basis } = ladder
  const amount =
    basis.kind === 'spend'
      ? progress.goodsPaidMinor
      : basis.kind === 'purchases'
        ? progress.purchases
        : basis.kind === 'earned'
          ? progress.gifts.reduce((sum, gift) => sum + (gift.unit === basis.unit ? gift.amount : 0), 0)
          : 0
  if (amount !== 0) open.keep(count(open.standing, dayOf(progress.at, rules.timeZone), amount))
  // What the tier follows from can't ask for it.
  const segments =
    basis.kind === 'segment'
      ? segmentsOf(catalogue, viewOf(profile, withHeld(open.facts, { tier: null }), now))
      : null
  const { standing, change } = rise(
    open.standing,
    ladder,
    { zone: rules.timeZone, enrolledAt: open.book.enrolledAt, segments },
    now,
  )
  open.keep(standing)
  if (change) open.stepTier([{ ...change, at: now }])
}
