import { expect, test } from 'vitest'
import { Reward } from '../../shared/contracts/index.ts'
import { effect } from '../../shared/engine/index.ts'
import * as rewards from '../../shared/engine/rewards/index.ts'
import { basketOf, line, RULES } from './make.ts'

const agreed = Reward.options.map((option) => option.shape.kind.value)

test('every kind of reward that a merchant may write is worked out by one file', () => {
  expect(
    Object.values(rewards)
      .map(({ kind }) => kind)
      .sort(),
  ).toEqual([...agreed].sort())
  for (const [name, { kind }] of Object.entries(rewards)) expect(name).toBe(kind)
})

test('a reward is worked out on a basket without any catalogue', () => {
  const basket = basketOf([line('Coffee', 9_999), line('tea', 5_000)])
  const reward: Reward = { kind: 'percentOff', percent: 10, scope: { categories: ['COFFEE'] } }
  expect(effect(reward, basket, RULES)).toEqual({ kind: 'discount', amountMinor: 999, currency: 'SEK' })
  expect(effect(reward, { ...basket, currency: 'EUR' }, RULES)).toMatchObject({ amountMinor: null })
  expect(effect(reward, null, RULES)).toMatchObject({ amountMinor: null })
})

test('where some goods earn no base points, a multiplier’s size is not said from the sum alone', () => {
  const reward: Reward = { kind: 'pointsMultiplier', factor: 2 }
  const basket = basketOf([line('tea', 20_000)])
  expect(effect(reward, basket, RULES)).toEqual({ kind: 'points', points: 200 })
  const [everyday] = RULES.earn
  const rules = { ...RULES, earn: [{ ...everyday!, scope: { exceptSkus: ['gift-card'] } }] }
  expect(effect(reward, basket, rules)).toEqual({ kind: 'points', points: null })
})
