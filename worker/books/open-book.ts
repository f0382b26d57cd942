import type { MemberAct, ProgramRules, Standing, Unit } from '../../shared/contracts/index.ts'
import type { MemberFacts } from '../../shared/engine/signal.ts'
import {
  act,
  advance,
  after,
  type Book,
  EMPTY_ACCOUNT,
  type LotOpening,
  type LotState,
  lotsAfter,
  type PlanHeld,
  type Posting,
  plansHeld,
  standingDueAt,
  type TierStep,
} from '../../shared/ledger/index.ts'
import type { BookWrites, ReadBook } from '../db/books.ts'
import { segmentsAsked } from '../db/compiled.ts'
import { newId } from '../db/ids.ts'
import { memberFacts } from '../db/member-facts.ts'
import type { Env } from '../env.ts'
import { type AccountHead, type EntryDraft, headKey, sealEntries } from './seal.ts'

/**
 * A member's books while something is being written to them. Each change is applied to what was read and noted down,
 * and all of it is written in one batch. What has come due by itself is posted first: nothing is spent, earned or taken
 * back on a state that has passed. What was read is not changed, so that a retry may read anew.
 */
export class OpenBook {
  readonly enrolmentId: string
  /** The instant that all of it is written at, epoch ms UTC. */
  readonly now: number
  /** Paid plans that are good now, the one that began first at the front. */
  readonly plans: PlanHeld[]
  /** The member's own that nobody has ended. */
  readonly subscriptions: ReadBook['subscriptions']
  readonly #programId: string
  readonly #rules: ProgramRules
  readonly #read: ReadBook
  #book: Book
  readonly #drafts: EntryDraft[] = []
  readonly #lots: BookWrites['lots'] = []
  readonly #moved: BookWrites['moved'] = []
  readonly #tierChanges: BookWrites['tierChanges'] = []
  readonly #holdsEnded: BookWrites['holdsEnded'] = []

