/**
 * The books as the words of the programme have them, kept in plain numbers: no entries, no database, and nothing of the
 * code that it is held against.
 */
import type { Random } from '../data/random.ts'

export const UNITS = ['points', 'statusCredits', 'storedValue', 'stamps'] as const
export type ModelUnit = (typeof UNITS)[number]
export type Policy = 'only_pending' | 'within_balance' | 'debt'

/** Steps of the ladder, by what was spent in a calendar year, in minor units, and what they multiply earning by. */
export const LADDER = [
  { key: 'bronze', threshold: 0, percent: 100 },
  { key: 'silver', threshold: 300_000, percent: 120 },
  { key: 'gold', threshold: 900_000, percent: 150 },
] as const

export const DELAY_DAYS = 14
export const PURCHASE_CAP = 150
export const MONTH_CAP = 400
export const REVIEW_POINTS = 5
export const REVIEW_CAP = 60
export const STAMPS_A_REWARD = 10
export const REWARD_MINOR = 3_000
export const HANDED_ON_A_DAY = 120
const DAY_MS = 86_400_000

interface Lot {
  n: number
  unit: ModelUnit
  left: number
  /** `null`: waits for a visit. */
  activatesAt: number | null
  active: boolean
  /** `null` while it is pending, and for what never ends. */
  expiresAt: number | null
  rule: string | null
  purchase: string | null
  /** What of it has run out. */
  expired?: number
}

interface Part {
  lot: Lot
  amount: number
}

interface Bought {
  ref: string
  member: Member
  at: number
  /** What returns of it have taken back, or left owing. */
  taken: Partial<Record<ModelUnit, number>>
  lines: {
    coffee: boolean
    quantity: number
    minor: number
    back: number
    earned: Partial<Record<ModelUnit, number>>
  }[]
}

export interface Member {
  lots: Lot[]
  owed: Record<ModelUnit, number>
  holds: Map<string, { until: number; parts: Part[] }>
  /** Spent on a local day. */
  spentOn: Map<string, number>
  tier: number
  /** Each tier that was come to, and when. */
  tiers: { tier: number; at: number }[]
  tierEndsAt: number | null
  /** What `purchases` gave in a month, and `reviews` ever. */
  inMonth: Map<string, number>
  reviews: number
  handedOn: Map<string, number>
  lastPurchaseAt: number | null
}

const parts = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  dateStyle: 'short',
  timeStyle: 'short',
})
/** The local date, such as 2027-03-28. */
export const localDay = (at: number): string => parts.format(at).slice(0, 10)
const localMonth = (at: number): string => localDay(at).slice(0, 7)

/** When a local day begins: Stockholm is one or two hours ahead. Months and days may lie beyond their ends. */
export function midnight(year: number, month: number, day: number): number {
  const utc = Date.UTC(year, month - 1, day)
  return parts.format(utc - 7_200_000).endsWith('00:00') ? utc - 7_200_000 : utc - 3_600_000
}

const dateOf = (at: number) => localDay(at).split('-').map(Number) as [number, number, number]

/** The end of the local day so many months on; a day that the month lacks is its last. */
function endOfDayAfterMonths(at: number, months: number): number {
  const [year, month, day] = dateOf(at)
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return midnight(year, month + months, Math.min(day, last) + 1)
}

/** Largest remainders first, and of equal ones the earlier line. */
function shares(whole: number, weights: number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total === 0) return weights.map(() => 0)
  const down = weights.map((weight) => Math.floor((whole * weight) / total))
  const order = weights
    .map((weight, at) => ({ at, rest: (whole * weight) % total }))
    .sort((a, b) => b.rest - a.rest || a.at - b.at)
  for (let over = whole - down.reduce((sum, one) => sum + one, 0), at = 0; over > 0; over -= 1, at += 1) {
    const { at: line } = order[at] as { at: number }
    down[line] = (down[line] ?? 0) + 1
  }
  return down
}

