import type { ProgramRules, Standing, Unit } from '../contracts/index.ts'
import { giveBirthday, nextBirthday } from './birthday.ts'
import { type Book, bySoonestExpiry, type LotOpening, type LotState } from './book.ts'
import { dayOf } from './calendar.ts'
import { spendOrders } from './conversions.ts'
import { type DatedPosting, Desk, type TierStep } from './desk.ts'
import type { PlanHeld } from './earn/index.ts'
import { expiresAtFirst, movesOnTo, trueExpiry } from './expiry.ts'
import { unholdOf } from './spend.ts'
import { count } from './standing.ts'
import { nextReviewAt, reviewTier, rise, type TierOutcome } from './tiers/review.ts'
import { keptDays, type TierContext } from './tiers/window.ts'

/** What the day's work has to be given besides books and rules. */
export interface DayOptions {
  /**
   * Makes ids for lots that are opened, which need one that is in no other book. Left out, as where books are only read,
   * they are named after the entry that opens them.
   */
  newId?: () => string
  /**
   * Paid plans that the member has, the one that began first at the front: the same at every instant, or those that are
   * good at the one that is asked for. Left out: not known.
   */
  plans?: readonly PlanHeld[] | ((at: number) => readonly PlanHeld[])
  /** Segments that the member is in; left out: not known. */
  segments?: readonly string[]
  /** The instant that the books were last written at. Left out: as of the latest lot of a unit that can be used. */
  asOf?: number
}

/** Everything that has happened by itself, and the books after it. */
export interface DayDone {
  /** In the order in which they happened. */
  postings: DatedPosting[]
  opened: LotOpening[]
  /** Lots that run out later than was written; those opened here may be among them. */
  moved: { lotId: string; expiresAt: number }[]
  standing: Standing
  tierChanges: TierStep[]
  accounts: Book['accounts']
  lots: LotState[]
  holds: Book['holds']
  /** `false`: the totals are right, but something was not read that would have to be known to write it. */
  writable: boolean
}

/** More instants than these never have anything due: a lifetime of days. What passes it would never end. */
const MOST_INSTANTS = 100_000

/**
 * Does everything that happens by itself up to `now`, in the order of time, and at one instant in the order of the day:
 * activate, spend orders, tiers, expire, tiers. A debt is repaid by whatever can be used. Nothing is done twice: the
 * books that it returns give nothing more for the same `now`, and later the same as if they had been left until then.
 *
 * Of lots it is enough to have those that are due, those that ended holds came from, and those of units that are
 * converted: others don't change before `now`.
 */
export function advance(book: Book, rules: ProgramRules, now: number, options: DayOptions = {}): DayDone {
  const day = new Day(book, rules, now, options)
  day.workUntil(now)
  const { desk } = day
  return {
    postings: desk.postings,
    opened: desk.opened,
    moved: [...desk.moved].map(([lotId, expiresAt]) => ({ lotId, expiresAt })),
    standing: desk.standing,
    tierChanges: desk.steps,
    accounts: desk.accounts,
    lots: desk.lots(),
    holds: desk.holds,
    writable: desk.writable,
  }
}

/** The instant after `now` at which something will next change by itself, or is to be looked at anew; `null`: never. */
export function nextDueAt(
  book: Book,
  rules: ProgramRules,
  now: number,
  options: DayOptions = {},
): number | null {
  const day = new Day(book, rules, now, options)
  day.workUntil(now)
  return day.nextDue()
}

/** When something of the standing next changes by itself: a tier's review or a birth month; `null`: never. */
export function standingDueAt(
  { standing, enrolledAt }: Pick<Book, 'standing' | 'enrolledAt'>,
  rules: ProgramRules,
  now: number,
  segments: readonly string[] | null = null,
): number | null {
  const zone = rules.timeZone
  const review = rules.tiers && nextReviewAt(standing, rules.tiers, { zone, enrolledAt, segments }, now)
  return earliest([review, nextBirthday(standing, enrolledAt, zone)?.at ?? null])
}

/** What comes to a unit by itself, soonest first; see `FullBalance`. */
export interface Coming {
  releases: { amount: number; at: number }[]
  waiting: { amount: number; event: string }[]
  expiries: { amount: number; at: number }[]
}

/**
 * Everything that will become usable or run out after `now` if the member does nothing more: not only the first of each.
 * All lots of the unit have to be in the book. Gifts that are still to come are not told.
 */
