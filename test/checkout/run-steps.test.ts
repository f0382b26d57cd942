import { describe, expect, test } from 'vitest'
import { bestOf } from '../../extension/checkout/runs/choose.ts'
import { plan } from '../../extension/checkout/runs/plan.ts'
import { type Answer, record } from '../../extension/checkout/runs/record.ts'
import type { CodeResult, Money, RunState } from '../../extension/checkout/types.ts'
import { aState, usd } from './run-state.ts'

const answer = (change: Partial<Answer>): Answer => ({
  outcome: 'applied',
  after: usd(19_000),
  present: true,
  gone: [],
  steady: false,
  answered: true,
  ...change,
})
const put = (code: string, before: Money = usd(20_000)) => ({ kind: 'put', code, before }) as const
const take = (code: string, before: Money = usd(19_000)) => ({ kind: 'take', code, before }) as const
const told = (code: string, outcome: CodeResult['outcome']): CodeResult => ({
  code,
  outcome,
  before: usd(20_000),
  after: usd(19_000),
})

describe('what was measured', () => {
  test('is kept by the codes in use', () => {
    const { measured, standing, entered, halted } = record(aState(), put('SAVE10'), answer({}))
    expect(measured.at(-1)).toEqual({ codes: ['SAVE10'], total: usd(19_000) })
    expect({ standing, entered, halted }).toEqual({ standing: ['SAVE10'], entered: ['SAVE10'], halted: null })
  })

  test.each([
    ['another total', usd(19_999), 'unconfirmed'],
    ['another currency', { amountMinor: 20_000, currency: 'EUR' }, 'unconfirmed'],
    ['the same total', usd(20_000), null],
  ])('with the same codes and %s', (_what, after, halted) => {
    const refused = answer({ outcome: 'rejected', after, present: false })
    expect(record(aState(), put('SAVE10'), refused).halted).toBe(halted)
    const standing = aState({
      standing: ['SAVE10'],
      measured: [...aState().measured, { codes: ['SAVE10'], total: usd(19_000) }],
    })
    const gone = answer({ outcome: 'noSaving', after, present: false })
    expect(record(standing, take('SAVE10'), gone).halted).toBe(halted)
  })

  test.each<[string, Partial<Answer>, RunState['halted']]>([
    ['a total that moved for no cause ends the run', { outcome: 'unconfirmed' }, 'unconfirmed'],
    ['one that stood does not', { outcome: 'unconfirmed', steady: true, present: false }, null],
    ['a shop that heeds no press is asked once', { outcome: 'unsupported', present: false }, 'unsupported'],
  ])('%s', (_what, change, halted) => {
    const next = record(aState(), put('SAVE10'), answer(change))
    expect(next).toMatchObject({ halted, measured: aState().measured, press: null, presses: 1 })
  })

  test('a stop that was never answered leaves the code open', () => {
    const stopped = answer({ outcome: 'cancelled', after: null, present: false, answered: false })
    const { unanswered, results } = record(aState(), put('SAVE10'), stopped)
    expect(unanswered).toEqual(['SAVE10'])
    expect(results[0]!.outcome).toBe('unconfirmed')
  })

  test('a code that drove another out is told of the shop', () => {
    const state = aState({ standing: ['OLD'], earlierCodes: ['OLD'] })
    const next = record(state, put('SAVE10'), answer({ gone: ['OLD'] }))
    expect(next).toMatchObject({ replaces: true, standing: ['SAVE10'], alone: ['SAVE10'] })
  })
})

describe('the next step', () => {
  const two = { codes: ['ONE', 'TWO'] }
  test.each<[string, Partial<RunState>, object]>([
    ['puts the first code in', two, { kind: 'put', code: 'ONE' }],
    [
      'then the second beside it',
      { ...two, standing: ['ONE'], results: [told('ONE', 'applied')] },
      { kind: 'put', code: 'TWO' },
    ],
    [
      'takes out first what lowered nothing',
      { ...two, standing: ['ONE'], results: [told('ONE', 'noSaving')] },
      { kind: 'take', code: 'ONE' },
    ],
    [
      'is none where every code helps',
      { ...two, standing: ['ONE', 'TWO'], results: [told('ONE', 'applied'), told('TWO', 'applied')] },
      { kind: 'end' },
    ],
    [
      'clears up after a stop',
      { halted: 'cancelled', standing: ['SAVE10'] },
      { kind: 'take', code: 'SAVE10' },
    ],
    ['is none after a doubt', { halted: 'unconfirmed', standing: ['SAVE10'] }, { kind: 'end' }],
    [
      'brings back what the member had, after a doubt too',
      { halted: 'unconfirmed', earlierCodes: ['OLD'], standing: ['SAVE10'] },
      { kind: 'take', code: 'SAVE10' },
    ],
    [
      'and puts it in the place of ours where one drives the other out',
      { halted: 'unconfirmed', earlierCodes: ['OLD'], standing: ['SAVE10'], replaces: true },
      { kind: 'put', code: 'OLD' },
    ],
    ['is none past what a run may press', { presses: 6 }, { kind: 'end' }],
    ['is none while the page is shown anew', { phase: 'showing' }, { kind: 'end' }],
    [
      'is none where what stands can not be taken out',
      { halted: 'cancelled', standing: ['SAVE10'], blocked: ['take SAVE10'] },
      { kind: 'end' },
    ],
  ])('%s', (_what, change, move) => {
    expect(plan(aState(change)).move).toEqual(move)
  })
})

describe('the best basket', () => {
  const total = (codes: string[], amountMinor: number) => ({ codes, total: usd(amountMinor) })
  test.each<[string, Partial<RunState>, string[]]>([
    [
      'is the cheapest',
      { measured: [total([], 20_000), total(['ONE'], 18_000), total(['TWO'], 17_000)] },
      ['TWO'],
    ],
    ['is the one of before us where ours gain nothing', { measured: [total(['ONE'], 20_000)] }, []],
    [
      'of equals is the one that stands',
      { standing: ['TWO'], measured: [total(['ONE'], 18_000), total(['TWO'], 18_000)] },
      ['TWO'],
    ],
    ['has a code of ours', { measured: [total(['OTHER'], 100), total(['ONE'], 19_000)] }, ['ONE']],
  ])('%s', (_what, change, codes) => {
    expect(bestOf(aState({ codes: ['ONE', 'TWO'], ...change })).codes).toEqual(codes)
  })
})
