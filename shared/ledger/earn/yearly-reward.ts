import { EarnRule, type Entitlements, type ProgramRules } from '../../contracts/index.ts'

/** The longest key that a rule may have. */
const KEY_CHARACTERS = 63

/**
 * The earn rules that plans and tiers imply by a yearly reward: a share of what is paid for goods as stored value, each
 * purchase rounded down (the programme's favour), usable from the next day it is paid on, and capped by membership
 * year. Multipliers don't touch it: they are for points.
 */
export function impliedRules(rules: ProgramRules): EarnRule[] {
  const taken = new Set(rules.earn.map(({ key }) => key))
  const implied: EarnRule[] = []
  const add = (holder: 'plan' | 'tier', key: string, { yearlyReward }: Entitlements) => {
    if (!yearlyReward) return
    const { percent, capMinor, paidOn, afterYearEnd, scope } = yearlyReward
    implied.push(
      EarnRule.parse({
        key: freeKey(`yearly-${holder}-${key}`, taken),
        unit: 'storedValue',
        give: { kind: 'proportional', amount: percent, perMinor: 100 },
        [holder === 'plan' ? 'plans' : 'tiers']: [key],
        multiplied: false,
        caps: capMinor === undefined ? {} : { perPeriod: { amount: capMinor, period: 'membershipYear' } },
        pending: { kind: 'date', on: paidOn, afterYearEnd },
        scope,
      }),
    )
  }
  for (const plan of rules.plans) add('plan', plan.key, plan.entitlements)
  for (const level of rules.tiers?.levels ?? []) add('tier', level.key, level.entitlements)
  return implied
}

/** Caps are counted by key, so that no two rules may have the same, a merchant's own included. */
function freeKey(wanted: string, taken: Set<string>): string {
  let key = wanted.slice(0, KEY_CHARACTERS)
  for (let n = 2; taken.has(key); n += 1) key = `${wanted.slice(0, KEY_CHARACTERS - 4)}-${n}`
  taken.add(key)
  return key
}