  /**
   * @param more lots read besides those that are due, such as all that can be spent
   * @param except holds that this very write answers to: they are not let go although their time is up
   */
  constructor(
    read: ReadBook,
    programId: string,
    rules: ProgramRules,
    now: number,
    more: readonly LotState[] = [],
    except: readonly string[] = [],
  ) {
    const { book } = read
    this.enrolmentId = book.enrolmentId
    this.#programId = programId
    this.#rules = rules
    this.now = now
    this.subscriptions = read.subscriptions
    this.plans = this.plansAt(now)
    this.#read = read
    const lots = new Map([...book.lots, ...more].map((lot) => [lot.id, lot]))
    this.#book = {
      ...book,
      lots: [...lots.values()],
      holds: book.holds.filter((hold) => !except.includes(hold.id)),
    }
    this.settle()
  }

  /** The books as they stand, with all that was posted to them here. */
  get book(): Book {
    return this.#book
  }

  get standing(): Standing {
    return this.#book.standing
  }

  /** Paid plans that were good at an instant; see `plansHeld`. */
  plansAt(at: number): PlanHeld[] {
    return plansHeld(this.subscriptions, this.#rules, at)
  }

  /** What rules may know of the member, with all that was posted here. */
  get facts(): MemberFacts {
    return memberFacts({ ...this.#book, plans: this.plans }, this.#read.facts, this.#rules)
  }

  account(unit: Unit) {
    return this.#book.accounts[unit] ?? EMPTY_ACCOUNT
  }

  /** Posts what has come due by itself. Called again after a write that may set off more, such as a conversion. */
  settle(): void {
    const before = this.#book
    const segments = segmentsAsked(this.#rules, { ...this.#read, book: before }, this.now)
    const done = advance(before, this.#rules, this.now, {
      newId: () => newId('lot'),
      plans: (at) => this.plansAt(at),
      ...(segments ? { segments } : {}),
    })
    // Books are only opened with all that writing them takes; anything else would write what is not so.
    if (!done.writable) throw new Error(`Lots of ${this.enrolmentId} were not read`)
    for (const { id } of before.holds)
      if (!done.holds.some((hold) => hold.id === id)) this.endHold(id, 'released')
    this.#note(done.postings, done.opened)
    this.#moved.push(...done.moved)
    this.stepTier(done.tierChanges)
    this.#book = {
      ...before,
      accounts: done.accounts,
      lots: done.lots,
      holds: done.holds,
      standing: done.standing,
    }
  }

  /**
   * Posts entries, and opens the lots that they fill.
   *
   * @param emptied lots that something comes back to: those that are used up are not among the book's
   */
  post(
    postings: readonly Posting[],
    opened: readonly LotOpening[] = [],
    emptied: readonly LotState[] = [],
  ): void {
    this.#note(postings, opened)
    const known = new Set(this.#book.lots.map(({ id }) => id))
    const refilled = emptied.filter(({ id }) => !known.has(id)).map((lot) => ({ ...lot, remaining: 0 }))
    const accounts = { ...this.#book.accounts }
    for (const [unit, own] of Map.groupBy(postings, (posting) => posting.unit))
      accounts[unit] = after(accounts[unit] ?? EMPTY_ACCOUNT, own)
    this.#book = {
      ...this.#book,
      accounts,
      lots: lotsAfter([...this.#book.lots, ...refilled, ...opened], postings),
    }
  }

  /** Lets a lot run out later than was written, or at all. */
  moveEnd(lotId: string, expiresAt: number): void {
    this.#moved.push({ lotId, expiresAt })
    const lots = this.#book.lots.map((lot) => (lot.id === lotId ? { ...lot, expiresAt } : lot))
    this.#book = { ...this.#book, lots }
  }

  /** Replaces what is kept beside the balances. */
  keep(standing: Standing): void {
    this.#book = { ...this.#book, standing }
  }

  /** Notes that the member was active; a shop's clock running ahead makes it now. */
  act(kind: MemberAct, at: number): void {
    this.keep(act(this.standing, kind, at, this.now))
  }

  /** Notes steps on or off the ladder. */
  stepTier(steps: readonly TierStep[], byHand?: { operator: string; reason: string }): void {
    this.#tierChanges.push(
      ...steps.map(({ fromTier, toTier, why, at }) => ({
        id: newId('trc'),
        enrolmentId: this.enrolmentId,
        fromTier,
        toTier,
        // A match that ends by itself is nobody's hand: what follows is worked out.
        why: why === 'match' && !byHand ? ('review' as const) : why,
        operator: byHand?.operator ?? null,
        reason: byHand?.reason ?? null,
        changedAt: at,
      })),
    )
  }

  /** Ends a hold that this write answers to. */
  endHold(id: string, state: 'spent' | 'released'): void {
    this.#holdsEnded.push({ id, state })
  }

  #note(postings: readonly Posting[], opened: readonly LotOpening[]): void {
    const { enrolmentId } = this
    this.#lots.push(...opened.map((lot) => ({ ...lot, enrolmentId })))
    this.#drafts.push(
      ...postings.map((posting) => ({
        ...posting,
        id: newId('ent'),
        programId: this.#programId,
        enrolmentId,
        postedAt: this.now,
      })),
    )
  }

  /** What has been noted down, but for the entries' seals. */
  noted() {
    const { standing } = this.#book
    const dueAt = this.#read.standingDueAt
    // One whose day has come is written again, though nothing came of it: else it would be due for ever.
    const changed = standing !== this.#read.book.standing || (dueAt !== null && dueAt <= this.now)
    const heads = new Map<string, AccountHead>()
    for (const [unit, account] of Object.entries(this.#read.book.accounts))
      heads.set(headKey(this.enrolmentId, unit), {
        seq: account.seq,
        head: this.#read.heads[unit as Unit] ?? '',
      })
    return {
      heads,
      drafts: this.#drafts,
      lots: this.#lots,
      moved: this.#moved,
      tierChanges: this.#tierChanges,
      holdsEnded: this.#holdsEnded,
      standings: changed
        ? [
            {
              enrolmentId: this.enrolmentId,
              version: this.#read.standingVersion + 1,
              standing,
              dueAt: standingDueAt(this.#book, this.#rules, this.now),
            },
          ]
        : [],
    }
  }
}

/** Seals the entries of some open books and puts all their changes together. */
export async function closeBooks(env: Env, open: readonly OpenBook[]): Promise<BookWrites> {
  const noted = open.map((book) => book.noted())
  const heads = new Map(noted.flatMap((one) => [...one.heads]))
  return {
    entries: await sealEntries(
      env,
      heads,
      noted.flatMap((one) => one.drafts),
    ),
    lots: noted.flatMap((one) => one.lots),
    moved: noted.flatMap((one) => one.moved),
    standings: noted.flatMap((one) => one.standings),
    tierChanges: noted.flatMap((one) => one.tierChanges),
    holdsEnded: noted.flatMap((one) => one.holdsEnded),
  }
}
