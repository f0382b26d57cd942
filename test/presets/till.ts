import { MAX_INSTANT, type ProgramRules, type Unit } from '../../shared/contracts/index.ts'
import {
  after,
  type Book,
  EMPTY_ACCOUNT,
  type LotOpening,
  lotsAfter,
  type Posting,
} from '../../shared/ledger/book.ts'
import { dayOf } from '../../shared/ledger/calendar.ts'
import { advance, comingOf } from '../../shared/ledger/day.ts'
import { compileEarnRules, type EarnLine, type EarnResult, earn } from '../../shared/ledger/earn/index.ts'
import { expiresAtFirst, leaveTier } from '../../shared/ledger/expiry.ts'
import { draw } from '../../shared/ledger/spend.ts'
import { act, count, emptyStanding } from '../../shared/ledger/standing.ts'
import { rise } from '../../shared/ledger/tiers/review.ts'
import { programOf } from '../../shared/presets/program-of.ts'

const STORE_ID = `sto_${'1'.padStart(26, '0')}`

/** One member of a preset's programme and all their books, in memory: what the worker does around the pure rooms. */
export class Till {
  readonly rules: ProgramRules
  book: Book
  plans: { key: string; startedAt: number }[] = []
  #lots = 0

  constructor(preset: string, joinedAt: number) {
    const made = programOf({ preset })
    if (!made) throw new Error(`No preset ${preset}`)
    this.rules = made.rules
    this.book = {
      enrolmentId: 'enr_1',
      enrolledAt: joinedAt,
      accounts: {},
      lots: [],
      holds: [],
      standing: emptyStanding(),
    }
  }

  join(plan: string, startedAt: number): this {
    this.plans.push({ key: plan, startedAt })
    return this
  }

  /** Does what has come due by itself. */
  until(at: number): this {
    const { accounts, lots, holds, standing } = advance(this.book, this.rules, at, {
      newId: () => this.#newLot(),
      plans: this.plans,
    })
    this.book = { ...this.book, accounts, lots, holds, standing }
    return this
  }

  /** Buys some lines, or one thing at a price, and says what came of it. */
  buy(at: number, bought: number | EarnLine[]): EarnResult {
    this.until(at)
    const lines = typeof bought === 'number' ? [{ sku: 'thing', amountMinor: bought }] : bought
    const goodsPaidMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0)
    const { standing, enrolledAt } = this.book
    const result = earn(compileEarnRules(this.rules), {
      trigger: { kind: 'purchase', storeId: STORE_ID, purchasedAt: at, goodsPaidMinor, lines, first: false },
      member: {
        tier: standing.tier,
        plans: this.plans,
        earnPercent: this.#earnPercent(),
        segmentsEntered: [],
        caps: standing.caps,
        joinedAt: enrolledAt,
      },
      timeZone: this.rules.timeZone,
    })
    this.book.standing = act(act({ ...standing, caps: result.caps }, 'purchase', at, at), 'earn', at, at)
    for (const { ruleKey, unit, amount, activatesAt, activatesOn, expiry } of result.given)
      if (amount > 0) {
        const zone = this.rules.timeZone
        const expiresAt = expiry && activatesAt !== null ? expiresAtFirst(expiry, activatesAt, zone) : null
        this.#open(at, { unit, amount, activatesAt, activatesOn, expiry, expiresAt, ruleKey })
      }
    this.#count(at, goodsPaidMinor, result)
    this.until(at)
    return result
  }

  /** Puts money on the card. */
  topUp(at: number, amount: number): void {
    this.until(at)
    const terms = { activatesAt: at, activatesOn: null, expiry: null, expiresAt: null, ruleKey: null }
    this.#open(at, { unit: 'storedValue', amount, ...terms })
  }

  /** Spends, soonest-expiring first; `false`: there is not enough, and nothing was taken. */
  spend(at: number, unit: Unit, amount: number): boolean {
    this.until(at)
    const reference = `spend:${at}`
    const postings = draw(this.book.lots, {
      unit,
      amount,
      reason: 'spend',
      toAccount: 'spent',
      reference,
      sourceId: null,
    })
    if (!postings) return false
    this.#post(postings)
    this.book.standing = act(this.book.standing, 'spend', at, at)
    return true
  }

  /** What is in an account once everything up to `at` has been done. */
  has(at: number, unit: Unit): { available: number; pending: number } {
    const { available, pending } = this.until(at).book.accounts[unit] ?? EMPTY_ACCOUNT
    return { available, pending }
  }

  tier(at: number): string | undefined {
    return this.until(at).book.standing.tier ?? this.rules.tiers?.levels[0]?.key
  }

  /** Everything that will still run out. */
  expiries(at: number, unit: Unit): { amount: number; at: number }[] {
    return comingOf(this.book, this.rules, Math.min(at, MAX_INSTANT), unit, { plans: this.plans }).expiries
  }

  #earnPercent(): number {
    const { tiers, plans } = this.rules
    const held = [
      ...(tiers?.levels ?? []).filter(({ key }) => key === this.book.standing.tier),
      ...plans.filter(({ key }) => this.plans.some((plan) => plan.key === key)),
    ]
    return Math.max(100, ...held.map(({ entitlements }) => entitlements.earnPercent ?? 100))
  }

  #count(at: number, spentMinor: number, { given }: EarnResult): void {
    const ladder = this.rules.tiers
    if (!ladder) return
    const { basis } = ladder
    const amount =
      basis.kind === 'spend'
        ? spentMinor
        : given.reduce(
            (sum, each) => sum + (basis.kind === 'earned' && each.unit === basis.unit ? each.amount : 0),
            0,
          )
    const zone = this.rules.timeZone
    const standing = count(this.book.standing, dayOf(at, zone), amount)
    const context = { zone, enrolledAt: this.book.enrolledAt, segments: null }
    const risen = rise(standing, ladder, context, at)
    this.book.standing = risen.change ? leaveTier(risen.standing, risen.change.fromTier, at) : risen.standing
  }

  #open(
    at: number,
    lot: Pick<
      LotOpening,
      'unit' | 'amount' | 'activatesAt' | 'activatesOn' | 'expiry' | 'expiresAt' | 'ruleKey'
    >,
  ): void {
    const id = this.#newLot()
    this.book.lots = [...this.book.lots, { ...lot, id, remaining: 0, state: 'pending', earnedAt: at }]
    this.#post([
      {
        unit: lot.unit,
        reason: 'earn',
        fromAccount: 'issued',
        toAccount: lot.activatesAt !== null && lot.activatesAt <= at ? 'available' : 'pending',
        amount: lot.amount,
        lotId: id,
        reference: `earn:${id}`,
      },
    ])
  }

  #post(postings: Posting[]): void {
    for (const posting of postings)
      this.book.accounts = {
        ...this.book.accounts,
        [posting.unit]: after(this.book.accounts[posting.unit] ?? EMPTY_ACCOUNT, [posting]),
      }
    this.book.lots = lotsAfter(this.book.lots, postings)
  }

  #newLot(): string {
    this.#lots += 1
    return `lot_${String(this.#lots).padStart(6, '0')}`
  }
}
