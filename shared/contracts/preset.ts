import { z } from 'zod'
import { CauseCreate } from './cause.ts'
import { ProgramOffer } from './offer.ts'
import { KnownCurrency, Slug, TimeZone, text } from './primitives.ts'
import { ProgramRules } from './program.ts'
import { RewardCreate } from './reward.ts'

const rewards = z.array(RewardCreate).max(100)
const causes = z.array(CauseCreate).max(50)
const offers = z.array(ProgramOffer).max(50)

/** The parts that name one another. */
interface Parts {
  rules: ProgramRules
  rewards?: z.infer<typeof rewards> | undefined
  causes?: z.infer<typeof causes> | undefined
  offers?: z.infer<typeof offers> | undefined
}

/** What the parts of a programme say of one another has to be true: units, tiers, plans and causes exist; keys stand once. */
function checkParts(
  { rules, rewards = [], causes = [], offers = [] }: Parts,
  context: z.RefinementCtx,
): void {
  const issue = (path: (string | number)[], message: string) =>
    context.addIssue({ code: 'custom', path, message })
  const known = (
    keys: readonly string[],
    among: readonly { key: string }[],
    what: string,
    path: (string | number)[],
  ) =>
    keys.forEach((key, at) => {
      if (!among.some((one) => one.key === key)) issue([...path, at], `no ${what} ${key}`)
    })
  for (const [list, items] of Object.entries({ rewards, causes, offers }))
    items.forEach(({ key }, at) => {
      if (items.findIndex((item) => item.key === key) < at) issue([list, at, 'key'], 'stands above as well')
    })
  rewards.forEach(({ price, audience, goods }, at) => {
    if (!rules.units[price.unit])
      issue(['rewards', at, 'price', 'unit'], `the programme keeps no ${price.unit}`)
    if (goods.kind === 'topUp' && !rules.units.storedValue)
      issue(['rewards', at, 'goods', 'kind'], 'tops up stored value, which the programme does not keep')
    if (goods.kind === 'donation') {
      known(goods.causes, causes, 'cause', ['rewards', at, 'goods', 'causes'])
      if (causes.length === 0) issue(['rewards', at, 'goods', 'kind'], 'needs a cause to give to')
    }
    known(audience.tiers, rules.tiers?.levels ?? [], 'tier', ['rewards', at, 'audience', 'tiers'])
    known(audience.plans, rules.plans, 'plan', ['rewards', at, 'audience', 'plans'])
  })
  offers.forEach(({ audience }, at) => {
    known(audience.tiers ?? [], rules.tiers?.levels ?? [], 'tier', ['offers', at, 'audience', 'tiers'])
    known(audience.plans ?? [], rules.plans, 'plan', ['offers', at, 'audience', 'plans'])
    if (audience.segments.length > 0)
      issue(['offers', at, 'audience', 'segments'], 'a programme begins without segments')
  })
  rules.saleShares.forEach(({ cause }, at) => {
    if (!causes.some(({ key }) => key === cause))
      issue(['rules', 'saleShares', at, 'cause'], `no cause ${cause}`)
  })
}

const parts = {
  name: text(120),
  rules: ProgramRules,
  rewards: rewards.default([]),
  causes: causes.default([]),
  offers: offers.default([]),
}

/** All that a programme begins with. */
export const ProgramData = z.strictObject(parts).superRefine(checkParts).meta({ id: 'ProgramData' })
export type ProgramData = z.infer<typeof ProgramData>

/** A kind of programme that people know, as data: what `ProgramData` says, and where its rules are published. */
export const Preset = z
  .strictObject({
    key: Slug,
    ...parts,
    /** What a member gets, in a sentence or two. */
    summary: text(400),
    /** Pages that publish the rules. */
    source: z
      .array(z.url({ protocol: /^https?$/ }).max(300))
      .min(1)
      .max(10),
  })
  .superRefine(checkParts)
  .meta({ id: 'Preset' })
export type Preset = z.infer<typeof Preset>
/** A preset as its file writes it: what has a default may be left out. */
export type PresetFile = z.input<typeof Preset>

/**
 * Beginning a programme: from a preset, in a currency and a time zone of one's own, or from the whole data. Amounts of a
 * preset stay what they are in minor units, so that they keep their proportion to each other.
 */
export const ProgramCreate = z
  .strictObject({
    preset: Slug.optional(),
    currency: KnownCurrency.optional(),
    timeZone: TimeZone.optional(),
    name: text(120).optional(),
    rules: ProgramRules.optional(),
    rewards: rewards.optional(),
    causes: causes.optional(),
    offers: offers.optional(),
  })
  .superRefine((create, context) => {
    const issue = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (create.preset === undefined) {
      if (create.name === undefined) issue('name', 'is needed where no preset has one')
      if (create.rules === undefined) issue('rules', 'are needed, or a preset')
      else checkParts({ ...create, rules: create.rules }, context)
      for (const field of ['currency', 'timeZone'] as const)
        if (create[field] !== undefined) issue(field, 'stands in the rules; here it is for a preset')
    } else
      for (const field of ['rules', 'rewards', 'causes', 'offers'] as const)
        if (create[field] !== undefined) issue(field, 'comes with the preset: send one or the other')
  })
  .meta({
    id: 'ProgramCreate',
    description: 'Needs `preset`, or else `name` and `rules`: one or the other.',
    // What the check above asks for, as far as a schema can tell it.
    anyOf: [{ required: ['preset'] }, { required: ['name', 'rules'] }],
  })
export type ProgramCreate = z.infer<typeof ProgramCreate>
