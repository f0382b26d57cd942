import { type Conversion, MAX_AMOUNT, type ProgramRules, type Unit } from '../contracts/index.ts'
import type { Desk } from './desk.ts'
import { expiresAtFirst } from './expiry.ts'

/**
 * Turns one unit into another, as often as what can be used is enough for it, soonest-expiring lots first. What comes of
 * it has waited already and can be used at once; its clock starts anew.
 *
 * @returns whether there was enough
 */
function convert(
  desk: Desk,
  { key, from, to }: Conversion,
  rules: ProgramRules,
  at: number,
  newLotId: ((reference: string) => string) | undefined,
): boolean {
  const { available, pending, held } = desk.account(to.unit)
  const times = Math.min(
    Math.floor(desk.account(from.unit).available / from.amount),
    // The books hold no more than this of anything; what does not fit waits.
    Math.floor((MAX_AMOUNT - available - pending - held) / to.amount),
  )
  if (times < 1) return false

  const reference = `convert:${desk.enrolmentId}:${from.unit}:${desk.nextSeq(from.unit)}`
  const common = { reason: 'convert', ruleKey: key } as const
  desk.take(at, times * from.amount, { ...common, unit: from.unit, toAccount: 'converted', reference })

  const terms = rules.units[to.unit]?.expiry ?? { kind: 'never' }
  if (!newLotId) desk.writable = false
  const amount = times * to.amount
  const lot = {
    id: newLotId?.(reference) ?? reference,
    unit: to.unit,
    amount,
    remaining: 0,
    state: 'pending' as const,
    earnedAt: at,
    activatesAt: at,
    activatesOn: null,
    expiresAt: expiresAtFirst(terms, at, rules.timeZone),
    expiry: terms.kind === 'never' ? null : terms,
    ruleKey: key,
    purchaseId: null,
    sourceId: null,
  }
  desk.open(at, lot, {
    ...common,
    unit: to.unit,
    fromAccount: 'converted',
    toAccount: 'available',
    amount,
    lotId: lot.id,
    reference: `${reference}:${to.unit}`,
  })
  return true
}

/**
 * The programme's standing orders: every conversion that what can be used is enough for, in the rules' own order, one
 * feeding the next. Rounds are bounded, so that orders that feed each other in a ring end as well.
 *
 * @param at since when what there is of a unit has been there
 * @param after what is done with a unit that has just come in
 */
export function spendOrders(
  desk: Desk,
  rules: ProgramRules,
  at: (unit: Unit) => number,
  newLotId: ((reference: string) => string) | undefined,
  after: (unit: Unit, at: number) => void,
): void {
  for (let round = 0; round < rules.conversions.length; round += 1) {
    let converted = false
    for (const conversion of rules.conversions) {
      const when = at(conversion.from.unit)
      if (!convert(desk, conversion, rules, when, newLotId)) continue
      after(conversion.to.unit, when)
      converted = true
    }
    if (!converted) return
  }
}
