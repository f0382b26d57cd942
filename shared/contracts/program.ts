import { z } from 'zod'
import { unbounded } from './bounds.ts'
import { EarnRule, readyAt, UnitPolicy } from './earn.ts'
import { OfferPolicy } from './offer-policy.ts'
import { Plan } from './plan.ts'
import { Id, KnownCurrency, Slug, TimeZone, text } from './primitives.ts'
import { TierLadder } from './tier.ts'
import { Unit, UnitAmount } from './unit.ts'

/** What a return does about points that are gone: only pending ones are taken back; as far as the balance goes; or all, and the next earning repays. */
export const ClawBackPolicy = z.enum(['only_pending', 'within_balance', 'debt'])
export type ClawBackPolicy = z.infer<typeof ClawBackPolicy>

/** So much of one unit becomes so much of another by itself, as often as it is there. */
export const Conversion = z.strictObject({
  key: Slug,
  from: z.strictObject({ unit: Unit, amount: UnitAmount }),
  to: z.strictObject({ unit: Unit, amount: UnitAmount }),
})
export type Conversion = z.infer<typeof Conversion>

/** A share of each sale that the shop gives to a cause, on top of what the member pays. */
export const SaleShare = z.strictObject({
  /** Key of a cause of the programme. */
  cause: Slug,
  /** Hundredths of a percent of what was paid for the goods: 50 is half a percent. Rounded down. */
  basisPoints: z.int().min(1).max(5000),
})
export type SaleShare = z.infer<typeof SaleShare>

const policy = UnitPolicy.optional()

