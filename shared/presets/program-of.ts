import { Preset, type ProgramCreate, ProgramData } from '../contracts/index.ts'
import * as files from './index.ts'

const byKey = new Map(Object.values(files).map((file) => [file.key as string, file]))

let parsed: Preset[] | undefined

/** Every preset, checked and with its defaults, by key. Read when somebody first asks: most isolates never do. */
export const presets = (): Preset[] => {
  parsed ??= [...byKey.values()].map((file) => Preset.parse(file)).sort((a, b) => (a.key < b.key ? -1 : 1))
  return parsed
}

/**
 * All that a programme begins with: the preset in the currency and the time zone asked for, or the data as it was sent.
 * `null`: there is no such preset.
 */
export function programOf(create: ProgramCreate): ProgramData | null {
  if (create.preset === undefined) {
    const { name, rules, rewards, causes, offers } = create
    return ProgramData.parse({ name, rules, rewards, causes, offers })
  }
  const file = byKey.get(create.preset)
  if (!file) return null
  const { name, rules, rewards, causes, offers } = Preset.parse(file)
  const currency = create.currency ?? rules.currency
  return {
    name: create.name ?? name,
    rules: {
      ...rules,
      currency,
      timeZone: create.timeZone ?? rules.timeZone,
      // A plan is priced in the programme's own currency, or refused.
      plans: rules.plans.map((plan) => ({ ...plan, price: { ...plan.price, currency } })),
    },
    rewards,
    causes,
    offers,
  }
}
