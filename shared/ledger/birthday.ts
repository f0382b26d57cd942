import type { ProgramRules, Standing } from '../contracts/index.ts'
import { monthStart, yearOf } from './calendar.ts'
import type { Desk } from './desk.ts'
import { compileEarnRules, earn, type PlanHeld } from './earn/index.ts'
import { expiresAtFirst } from './expiry.ts'

/** The next start of the member's birth month that nothing has been given for, and its year; `null`: the month is not known. */
export function nextBirthday(
  { birthMonth, birthdayGivenIn }: Standing,
  enrolledAt: number,
  zone: string,
): { at: number; year: number } | null {
  if (birthMonth === null) return null
  const joined = yearOf(enrolledAt, zone)
  const first = birthdayGivenIn === null ? joined : Math.max(joined, birthdayGivenIn + 1)
  const year = monthStart(first, birthMonth, zone) >= enrolledAt ? first : first + 1
  return { at: monthStart(year, birthMonth, zone), year }
}

/**
 * The standing of a member who says in which month they were born. A month that has begun already waits for next year:
 * nobody gets a gift by saying that it is now, and a month that is changed gives no second one.
 */
export function sayBirthMonth(standing: Standing, birthMonth: number, at: number, zone: string): Standing {
  const year = yearOf(at, zone)
  const passed = monthStart(year, birthMonth, zone) <= at ? year : year - 1
  return { ...standing, birthMonth, birthdayGivenIn: Math.max(passed, standing.birthdayGivenIn ?? passed) }
}

/**
 * Gives what the rules have for a birth month that begins at `at`, and notes the year, also where they have nothing: a
 * rule that is made later gives nothing for years that are gone.
 *
 * @param plans those that the member had then; `undefined`: not known
 * @returns what was given, by unit
 */
export function giveBirthday(
  desk: Desk,
  rules: ProgramRules,
  { at, year }: { at: number; year: number },
  plans: readonly PlanHeld[] | undefined,
  newLotId: ((reference: string) => string) | undefined,
) {
  desk.standing = { ...desk.standing, birthdayGivenIn: year }
  const own = rules.earn.filter((rule) => rule.on.kind === 'birthdayMonth')
  if (own.length === 0) return []
  if (plans === undefined && own.some((rule) => rule.plans.length > 0)) desk.writable = false

  const held = (plans ?? []).filter(({ startedAt }) => startedAt <= at)
  const { standing, enrolmentId, enrolledAt } = desk
  const { given, caps } = earn(compileEarnRules({ ...rules, earn: own }), {
    trigger: { kind: 'birthdayMonth', occurredAt: at },
    timeZone: rules.timeZone,
    member: {
      tier: standing.tier,
      plans: held,
      earnPercent: 100,
      segmentsEntered: [],
      caps: standing.caps,
      joinedAt: enrolledAt,
    },
  })
  desk.standing = { ...desk.standing, caps }
  const gifts = given.filter(({ amount }) => amount > 0)
  for (const { ruleKey, unit, amount, activatesAt, activatesOn, expiry } of gifts) {
    const reference = `earn:${ruleKey}:${enrolmentId}:${year}`
    if (!newLotId) desk.writable = false
    const lot = {
      id: newLotId?.(reference) ?? reference,
      unit,
      amount,
      remaining: 0,
      state: 'pending' as const,
      earnedAt: at,
      activatesAt,
      activatesOn,
      expiresAt:
        activatesAt === null || expiry === null ? null : expiresAtFirst(expiry, activatesAt, rules.timeZone),
      expiry,
      ruleKey,
      purchaseId: null,
      sourceId: null,
    }
    desk.open(at, lot, {
      unit,
      reason: 'earn',
      fromAccount: 'issued',
      toAccount: activatesAt !== null && activatesAt <= at ? 'available' : 'pending',
      amount,
      lotId: lot.id,
      ruleKey,
      reference,
    })
  }
  return gifts
}