/** The rules of a programme, all of them data: what earns, when it can be used, tiers, plans and shared values. */
export const ProgramRules = z
  .strictObject({
    currency: KnownCurrency,
    timeZone: TimeZone,
    /** The units that the programme keeps books in. */
    units: z.strictObject({
      points: policy,
      statusCredits: policy,
      storedValue: policy,
      stamps: policy,
    } satisfies Record<Unit, typeof policy>),
    earn: z.array(EarnRule).max(50),
    returns: z
      .strictObject({ clawBack: ClawBackPolicy.default('within_balance') })
      .default({ clawBack: 'within_balance' }),
    /** What one point is worth to the member, in hundredths of a minor unit: 5 is 0.05 öre. `null`: not said. */
    pointValueCentiMinor: z.int().min(1).max(1_000_000).nullable(),
    /** Whether members may hand on what they have, and how much of a unit a day. `null`: they may not. */
    transfers: z.strictObject({ unit: Unit, perDay: UnitAmount }).nullable().default(null),
    conversions: z.array(Conversion).max(10).default([]),
    tiers: TierLadder.nullable().default(null),
    plans: z.array(Plan).max(10).default([]),
    saleShares: z.array(SaleShare).max(10).default([]),
    offers: OfferPolicy.prefault({}),
  })
  .superRefine((rules, context) => {
    const issue = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message })
    const keeps = (unit: Unit) => rules.units[unit] !== undefined
    const needsUnit = (unit: Unit, path: (string | number)[]) => {
      if (!keeps(unit)) issue(path, `the programme keeps no ${unit}`)
    }
    if (!Object.values(rules.units).some(Boolean)) issue(['units'], 'must name at least one unit')
    const tierKeys = new Set(rules.tiers?.levels.map(({ key }) => key))
    const planKeys = new Set(rules.plans.map(({ key }) => key))
    const known = (
      keys: readonly string[],
      among: ReadonlySet<string>,
      what: string,
      path: (string | number)[],
    ) =>
      keys.forEach((key, at) => {
        if (!among.has(key)) issue([...path, at], `no ${what} ${key}`)
      })
    const seen = new Set<string>()
    rules.earn.forEach((rule, at) => {
      if (seen.has(rule.key)) issue(['earn', at, 'key'], 'stands above as well')
      seen.add(rule.key)
      needsUnit(rule.unit, ['earn', at, 'unit'])
      known(rule.tiers, tierKeys, 'tier', ['earn', at, 'tiers'])
      known(rule.plans, planKeys, 'plan', ['earn', at, 'plans'])
      if (rule.expiry && 'exceptTiers' in rule.expiry)
        known(rule.expiry.exceptTiers, tierKeys, 'tier', ['earn', at, 'expiry', 'exceptTiers'])
      const { schedule, expiry = rules.units[rule.unit]?.expiry } = rule
      const pending = rule.pending ?? rules.units[rule.unit]?.pending ?? { kind: 'none' }
      if (schedule && expiry?.kind === 'fixed' && expiry.at <= readyAt(pending, schedule.endsAt - 1))
        issue(
          rule.expiry ? ['earn', at, 'expiry', 'at'] : ['earn', at, 'schedule', 'endsAt'],
          'what the campaign gives at its end would be gone before it can be used',
        )
    })
    for (const { path, message } of unbounded(rules)) issue(path, message)
    for (const unit of Unit.options) {
      const expiry = rules.units[unit]?.expiry
      if (expiry && 'exceptTiers' in expiry)
        known(expiry.exceptTiers, tierKeys, 'tier', ['units', unit, 'expiry', 'exceptTiers'])
    }
    if (rules.transfers) needsUnit(rules.transfers.unit, ['transfers', 'unit'])
    if (rules.tiers?.basis.kind === 'earned') needsUnit(rules.tiers.basis.unit, ['tiers', 'basis', 'unit'])
    rules.conversions.forEach(({ key, from, to }, at) => {
      if (rules.conversions.findIndex((other) => other.key === key) < at)
        issue(['conversions', at, 'key'], 'stands above as well')
      needsUnit(from.unit, ['conversions', at, 'from', 'unit'])
      needsUnit(to.unit, ['conversions', at, 'to', 'unit'])
      if (from.unit === to.unit) issue(['conversions', at, 'to', 'unit'], 'must be another unit')
      // A ring would turn one into the other for ever.
      const reached = new Set([to.unit])
      for (const _ of rules.conversions)
        for (const next of rules.conversions) if (reached.has(next.from.unit)) reached.add(next.to.unit)
      if (from.unit !== to.unit && reached.has(from.unit))
        issue(['conversions', at, 'to', 'unit'], `comes back to ${from.unit}`)
    })
    rules.plans.forEach((plan, at) => {
      if (plan.price.currency !== rules.currency)
        issue(['plans', at, 'price', 'currency'], `the programme keeps ${rules.currency}`)
      if (rules.plans.findIndex(({ key }) => key === plan.key) < at)
        issue(['plans', at, 'key'], 'stands above as well')
      // Stripe names a plan by its price alone.
      const { stripePriceId } = plan
      if (stripePriceId && rules.plans.findIndex((other) => other.stripePriceId === stripePriceId) < at)
        issue(['plans', at, 'stripePriceId'], 'stands above as well')
      if (plan.term === 'lifetime' && plan.trialDays > 0)
        issue(['plans', at, 'trialDays'], 'must be 0: a lifetime has no term to try')
      if (plan.entitlements.yearlyReward && !keeps('storedValue'))
        issue(
          ['plans', at, 'entitlements', 'yearlyReward'],
          'is paid as stored value, which the programme does not keep',
        )
    })
    rules.tiers?.levels.forEach((level, at) => {
      if (level.entitlements.yearlyReward && !keeps('storedValue'))
        issue(
          ['tiers', 'levels', at, 'entitlements', 'yearlyReward'],
          'is paid as stored value, which the programme does not keep',
        )
    })
    rules.offers.groups.forEach(({ key }, at) => {
      if (rules.offers.groups.findIndex((other) => other.key === key) < at)
        issue(['offers', 'groups', at, 'key'], 'stands above as well')
    })
    const { marginPercent, keepMarginPercent } = rules.offers
    if (keepMarginPercent !== null && keepMarginPercent > marginPercent)
      issue(
        ['offers', 'keepMarginPercent'],
        `is more than marginPercent (${marginPercent}): no offer could be given`,
      )
    let shared = 0
    rules.saleShares.forEach(({ cause, basisPoints }, at) => {
      if (rules.saleShares.findIndex((other) => other.cause === cause) < at)
        issue(['saleShares', at, 'cause'], 'stands above as well')
      shared += basisPoints
      if (shared > 10_000)
        issue(['saleShares', at, 'basisPoints'], `comes to ${shared} with those above: a sale has 10000`)
    })
  })
  .meta({ id: 'ProgramRules' })
export type ProgramRules = z.infer<typeof ProgramRules>

/** A programme: the rules of points, tiers, plans and rewards that one or more merchants share. */
export const Program = z
  .strictObject({ id: Id, name: text(120), rules: ProgramRules })
  .meta({ id: 'Program' })
export type Program = z.infer<typeof Program>