export function comingOf(
  book: Book,
  rules: ProgramRules,
  now: number,
  unit: Unit,
  options: DayOptions = {},
): Coming {
  const day = new Day(book, rules, now, options)
  day.workUntil(now)
  day.foretell()
  const later = day.desk.postings.filter((posting) => posting.at > now && posting.unit === unit)
  const by = (reason: 'release' | 'expire') =>
    summed(later.filter((posting) => posting.reason === reason).map(({ at, amount }) => [at, amount]))
  const waiting = day.desk
    .filled('pending')
    .filter((lot) => lot.unit === unit && lot.activatesOn !== null)
    .map((lot): [string, number] => [lot.activatesOn as string, lot.remaining])
  return {
    releases: by('release').map(([at, amount]) => ({ amount, at })),
    waiting: summed(waiting).map(([event, amount]) => ({ amount, event })),
    expiries: by('expire').map(([at, amount]) => ({ amount, at })),
  }
}

/** Amounts added up by key, in the order in which the keys come. */
function summed<Key>(parts: readonly [Key, number][]): [Key, number][] {
  const sums = new Map<Key, number>()
  for (const [key, amount] of parts) sums.set(key, (sums.get(key) ?? 0) + amount)
  return [...sums]
}

const earliest = (instants: readonly (number | null)[]): number | null =>
  instants.reduce((first, at) => (at !== null && (first === null || at < first) ? at : first), null)

/** One member's work, instant by instant. */
class Day {
  readonly desk: Desk
  readonly #rules: ProgramRules
  readonly #now: number
  readonly #options: DayOptions
  readonly #tiers: TierContext
  readonly #newLotId: ((reference: string) => string) | undefined
  /** Where the work has come to. */
  #at = Number.NEGATIVE_INFINITY
  /** Reviews up to here have been done. */
  #reviewedAt = Number.NEGATIVE_INFINITY
  #foretelling = false

  constructor(book: Book, rules: ProgramRules, now: number, options: DayOptions) {
    const { newId, segments = null } = options
    this.desk = new Desk(book)
    this.#rules = rules
    this.#now = now
    this.#options = options
    this.#tiers = { zone: rules.timeZone, enrolledAt: book.enrolledAt, segments }
    this.#newLotId = newId && (() => newId())
    this.#begin()
  }

  workUntil(until: number): void {
    for (let instants = 0; instants < MOST_INSTANTS; instants += 1) {
      const due = this.nextDue()
      if (due === null || due > until) return
      // What came back to a lot whose end has passed runs out when it came back.
      this.#at = Math.max(this.#at, due)
      this.#work(this.#at)
    }
    throw new Error(`The day's work of ${this.desk.enrolmentId} does not end`)
  }

  /** Goes on for as long as there is something that can still be released or run out. */
  foretell(): void {
    this.#foretelling = true
    for (let instants = 0; this.#lotsDueAt() !== null && instants < MOST_INSTANTS; instants += 1)
      this.workUntil(this.nextDue() as number)
  }

  nextDue(): number | null {
    return earliest([this.#lotsDueAt(), this.#birthday()?.at ?? null, this.#reviewAt()])
  }

  #lotsDueAt(): number | null {
    const { desk } = this
    return earliest([
      ...desk.holds.map(({ expiresAt }) => expiresAt),
      ...desk.filled('pending').map(({ activatesAt }) => activatesAt),
      ...desk.filled('active').map(({ expiresAt }) => expiresAt),
    ])
  }

  /** Birthdays that are still to come are nobody's yet. */
  #birthday() {
    const { standing, enrolledAt } = this.desk
    return this.#foretelling ? null : nextBirthday(standing, enrolledAt, this.#rules.timeZone)
  }

  #reviewAt(): number | null {
    if (this.#rules.tiers === null) return null
    const at = nextReviewAt(this.desk.standing, this.#rules.tiers, this.#tiers, this.#now)
    return at !== null && at > this.#reviewedAt ? at : null
  }

  /** Debts and conversions that the books have left open. */
  #begin(): void {
    const since = (unit: Unit) => {
      const usable = this.desk.filled('active').filter((lot) => lot.unit === unit)
      const latest = Math.max(...usable.map((lot) => lot.activatesAt ?? lot.earnedAt))
      return this.#options.asOf ?? (Number.isFinite(latest) ? Math.min(latest, this.#now) : this.#now)
    }
    for (const unit of Object.keys(this.desk.accounts) as Unit[]) this.#repay(unit, since(unit))
    this.#spendOrders(since)
    this.#at = Math.max(this.#at, ...this.desk.postings.map((posting) => posting.at))
  }

  #work(at: number): void {
    this.#release(at)
    this.#unhold(at)
    this.#giveBirthday(at)
    this.#spendOrders(() => at)
    this.#review(at)
    this.#expire(at)
    this.#review(at)
  }