/** A whole that units of a line share: what falls on those from one to another, early ones a little less. */
const portion = (whole: number, of: number, from: number, to: number) =>
  Math.floor((whole * to) / of) - Math.floor((whole * from) / of)

export interface Line {
  coffee: boolean
  quantity: number
  minor: number
}

/** One programme. Every act says whether it is taken. */
export class Model {
  readonly policy: Policy
  readonly members: Member[]
  #made = 0
  /** Ends that have been worked out: calendars are slow. */
  readonly #ends = new Map<string, number>()
  readonly #purchases = new Map<string, Bought>()
  readonly #spends = new Map<string, { member: Member; parts: Part[] }>()
  readonly #gifts = new Map<string, { member: Member; lot: Lot; amount: number; gone: boolean }>()

  constructor(policy: Policy, members: number) {
    this.policy = policy
    this.members = Array.from({ length: members }, () => ({
      lots: [],
      owed: { points: 0, statusCredits: 0, storedValue: 0, stamps: 0 },
      holds: new Map(),
      spentOn: new Map(),
      tier: 0,
      tiers: [],
      tierEndsAt: null,
      inMonth: new Map(),
      reviews: 0,
      handedOn: new Map(),
      lastPurchaseAt: null,
    }))
  }

  member(n: number): Member {
    return this.members[n] as Member
  }

  // What time does by itself.

