import type { CatalogueReward, MemberReward, RewardRefusal } from '../../contracts/index.ts'
import { isOpenAt, opensNextAt } from './opening.ts'
import { goodsSpec } from './registry.ts'

const HOUR_MS = 3_600_000

/** A reward with what is left of it. */
export interface Shelf {
  reward: CatalogueReward
  /** Orders on the waiting list. */
  waiting: number
}

/** What a member brings to it. */
export interface Shopper {
  /** Orders of this reward that they have, cancelled ones left out. */
  has: number
  /** What they can use of the unit that it costs. */
  available: number
  /** Their tier, and keys of the plans that hold. */
  tier: string | null
  plans: readonly string[]
  /** So much sooner it opens for them. */
  earlyAccessHours: number
}

/** Whether a member can order a reward at `now`, and everything that stands in the way. */
export function judgeReward(
  { reward, waiting }: Shelf,
  shopper: Shopper,
  zone: string,
  now: number,
): MemberReward {
  const { goods, schedule, openingHours, price, audience } = reward
  const ends = [schedule.endsAt, goodsSpec(goods).endsAt(goods)].filter((at) => at !== null)
  const endsAt = ends.length > 0 ? Math.min(...ends) : null
  const startsAt = schedule.startsAt === null ? null : schedule.startsAt - shopper.earlyAccessHours * HOUR_MS
  const notYet = startsAt !== null && now < startsAt
  const over = endsAt !== null && now >= endsAt
  const closed = openingHours !== null && !isOpenAt(openingHours, zone, now)
  const missing = Math.max(0, price.amount - shopper.available)
  // Nobody passes those who wait.
  const waits = goods.kind === 'seat' && goods.waitingList && (reward.left === 0 || waiting > 0)
  const found: Record<RewardRefusal, boolean> = {
    paused: reward.state === 'paused',
    notYet,
    over,
    closed: closed && !notYet && !over,
    soldOut: reward.left === 0 && !waits,
    perMember: reward.perMember !== null && shopper.has >= reward.perMember,
    audience: !isFor(audience, shopper),
    balance: missing > 0,
  }
  const from = notYet ? startsAt : now
  const opensAt =
    over || !(notYet || closed) ? null : openingHours === null ? from : opensNextAt(openingHours, zone, from)
  return {
    reward,
    refusals: (Object.keys(found) as RewardRefusal[]).filter((refusal) => found[refusal]),
    missing,
    opensAt: opensAt !== null && endsAt !== null && opensAt >= endsAt ? null : opensAt,
    waits,
  }
}

const isFor = ({ tiers, plans }: CatalogueReward['audience'], { tier, plans: held }: Shopper): boolean =>
  (tiers.length === 0 && plans.length === 0) ||
  (tier !== null && tiers.includes(tier)) ||
  plans.some((plan) => held.includes(plan))
