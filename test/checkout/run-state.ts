import type { Money, Press, RunState } from '../../extension/checkout/types.ts'

export const usd = (amountMinor: number): Money => ({ amountMinor, currency: 'USD' })

/** A press of a code at $200.00, on a page that showed two other amounts. */
export const aPress = (change: Partial<Press> = {}): Press => ({
  kind: 'put',
  code: 'SAVE10',
  before: usd(20_000),
  evidence: {
    mentions: 0,
    unclear: 0,
    rows: [],
    codes: [],
    amounts: [1000, 9000],
    quantity: 0,
    counts: {},
    lines: [],
    refusals: 0,
  },
  shown: [],
  meddled: false,
  hops: 0,
  pressedAt: 0,
  url: 'http://shop.test/checkout',
  ...change,
})

/** A run of one code that has pressed nothing yet, at $200.00. */
export const aState = (change: Partial<RunState> = {}): RunState => ({
  runId: 'r',
  offerId: 'o',
  platform: 'other',
  route: 'none',
  goal: 'apply',
  phase: 'together',
  codes: ['SAVE10'],
  baseline: usd(20_000),
  label: 'total',
  evidence: aPress().evidence,
  earlierCodes: [],
  standing: [],
  measured: [{ codes: [], total: usd(20_000) }],
  results: [],
  alone: [],
  entered: [],
  unanswered: [],
  quantity: null,
  blocked: [],
  replaces: false,
  wanted: null,
  halted: null,
  press: null,
  presses: 0,
  typed: [],
  fieldText: '',
  hops: 0,
  startedAt: 0,
  url: 'http://shop.test/checkout',
  ...change,
})
