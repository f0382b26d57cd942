import { describe, expect, test } from 'vitest'
import { ClawBackPolicy } from '../../shared/contracts/index.ts'
import type { LotState } from '../../shared/ledger/book.ts'
import { type ClawBackInput, clawBack } from '../../shared/ledger/claw-back.ts'
import { lotOf } from './day-make.ts'
import { at } from './time.ts'

type Policy = ClawBackInput['policy']

const pending = (id: string, remaining = 100) =>
  lotOf(id, { state: 'pending', remaining, activatesAt: at('2026-12-01') })
const active = (id: string, remaining = 100, expires?: string): LotState =>
  lotOf(id, { remaining, expiresAt: expires === undefined ? null : at(expires) })

/** What is taken of each lot, in order, and what becomes of the rest. */
const asked = (policy: Policy, amount: number, own: LotState[], others: LotState[], used = 0) => {
  const { postings, forgiven, owed, taken } = clawBack({
    unit: 'points',
    amount,
    returnId: 'ret_1',
    purchaseId: 'pur_1',
    policy,
    own,
    others,
    used,
  })
  expect(postings.every(({ reason, toAccount }) => reason === 'clawback' && toAccount === 'issued')).toBe(
    true,
  )
  const lots = postings.map(({ lotId, fromAccount, amount: some }) => `${some} ${fromAccount} ${lotId}`)
  expect([...taken.values()].reduce((sum, some) => sum + some, 0) + owed).toBe(
    postings.reduce((sum, posting) => sum + posting.amount, 0),
  )
  return { lots, forgiven, owed }
}

test.each(ClawBackPolicy.options)('under %s what is pending goes first, whichever lot is older', (policy) => {
  const own = [active('a'), pending('b')]
  expect(asked(policy, 60, own, [active('other')])).toEqual({
    lots: ['60 pending b'],
    forgiven: 0,
    owed: 0,
  })
})

test('then what can be used of the purchase, and then the rest, soonest to expire first', () => {
  const others = [active('y', 50), active('z', 50, '2027-01-01'), pending('x')]
  const own = [active('a', 30), pending('b', 20)]
  expect(asked('within_balance', 130, own, others, 80).lots).toEqual([
    '20 pending b',
    '30 available a',
    '50 available z',
    '30 available y',
  ])
})

describe('of 200 earned, of which 70 were used', () => {
  const cases: [Policy, LotState[], ReturnType<typeof asked>][] = [
    ['only_pending', [active('other', 50)], { lots: ['130 pending a'], forgiven: 70, owed: 0 }],
    [
      'within_balance',
      [active('other', 50)],
      { lots: ['130 pending a', '50 available other'], forgiven: 20, owed: 0 },
    ],
    [
      'debt',
      [active('other', 50)],
      { lots: ['130 pending a', '50 available other', '20 owed null'], forgiven: 0, owed: 20 },
    ],
  ]
  test.each(cases)('%s', (policy, others, expected) =>
    expect(asked(policy, 200, [pending('a', 130)], others, 70)).toEqual(expected),
  )
})

describe('what ran out of the purchase’s own lots is not taken again', () => {
  const others = [active('other', 500)]
  const nothing = { lots: [], forgiven: 0, owed: 0 }
  test.each(ClawBackPolicy.options)('where all of it did, under %s', (policy) => {
    expect(asked(policy, 200, [], others, 0)).toEqual(nothing)
    expect(asked(policy, 200, [], [], 0)).toEqual(nothing)
  })

  const cases: [string, Policy, LotState[], number, ReturnType<typeof asked>][] = [
    ['what was used is', 'within_balance', [], 60, { lots: ['60 available other'], forgiven: 0, owed: 0 }],
    ['what was used is', 'debt', [], 600, { lots: ['200 available other'], forgiven: 0, owed: 0 }],
    ['and let go', 'only_pending', [], 60, { lots: [], forgiven: 60, owed: 0 }],
    ['what is left is', 'debt', [active('a', 40)], 0, { lots: ['40 available a'], forgiven: 0, owed: 0 }],
    [
      'what is left and used is',
      'within_balance',
      [active('a', 40)],
      60,
      { lots: ['40 available a', '60 available other'], forgiven: 0, owed: 0 },
    ],
  ]
  test.each(cases)('%s, under %s', (_, policy, own, used, expected) =>
    expect(asked(policy, 200, own, others, used)).toEqual(expected),
  )

  test('and what is not there of it is owed, not more', () => {
    expect(asked('debt', 200, [], [], 60)).toEqual({ lots: ['60 owed null'], forgiven: 0, owed: 60 })
    expect(asked('within_balance', 200, [], [], 60)).toEqual({ lots: [], forgiven: 60, owed: 0 })
  })
})
