import { describe, expect, test } from 'vitest'
import { earn } from '../../shared/ledger/earn/index.ts'
import { AT, earnCases, STORE_ID } from './earn-cases.ts'
import { compiled, memberOf } from './earn-make.ts'

describe('earning', () => {
  test.each(earnCases)('$title', ({ earn: rules, program, trigger, member, ...expected }) => {
    const result = earn(compiled(rules, program), {
      trigger,
      member: memberOf(member),
      timeZone: 'Europe/Stockholm',
    })

    const given = Object.fromEntries(result.given.map((each) => [each.ruleKey, each]))
    expect(Object.keys(given)).toEqual(Object.keys(expected.given ?? {}))
    expect(given).toMatchObject(expected.given ?? {})

    const why = result.explained
      .filter(({ why }) => why !== 'applied')
      .map(({ ruleKey, why }) => [ruleKey, why])
    expect(Object.fromEntries(why)).toEqual(expected.why ?? {})
    for (const { ruleKey, applied, figures } of result.explained) {
      expect(applied).toBe((given[ruleKey]?.amount ?? 0) > 0)
      expect(figures.amount).toBe(given[ruleKey]?.amount ?? 0)
      expect(figures.cut).toEqual(given[ruleKey]?.cut ?? null)
    }
    const missing = result.explained.reduce((sum, { figures }) => sum + figures.missingMinor, 0)
    expect(missing).toBe(expected.missingMinor ?? 0)
    if (expected.capsAfter) expect(result.caps).toEqual(expected.capsAfter)
  })
})

test('a rule’s answer carries the figures behind it', () => {
  const rules = compiled([
    {
      key: 'coffee',
      give: { kind: 'proportional', amount: 2, perMinor: 100 },
      scope: { categories: ['coffee'] },
      caps: { perPurchase: 25 },
    },
  ])
  const lines = [
    { sku: 'a', category: 'coffee', amountMinor: 1_000 },
    { sku: 'b', amountMinor: 1_000 },
  ]
  const { explained } = earn(rules, {
    trigger: {
      kind: 'purchase',
      storeId: STORE_ID,
      purchasedAt: AT,
      goodsPaidMinor: 1_999,
      lines,
      first: false,
    },
    member: memberOf({ earnPercent: 150 }),
    timeZone: 'Europe/Stockholm',
  })
  expect(explained).toEqual([
    {
      ruleKey: 'coffee',
      unit: 'points',
      applied: true,
      why: 'capped',
      figures: {
        inScopeMinor: 999,
        missingMinor: 0,
        earnPercent: 150,
        beforeCaps: 29,
        amount: 25,
        cut: { amount: 4, cap: 'perPurchase' },
      },
    },
  ])
})

test('nothing that was handed in is changed', () => {
  const rules = compiled([
    {
      key: 'krona',
      give: { kind: 'proportional', amount: 1, perMinor: 100 },
      caps: { perPeriod: { amount: 50, period: 'day' } },
    },
  ])
  const member = memberOf({
    caps: {
      krona: { periodStartsAt: 1, inPeriod: 1, ever: 1, earlier: [] },
      other: { periodStartsAt: 0, inPeriod: 3, ever: 3 },
    },
  })
  const before = structuredClone(member)
  const trigger = {
    kind: 'purchase',
    storeId: STORE_ID,
    purchasedAt: AT,
    goodsPaidMinor: 500,
    first: false,
  } as const
  const result = earn(rules, {
    trigger: { ...trigger, lines: [{ sku: 'a', amountMinor: 500 }] },
    member,
    timeZone: 'Europe/Stockholm',
  })
  expect(member).toEqual(before)
  expect(result.caps.other).toEqual({ periodStartsAt: 0, inPeriod: 3, ever: 3 })
})
