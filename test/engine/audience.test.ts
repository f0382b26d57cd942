import { expect, test } from 'vitest'
import { ProgramRules } from '../../shared/contracts/index.ts'
import { decide, type MemberFacts } from '../../shared/engine/index.ts'
import { inputOf, offerOf, RULES } from './make.ts'

const rules = ProgramRules.parse({
  ...RULES,
  tiers: {
    basis: { kind: 'spend' },
    window: { kind: 'calendarYear' },
    levels: [
      { key: 'green', name: 'Green', threshold: 0 },
      { key: 'gold', name: 'Gold', threshold: 100_000 },
    ],
  },
})

test.each<[string, { tiers?: string[]; plans?: string[] }, MemberFacts | undefined, boolean]>([
  ['a plan that is held', { plans: ['plus', 'prime'] }, { tier: null, plans: ['prime'] }, true],
  ['a plan that is not', { plans: ['prime'] }, { tier: 'gold', plans: ['plus'] }, false],
  ['a tier that is held', { tiers: ['gold'] }, { tier: 'gold', plans: [] }, true],
  ['a tier above', { tiers: ['gold'] }, { tier: null, plans: [] }, false],
  ['the first tier, which is everybody’s', { tiers: ['green'] }, { tier: null, plans: [] }, true],
  [
    'a plan in place of a tier',
    { tiers: ['gold'], plans: ['prime'] },
    { tier: null, plans: ['prime'] },
    true,
  ],
  ['what nobody knows of the member', { plans: ['prime'] }, undefined, false],
  ['nothing, where nothing is asked', {}, undefined, true],
  ['nothing, where the lists are empty', { tiers: [], plans: [] }, { tier: null, plans: [] }, true],
])('an offer for %s', (_, audience, member, shown) => {
  const offer = offerOf(1, { audience: { segments: [], ...audience } })
  const { offers } = decide(inputOf([offer], { member }, { rules }))
  expect(offers).toHaveLength(shown ? 1 : 0)
})

test('an offer for members of a plan asks for its segment and its rule as well', () => {
  const audience = { segments: ['gone'], plans: ['prime'] }
  const member = { tier: null, plans: ['prime'] }
  expect(decide(inputOf([offerOf(1, { audience })], { member })).offers).toEqual([])
})