  #endOf({ lastPurchaseAt }: Member, { unit, activatesAt }: Lot): number | null {
    const at = activatesAt as number
    const from = unit === 'statusCredits' ? Math.max(at, lastPurchaseAt ?? at) : at
    const known = this.#ends.get(`${unit} ${from}`)
    if (known !== undefined) return known
    const end = this.#newEnd(unit, from)
    this.#ends.set(`${unit} ${from}`, end)
    return end
  }

  #newEnd(unit: ModelUnit, at: number): number {
    const [year, month] = dateOf(at)
    if (unit === 'points') return midnight(year, month + 7, 1)
    if (unit === 'stamps') return midnight(year + 1, 1, 1)
    return endOfDayAfterMonths(at, 12)
  }

  /** When a lot that can be used runs out; for status credits every purchase puts it off. */
  #expiresAt(member: Member, lot: Lot): number | null {
    return lot.unit === 'statusCredits' ? this.#endOf(member, lot) : lot.expiresAt
  }

  /** Everything that comes by itself up to then, in the order of time, and of the day where it is the same time. */
  tick(
    member: Member,
    until: number,
    told: (what: 'release' | 'expire', lot: Lot, at: number) => void = () => {},
  ): void {
    for (;;) {
      let next = Number.POSITIVE_INFINITY
      for (const lot of member.lots) {
        if (lot.left === 0) continue
        const at = lot.active ? this.#expiresAt(member, lot) : lot.activatesAt
        if (at !== null) next = Math.min(next, at)
      }
      for (const { until: end } of member.holds.values()) next = Math.min(next, end)
      if (member.tierEndsAt !== null) next = Math.min(next, member.tierEndsAt)
      if (next > until || next === Number.POSITIVE_INFINITY) return
      for (const lot of member.lots)
        if (!lot.active && lot.activatesAt !== null && lot.activatesAt <= next) {
          if (lot.left > 0) told('release', lot, next)
          this.#activate(member, lot)
        }
      for (const [id, { until: end, parts: held }] of member.holds)
        if (end <= next) {
          member.holds.delete(id)
          for (const { lot, amount } of held) lot.left += amount
        }
      this.#settle(member, next)
      this.#review(member, next)
      for (const lot of member.lots) {
        const end = lot.active && lot.left > 0 ? this.#expiresAt(member, lot) : null
        if (end === null || end > next) continue
        if (lot.left > 0) told('expire', lot, next)
        lot.expired = (lot.expired ?? 0) + lot.left
        lot.left = 0
      }
    }
  }

  #activate(member: Member, lot: Lot): void {
    lot.active = true
    lot.expiresAt = this.#endOf(member, lot)
  }

  /** What can be used repays what is owed, then stamps turn into stored value. */
  #settle(member: Member, now: number): void {
    const repay = () => {
      for (const unit of UNITS) {
        const amount = Math.min(member.owed[unit], this.available(member, unit))
        if (amount > 0) this.#draw(member, unit, amount)
        member.owed[unit] -= amount
      }
    }
    repay()
    const times = Math.floor(this.available(member, 'stamps') / STAMPS_A_REWARD)
    if (times > 0) {
      // It was full when its latest stamp was there, also where the shop told of that later.
      const fullAt = Math.max(...this.#usable(member, 'stamps').map(({ activatesAt }) => activatesAt ?? now))
      this.#draw(member, 'stamps', times * STAMPS_A_REWARD)
      const lot = this.#open(member, 'storedValue', times * REWARD_MINOR, { activatesAt: fullAt })
      this.#activate(member, lot)
      repay()
    }
  }

  #review(member: Member, at: number): void {
    if (member.tierEndsAt === null || member.tierEndsAt > at) return
    const [year] = dateOf(at)
    this.#stand(member, this.#earnedTier(member, year - 1), at)
    member.tierEndsAt = member.tier === 0 ? null : midnight(year + 1, 1, 1)
  }

  #stand(member: Member, tier: number, at: number): void {
    if (tier !== member.tier) member.tiers.push({ tier, at })
    member.tier = tier
  }

  #earnedTier(member: Member, year: number): number {
    let sum = 0
    for (const [day, minor] of member.spentOn) if (Number(day.slice(0, 4)) === year) sum += minor
    return Math.max(
      0,
      LADDER.findLastIndex(({ threshold }) => sum >= threshold),
    )
  }

  // Parts of acts.

  #open(member: Member, unit: ModelUnit, amount: number, more: Partial<Lot> & Pick<Lot, 'activatesAt'>): Lot {
    this.#made += 1
    const lot: Lot = {
      n: this.#made,
      unit,
      left: amount,
      active: false,
      expiresAt: null,
      rule: null,
      purchase: null,
      ...more,
    }
    member.lots.push(lot)
    return lot
  }

  #usable(member: Member, unit: ModelUnit): Lot[] {
    const end = (lot: Lot) => this.#expiresAt(member, lot) ?? Number.POSITIVE_INFINITY
    return member.lots
      .filter((lot) => lot.active && lot.unit === unit && lot.left > 0)
      .sort((a, b) => end(a) - end(b) || a.n - b.n)
  }

  /** Soonest to run out first. Only as much as is there. */
  #draw(member: Member, unit: ModelUnit, amount: number): Part[] {
    const drawn: Part[] = []
    let left = amount
    for (const lot of this.#usable(member, unit)) {
      const some = Math.min(left, lot.left)
      if (some === 0) break
      lot.left -= some
      left -= some
      drawn.push({ lot, amount: some })
    }
    if (left > 0) throw new Error('drew more than there is')
    return drawn
  }

  #putBack(given: readonly Part[]): void {
    for (const { lot, amount } of given) lot.left += amount
  }

  #after(member: Member, now: number): void {
    // What can be used at once is used at once, and what came back to a lot that has run out is gone.
    for (const lot of member.lots)
      if (!lot.active && lot.activatesAt !== null && lot.activatesAt <= now) this.#activate(member, lot)
    this.#settle(member, now)
    this.tick(member, now)
  }

  // Acts.

  purchase(n: number, ref: string, at: number, lines: readonly Line[], now: number): void {
    const member = this.member(n)
    this.tick(member, now)
    const minor = lines.reduce((sum, line) => sum + line.minor, 0)
    // As it stood then, though it is told now.
    const tierThen = member.tiers.findLast((step) => step.at <= at)?.tier ?? 0
    const { percent } = LADDER[tierThen] as { percent: number }
    const month = localMonth(at)
    const used = member.inMonth.get(month) ?? 0
    const points = Math.max(
      0,
      Math.min(Math.floor((minor * percent) / 10_000), PURCHASE_CAP, MONTH_CAP - used),
    )
    const credits = Math.floor(minor / 1_000)
    const stamps = lines.reduce((sum, line) => sum + (line.coffee ? line.quantity : 0), 0)
    const weights = lines.map((line) => line.minor)
    const [perPoints, perCredits] = [shares(points, weights), shares(credits, weights)]
    const bought: Bought = {
      ref,
      member,
      at,
      taken: {},
      lines: lines.map((line, at_) => ({
        ...line,
        back: 0,
        earned: {
          points: perPoints[at_] ?? 0,
          statusCredits: perCredits[at_] ?? 0,
          stamps: line.coffee ? line.quantity : 0,
        },
      })),
    }
    this.#purchases.set(ref, bought)
    const of = (rule: string) => ({ rule, purchase: ref })
    if (points > 0) {
      this.#open(member, 'points', points, { activatesAt: at + DELAY_DAYS * DAY_MS, ...of('purchases') })
      member.inMonth.set(month, used + points)
    }
    if (credits > 0) this.#open(member, 'statusCredits', credits, { activatesAt: null, ...of('credits') })
    if (stamps > 0) this.#open(member, 'stamps', stamps, { activatesAt: at, ...of('stamps') })
    member.lastPurchaseAt = Math.max(member.lastPurchaseAt ?? at, at)
    const day = localDay(at)
    member.spentOn.set(day, (member.spentOn.get(day) ?? 0) + minor)
    const [year] = dateOf(now)
    const earned = this.#earnedTier(member, year)
    if (earned > member.tier) {
      this.#stand(member, earned, now)
      // To the end of the next calendar year.
      member.tierEndsAt = midnight(year + 2, 1, 1)
    }
    this.#after(member, now)
  }

  giveBack(ref: string, line: number, quantity: number, now: number): boolean {
    const bought = this.#purchases.get(ref) as Bought
    const own = bought.lines[line] as Bought['lines'][number]
    if (own.back + quantity > own.quantity) return false
    const { member } = bought
    this.tick(member, now)
    const [from, to] = [own.back, own.back + quantity]
    for (const unit of UNITS) {
      const lots = member.lots.filter((lot) => lot.purchase === ref && lot.unit === unit)
      // What has been corrected away already is not taken a second time.
      const reversed = lots.some((lot) => lot.rule === 'reversed')
      // Nor what has run out: nobody had it.
      const all = bought.lines.reduce((sum, one) => sum + (one.earned[unit] ?? 0), 0)
      const expired = lots.reduce((sum, lot) => sum + (lot.expired ?? 0), 0)
      const asked = all - expired - (bought.taken[unit] ?? 0)
      let left = reversed ? 0 : Math.min(asked, portion(own.earned[unit] ?? 0, own.quantity, from, to))
      const first = left
      const take = (lot: Lot) => {
        const some = Math.min(left, lot.left)
        lot.left -= some
        left -= some
        if (lot.rule === 'purchases' && lot.purchase === ref) {
          const month = localMonth(bought.at)
          member.inMonth.set(month, (member.inMonth.get(month) ?? 0) - some)
        }
      }
      for (const lot of lots) if (!lot.active || this.policy !== 'only_pending') take(lot)
      if (this.policy !== 'only_pending') for (const lot of this.#usable(member, unit)) take(lot)
      const gone = this.policy === 'debt' ? 0 : left
      if (this.policy === 'debt') member.owed[unit] += left
      bought.taken[unit] = (bought.taken[unit] ?? 0) + first - gone
    }
    const day = localDay(bought.at)
    const spent = portion(own.minor, own.quantity, from, to)
    member.spentOn.set(day, (member.spentOn.get(day) ?? 0) - spent)
    own.back = to
    this.#after(member, now)
    return true
  }

  review(n: number, now: number): void {
    const member = this.member(n)
    this.tick(member, now)
    const amount = Math.min(REVIEW_POINTS, REVIEW_CAP - member.reviews)
    if (amount > 0) this.#open(member, 'points', amount, { activatesAt: now, rule: 'reviews' })
    member.reviews += amount
    this.#after(member, now)
  }

  visit(n: number, now: number): void {
    const member = this.member(n)
    this.tick(member, now)
    for (const lot of member.lots)
      if (!lot.active && lot.activatesAt === null && lot.left > 0) {
        lot.activatesAt = now
        this.#activate(member, lot)
      }
    this.#after(member, now)
  }

  spend(n: number, id: string, unit: ModelUnit, amount: number, now: number): boolean {
    const member = this.member(n)
    this.tick(member, now)
    if (this.available(member, unit) < amount) return false
    this.#spends.set(id, { member, parts: this.#draw(member, unit, amount) })
    this.#after(member, now)
    return true
  }

  /** All of a spend comes back to its own lots. */
  undoSpend(id: string, now: number): void {
    const { member, parts: spent } = this.#spends.get(id) as { member: Member; parts: Part[] }
    this.tick(member, now)
    this.#putBack(spent)
    this.#spends.delete(id)
    this.#after(member, now)
  }

  hold(n: number, id: string, unit: ModelUnit, amount: number, until: number, now: number): boolean {
    const member = this.member(n)
    this.tick(member, now)
    if (this.available(member, unit) < amount) return false
    member.holds.set(id, { until, parts: this.#draw(member, unit, amount) })
    this.#after(member, now)
    return true
  }

  /** The order came: what was held is spent. `false`: its time was up. */
  capture(n: number, id: string, now: number): boolean {
    const member = this.member(n)
    this.tick(member, now)
    return member.holds.delete(id)
  }

  release(n: number, id: string, now: number): boolean {
    const member = this.member(n)
    this.tick(member, now)
    const hold = member.holds.get(id)
    if (!hold) return false
    member.holds.delete(id)
    this.#putBack(hold.parts)
    this.#after(member, now)
    return true
  }

  handOn(
    from: number,
    to: number,
    amount: number,
    now: number,
  ): 'done' | 'transfer_limit' | 'insufficient_points' {
    const [sender, recipient] = [this.member(from), this.member(to)]
    this.tick(sender, now)
    this.tick(recipient, now)
    const day = localDay(now)
    const sent = sender.handedOn.get(day) ?? 0
    if (sent + amount > HANDED_ON_A_DAY) return 'transfer_limit'
    if (this.available(sender, 'points') < amount) return 'insufficient_points'
    for (const { lot, amount: some } of this.#draw(sender, 'points', amount))
      this.#open(recipient, 'points', some, { activatesAt: now, active: true, expiresAt: lot.expiresAt })
    sender.handedOn.set(day, sent + amount)
    this.#after(sender, now)
    this.#after(recipient, now)
    return 'done'
  }

  /** A gift, a top-up, or an adjustment that adds. */
  add(n: number, id: string, unit: ModelUnit, amount: number, now: number): void {
    const member = this.member(n)
    this.tick(member, now)
    const lot = this.#open(member, unit, amount, { activatesAt: now })
    this.#gifts.set(id, { member, lot, amount, gone: false })
    this.#after(member, now)
  }

  /** An adjustment that takes. */
  take(n: number, unit: ModelUnit, amount: number, now: number): boolean {
    const member = this.member(n)
    this.tick(member, now)
    if (this.available(member, unit) < amount) return false
    this.#draw(member, unit, amount)
    this.#after(member, now)
    return true
  }

  /** A gift is corrected: once, and only while all of it is still there. */
  reverseGift(id: string, now: number): boolean {
    const gift = this.#gifts.get(id) as { member: Member; lot: Lot; amount: number; gone: boolean }
    this.tick(gift.member, now)
    if (gift.gone || gift.lot.left < gift.amount) return false
    gift.gone = true
    gift.lot.left = 0
    this.#after(gift.member, now)
    return true
  }

  /** The points of a purchase are corrected away: while they are pending and nothing of them has been taken. */
  reverseEarned(ref: string, now: number): boolean {
    const { member, at, lines } = this.#purchases.get(ref) as Bought
    this.tick(member, now)
    const lot = member.lots.find(({ purchase, unit }) => purchase === ref && unit === 'points')
    const earned = lines.reduce((sum, line) => sum + (line.earned.points ?? 0), 0)
    if (!lot || lot.active || lot.rule === 'reversed' || lot.left < earned) return false
    lot.left = 0
    lot.rule = 'reversed'
    const month = localMonth(at)
    member.inMonth.set(month, (member.inMonth.get(month) ?? 0) - earned)
    this.#after(member, now)
    return true
  }

  // What is read.

  available(member: Member, unit: ModelUnit): number {
    return this.#usable(member, unit).reduce((sum, lot) => sum + lot.left, 0)
  }

  /** A member as they would be told, with all that is to come if they do nothing more. */
  read(n: number, now: number) {
    const member = this.member(n)
    this.tick(member, now)
    const pending = (unit: ModelUnit) =>
      member.lots.filter((lot) => !lot.active && lot.unit === unit && lot.left > 0)
    const sum = (lots: readonly { left: number }[]) => lots.reduce((all, lot) => all + lot.left, 0)
    const held = (unit: ModelUnit) =>
      [...member.holds.values()]
        .flatMap((hold) => hold.parts)
        .reduce((all, { lot, amount }) => all + (lot.unit === unit ? amount : 0), 0)
    return {
      units: Object.fromEntries(
        UNITS.map((unit) => [
          unit,
          {
            available: this.available(member, unit) - member.owed[unit],
            pending: sum(pending(unit)),
            held: held(unit),
            waiting: sum(pending(unit).filter(({ activatesAt }) => activatesAt === null)),
          },
        ]),
      ),
      tier: (LADDER[member.tier] as { key: string }).key,
      tierEndsAt: member.tierEndsAt,
      inMonth: member.inMonth.get(localMonth(now)) ?? 0,
      inAll: [...member.inMonth.values()].reduce((all, some) => all + some, 0),
      reviews: member.reviews,
      leftToHandOn: HANDED_ON_A_DAY - (member.handedOn.get(localDay(now)) ?? 0),
    }
  }

  /** What becomes usable and what runs out of each unit, instant by instant, if nothing more is done: a copy runs on. */
  coming(n: number, now: number) {
    const member = this.member(n)
    this.tick(member, now)
    // What is held is spoken for: it is told once it comes back.
    const copy = structuredClone({
      ...member,
      holds: new Map(),
      lots: member.lots.filter(({ left }) => left > 0),
    })
    const sums = new Map<string, number>()
    this.tick(copy, Number.POSITIVE_INFINITY, (what, { unit, left }, at) => {
      const key = `${unit} ${what} ${at}`
      sums.set(key, (sums.get(key) ?? 0) + left)
    })
    const of = (unit: ModelUnit, what: string) =>
      [...sums]
        .flatMap(([key, amount]) => {
          const [ofUnit, happens, at] = key.split(' ')
          return ofUnit === unit && happens === what ? [{ amount, at: Number(at) }] : []
        })
        .sort((a, b) => a.at - b.at)
    return Object.fromEntries(
      UNITS.map((unit) => [unit, { releases: of(unit, 'release'), expiries: of(unit, 'expire') }]),
    )
  }
}

/** One of some things. */
export const pick = <T>(random: Random, all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
