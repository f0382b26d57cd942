import { DomainError, type FullBalance, type Membership, Unit } from '../../shared/contracts/index.ts'
import {
  advance,
  comingOf,
  dayOf,
  EMPTY_ACCOUNT,
  entitlementsOf,
  plansHeld,
  sayBirthMonth,
  tierStanding,
  toBalance,
} from '../../shared/ledger/index.ts'
import { currentPlans } from '../../shared/ledger/plans/index.ts'
import { catalogueAt, segmentsAsked } from '../db/compiled.ts'
import { type Db, inTurn, rowsOf } from '../db/database.ts'
import { notErased } from '../db/erasure.ts'
import { type MembershipRead, readMembership } from '../db/membership.ts'
import { readForMove } from '../db/moves.ts'
import type { Env } from '../env.ts'
import { memberPlans } from './member-plans.ts'
import { OpenBook } from './open-book.ts'
import { saveBooks } from './save-books.ts'

/** Whose membership, and where its programme lives. */
export interface MembershipOf {
  enrolmentId: string
  programId: string
  binding: string
  db: Db
}

/**
 * All that a member has in a programme at `now`, as if the day's work had been done, with everything that will happen
 * to it by itself.
 *
 * @throws DomainError not_found
 */
export async function membershipAt(env: Env, of: MembershipOf, now: number): Promise<Membership> {
  const { enrolmentId, programId, binding, db } = of
  const found = await readMembership(db, programId, enrolmentId, now)
  if (!found) throw new DomainError('not_found', `No enrolment ${enrolmentId}`)
  const catalogue = await catalogueAt(env, binding, programId, found.catalogueVersion, db)
  const { rules } = catalogue
  const book = { ...found.read.book, lots: found.lots }
  const held = currentPlans(found.subscriptions, rules.plans, now)
  const { facts } = found.read
  const { profile, subscriptions } = found
  const segments = segmentsAsked(rules, { book, subscriptions, facts, profile }, now) ?? null
  const options = {
    plans: (at: number) => plansHeld(found.subscriptions, rules, at),
    ...(segments ? { segments } : {}),
  }
  const { standing, accounts } = advance(book, rules, now, options)
  const units = Unit.options.filter((unit) => rules.units[unit] !== undefined || accounts[unit] !== undefined)
  const context = { zone: rules.timeZone, enrolledAt: book.enrolledAt, segments }
  return {
    programId,
    programName: found.programName,
    currency: rules.currency,
    timeZone: rules.timeZone,
    enrolledAt: book.enrolledAt,
    balances: units.map((unit): FullBalance => {
      const coming = comingOf(book, rules, now, unit, options)
      const nextReleaseAt = coming.releases[0]?.at ?? null
      return { ...toBalance(accounts[unit] ?? EMPTY_ACCOUNT, unit, nextReleaseAt, rules), ...coming }
    }),
    tier: rules.tiers && tierStanding(standing, rules.tiers, context, now),
    plans: await memberPlans(env, rules, enrolmentId, found, now),
    entitlements: entitlementsOf(
      rules,
      standing.tier,
      held.map(({ plan }) => plan.key),
    ),
    transfers: leftToday(found, rules, now),
    birthMonth: standing.birthMonth,
    asksBirthMonth: rules.earn.some((rule) => rule.on.kind === 'birthdayMonth'),
    ...(found.household !== null && { household: found.household }),
  }
}

function leftToday(
  found: MembershipRead,
  { transfers, timeZone }: Parameters<typeof comingOf>[1],
  now: number,
): Membership['transfers'] {
  if (transfers === null) return null
  const sent = found.sentOn(dayOf(now, timeZone), transfers.unit)
  return { ...transfers, leftToday: Math.max(0, transfers.perDay - sent) }
}

/**
 * Notes in which month a member was born, or forgets it with `null`. For which year a gift was given is kept: whoever
 * says it again gets no second one.
 *
 * @throws DomainError not_found, also where the member has been erased; busy
 */
export const keepBirthMonth = (
  env: Env,
  { enrolmentId, programId, binding, db }: MembershipOf,
  month: number | null,
  now: number,
): Promise<void> =>
  inTurn(async () => {
    const isSomebody = db.prepare(`SELECT 1 WHERE ${notErased('?')}`).bind(enrolmentId)
    const { catalogueVersion, books, also } = await readForMove(db, programId, [enrolmentId], now, {
      also: [isSomebody],
    })
    const read = books.get(enrolmentId)
    if (!read || rowsOf(also[0]).length === 0) throw new DomainError('not_found', 'This membership is gone')
    const { rules } = await catalogueAt(env, binding, programId, catalogueVersion, db)
    const open = new OpenBook(read, programId, rules, now)
    const { standing } = open
    if (standing.birthMonth === month) return
    open.keep(
      month === null
        ? { ...standing, birthMonth: null }
        : sayBirthMonth(standing, month, now, rules.timeZone),
    )
    await saveBooks(env, db, binding, [open])
  })
