import { expect, test } from 'vitest'
import { DAY_MS } from '../../shared/contracts/index.ts'
import { armOf } from '../../shared/engine/assign.ts'
import { type CatalogueExperiment, decide, isHeldOut } from '../../shared/engine/index.ts'
import { idOf, inputOf, NOW, offerOf, RULES, STORE } from './make.ts'

const MEMBERS = Array.from({ length: 400 }, (_, n) => idOf('enr', n))

const experiment = (arms: Record<string, string[]>, more: Partial<CatalogueExperiment> = {}) =>
  ({
    id: idOf('exp', 1),
    merchantId: STORE.merchantId,
    key: 'autumn',
    name: 'Autumn',
    arms: Object.entries(arms).map(([key, offers]) => ({
      key,
      offers,
      weight: 1 / Object.keys(arms).length,
    })),
    coverage: 1,
    group: null,
    outcome: 'marginMinor',
    alpha: 0.05,
    startsAt: NOW - DAY_MS,
    endsAt: NOW + DAY_MS,
    createdAt: NOW - DAY_MS,
    ...more,
  }) as CatalogueExperiment

const shownTo = (offers: ReturnType<typeof offerOf>[], experiments: CatalogueExperiment[], more = {}) =>
  MEMBERS.map((enrolmentId) => {
    const { offers: decided, assigned } = decide(inputOf(offers, { enrolmentId, ...more }, { experiments }))
    return { enrolmentId, keys: decided.map(({ key }) => key).sort(), assigned }
  })

test('an offer of an arm is for the members of that arm, and the others see the rest', () => {
  const split = experiment({ control: [], coffee: ['offer-1'] })
  const members = shownTo([offerOf(1), offerOf(2)], [split])
  for (const { enrolmentId, keys, assigned } of members) {
    const arm = armOf(split, enrolmentId)
    expect(keys).toEqual(arm === 'coffee' ? ['offer-1', 'offer-2'] : ['offer-2'])
    // Both sides of the split are noted, or nobody could tell what it did.
    expect(assigned).toEqual([{ of: split.id, arm }])
  }
  expect(new Set(members.map(({ assigned }) => assigned[0]!.arm))).toEqual(new Set(['control', 'coffee']))
})

test('a member whom an experiment leaves out is shown no arm’s offers, and is not noted', () => {
  const split = experiment({ control: [], coffee: ['offer-1'] }, { coverage: 0.5 })
  const members = shownTo([offerOf(1), offerOf(2)], [split])
  const left = members.filter(({ enrolmentId }) => armOf(split, enrolmentId) === null)
  expect(left.length).toBeGreaterThan(100)
  for (const { keys, assigned } of left) {
    expect(keys).toEqual(['offer-2'])
    expect(assigned).toEqual([])
  }
})

test('an experiment that has not begun, or has ended, or is another merchant’s holds nothing back', () => {
  const offers = [offerOf(1)]
  for (const split of [
    experiment({ control: [], coffee: ['offer-1'] }, { startsAt: NOW + 1 }),
    experiment({ control: [], coffee: ['offer-1'] }, { endsAt: NOW }),
    experiment({ control: [], coffee: ['offer-1'] }, { merchantId: idOf('mer', 9) }),
  ])
    for (const { keys, assigned } of shownTo(offers, [split])) {
      expect(keys).toEqual(['offer-1'])
      expect(assigned).toEqual([])
    }
})

test('who is asked of a holdout is noted on both sides; who would not have had the offer is not', () => {
  const held = offerOf(1, { holdoutPercent: 30 })
  for (const { enrolmentId, keys, assigned } of shownTo([held], [])) {
    const out = isHeldOut(held.id, enrolmentId, 30)
    expect(keys).toEqual(out ? [] : ['offer-1'])
    expect(assigned).toEqual([{ of: `${held.id}:30`, arm: out ? 'holdout' : 'shown' }])
  }
  const none = offerOf(1, {
    holdoutPercent: 30,
    audience: { segments: [], rule: { signal: 'purchaseCount', op: 'gt', value: 5 } },
  })
  for (const { assigned } of shownTo([none], [])) expect(assigned).toEqual([])
})

test('the programme’s own holdout is shown no offer, but may pay with what is theirs', () => {
  const rules = { ...RULES, offers: { ...RULES.offers, holdoutPercent: 20 } }
  const own = offerOf(2, { reward: { kind: 'payWithPoints', unit: 'points', maxPercent: 50 } })
  const seen = MEMBERS.map((enrolmentId) => {
    const { offers, assigned } = decide(
      inputOf([offerOf(1), own], { enrolmentId, payWith: { available: { points: 500 } } }, { rules }),
    )
    const out = isHeldOut(idOf('prg', 1), enrolmentId, 20)
    expect(offers.map(({ key }) => key)).toEqual(out ? ['offer-2'] : ['offer-1', 'offer-2'])
    expect(assigned).toEqual([{ of: `${idOf('prg', 1)}:20`, arm: out ? 'holdout' : 'shown' }])
    return out
  })
  expect(seen.filter(Boolean).length).toBeGreaterThan(50)
  expect(seen.filter(Boolean).length).toBeLessThan(120)
})
