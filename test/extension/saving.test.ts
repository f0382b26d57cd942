import { expect, test } from 'vitest'
import type { ApplyResult, CodeResult } from '../../extension/checkout/types.ts'
import { savingOf } from '../../extension/page/saving.ts'
import { coffee, delivery, filters, NOW } from './samples.ts'

const money = (amountMinor: number, currency = 'SEK') => ({ amountMinor, currency })
const claims = [
  { claimId: 'clm_1', offerId: coffee.offerId, code: 'KAFFE45' },
  { claimId: 'clm_2', offerId: filters.offerId, code: 'VINTER10' },
  { claimId: 'clm_3', offerId: delivery.offerId, code: 'FRAKT0' },
]
const code = (text: string, outcome: CodeResult['outcome'], before: number, after: number): CodeResult =>
  ({ code: text, outcome, before: money(before), after: money(after) }) as CodeResult
const run = (codes: CodeResult[], more: Partial<ApplyResult> = {}): ApplyResult =>
  ({
    outcome: 'applied',
    before: money(48600),
    after: money(39200),
    savedMinor: 9400,
    removed: null,
    codes,
    ...more,
  }) as ApplyResult
const codes = [
  code('KAFFE45', 'applied', 48600, 44100),
  code('VINTER10', 'noSaving', 44100, 44100),
  code('FRAKT0', 'applied', 44100, 39200),
]

test('a saving tells which codes stand, what each did alone, and which did not help', () => {
  const saved = savingOf(claims, run(codes), NOW)
  expect(saved?.claims.map((one) => one.code)).toEqual(['KAFFE45', 'FRAKT0'])
  expect(saved?.parts).toEqual([
    { code: 'KAFFE45', beforeMinor: 48600, afterMinor: 44100 },
    { code: 'FRAKT0', beforeMinor: 44100, afterMinor: 39200 },
  ])
  expect(saved?.idle).toEqual(['VINTER10'])
})

test('one part that was not measured leaves all parts unsaid', () => {
  const blind = { ...codes[2]!, before: null }
  expect(savingOf(claims, run([codes[0]!, codes[1]!, blind]), NOW)?.parts).toBeUndefined()
  const foreign = { ...codes[2]!, after: money(39200, 'EUR') }
  expect(savingOf(claims, run([codes[0]!, codes[1]!, foreign]), NOW)?.parts).toBeUndefined()
})

test('a code that was only stopped or is unknown is neither standing nor idle', () => {
  const stopped = { ...codes[1]!, outcome: 'cancelled' as const }
  expect(savingOf(claims, run([codes[0]!, stopped]), NOW)).toMatchObject({
    claims: [{ code: 'KAFFE45' }],
    idle: [],
  })
})

test('nothing is a saving that was not measured', () => {
  expect(savingOf(claims, run(codes, { after: null }), NOW)).toBeNull()
  expect(savingOf(claims, run(codes, { outcome: 'noSaving' }), NOW)).toBeNull()
})
