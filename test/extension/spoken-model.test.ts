import { expect, test } from 'vitest'
import { spokenModel } from '../../extension/ui/popup/spoken-model.ts'
import type { Locale, Tone } from '../../shared/contracts/index.ts'
import { causes, fullMembership, plan, silver } from './programme-samples.ts'
import { popups } from './states.ts'

const sv = (name: string) => ({ sv: { name, tones: { warm: { name: `${name} hos oss` } } } })
const tier = {
  ...silver,
  content: sv('Silvernivå'),
  next: silver.next && { ...silver.next, content: sv('Guldnivå') },
  wouldBeContent: sv('Silvernivå'),
}
const cause = { ...causes[0]!, content: { sv: { name: 'Skogen', summary: 'Planterar träd.' } } }

const told = (locale: Locale, tone: Tone = 'plain') => {
  const base = Object.values(popups)[0]!
  const { membership, catalogue } = spokenModel({
    ...base,
    info: { ...base.info, locale, tone },
    membership: {
      ok: true,
      value: {
        ...fullMembership,
        tier,
        plans: [{ ...plan, plan: { ...plan.plan, content: sv('Plusmedlem') } }],
      },
    },
    catalogue: { ok: true, value: { rewards: [], orders: [], causes: [cause] } },
  })
  if (!membership?.ok || !catalogue?.ok) throw new Error('nothing was told')
  const standing = membership.value.tier!
  return {
    tiers: [standing.name, standing.next?.name, standing.wouldBeName],
    plan: membership.value.plans[0]!.plan.name,
    cause: [catalogue.value.causes[0]!.name, catalogue.value.causes[0]!.summary],
  }
}

test('tiers, plans and causes are named in the member’s language and tone', () => {
  expect(told('sv')).toEqual({
    tiers: ['Silvernivå', 'Guldnivå', 'Silvernivå'],
    plan: 'Plusmedlem',
    cause: ['Skogen', 'Planterar träd.'],
  })
  expect(told('sv', 'warm')).toEqual({
    tiers: ['Silvernivå hos oss', 'Guldnivå hos oss', 'Silvernivå hos oss'],
    plan: 'Plusmedlem hos oss',
    cause: ['Skogen', 'Planterar träd.'],
  })
})

test('in a language without words they keep the shop’s own', () => {
  expect(told('ru', 'formal')).toEqual({
    tiers: ['Silver', 'Gold', 'Silver'],
    plan: plan.plan.name,
    cause: [cause.name, cause.summary],
  })
})