  #release(at: number): void {
    const due = this.desk.filled('pending').filter((lot) => lot.activatesAt !== null && lot.activatesAt <= at)
    due.sort((a, b) => a.activatesAt! - b.activatesAt! || (a.id < b.id ? -1 : 1))
    for (const lot of due) {
      // The clock starts when it can be used; before that the end need not have been known.
      if (lot.expiresAt === null && lot.expiry !== null) {
        const expiresAt = expiresAtFirst(lot.expiry, lot.activatesAt!, this.#rules.timeZone)
        if (expiresAt !== null) this.desk.move(lot, expiresAt)
      }
      this.desk.post(at, {
        unit: lot.unit,
        reason: 'release',
        fromAccount: 'pending',
        toAccount: 'available',
        amount: lot.remaining,
        lotId: lot.id,
        reference: `release:${lot.id}`,
      })
      this.#repay(lot.unit, at)
    }
  }

  #unhold(at: number): void {
    const ended = this.desk.holds.filter((hold) => hold.expiresAt <= at)
    ended.sort((a, b) => a.expiresAt - b.expiresAt || (a.id < b.id ? -1 : 1))
    for (const ending of ended) {
      const { id, unit, parts } = ending
      this.desk.holds = this.desk.holds.filter((hold) => hold.id !== id)
      for (const part of parts) {
        this.desk.expect(part.lotId, unit, at)
        this.desk.post(at, unholdOf(ending, part))
        this.#repay(unit, at)
      }
    }
  }

  #giveBirthday(at: number): void {
    const birthday = this.#birthday()
    if (birthday === null || birthday.at > at) return
    // Those of the month's start: whoever ended or began one since has the gift that was theirs then.
    const { plans } = this.#options
    const held = typeof plans === 'function' ? plans(birthday.at) : plans
    const gifts = giveBirthday(this.desk, this.#rules, birthday, held, this.#newLotId)
    const basis = this.#rules.tiers?.basis
    for (const { unit, amount } of gifts) {
      this.#repay(unit, at)
      if (basis?.kind === 'earned' && basis.unit === unit) this.#countTowardsTier(amount, at)
    }
  }

  #countTowardsTier(amount: number, at: number): void {
    const ladder = this.#rules.tiers!
    const standing = count(this.desk.standing, dayOf(at, this.#rules.timeZone), amount, keptDays(ladder))
    this.#step(rise(standing, ladder, this.#tiers, at), at)
  }

  #spendOrders(at: (unit: Unit) => number): void {
    spendOrders(this.desk, this.#rules, at, this.#newLotId, (unit, when) => this.#repay(unit, when))
  }

  #review(at: number): void {
    const due = this.#reviewAt()
    if (due === null || due > at) return
    this.#reviewedAt = at
    this.#step(reviewTier(this.desk.standing, this.#rules.tiers!, this.#tiers, at), at)
  }

  #step({ standing, change }: TierOutcome, at: number): void {
    this.desk.standing = standing
    if (change) this.desk.steps.push({ ...change, at })
  }

  #expire(at: number): void {
    const { timeZone, tiers } = this.#rules
    const { standing } = this.desk
    const context = { ...standing, tier: standing.tier ?? tiers?.levels[0]?.key ?? null }
    const due = this.desk.filled('active').filter((lot) => lot.expiresAt !== null && lot.expiresAt <= at)
    for (const lot of due.sort(bySoonestExpiry)) {
      const never = this.#foretelling && trueExpiry(lot, context, timeZone) === null
      const later = never ? null : movesOnTo(lot, context, at, timeZone)
      if (never || later !== null) this.desk.move(lot, later)
      else
        this.desk.post(at, {
          unit: lot.unit,
          reason: 'expire',
          fromAccount: 'available',
          toAccount: 'expired',
          amount: lot.remaining,
          lotId: lot.id,
          // A return can put something back into a lot that has run out, and that runs out in its turn.
          reference: `expire:${lot.id}:${lot.expiresAt}:${this.desk.nextSeq(lot.unit)}`,
        })
    }
  }

  /** What can be used repays what is owed before anything else. */
  #repay(unit: Unit, at: number): void {
    const { available, owed } = this.desk.account(unit)
    const amount = Math.min(available, owed)
    if (amount === 0) return
    const reference = `repay:${this.desk.enrolmentId}:${unit}:${this.desk.nextSeq(unit)}`
    this.desk.take(at, amount, { unit, reason: 'repay', toAccount: 'owed', reference })
  }
}
