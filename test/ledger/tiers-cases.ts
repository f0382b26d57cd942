/** What becomes of one member under every window, end and downgrade. */
export interface LadderCase {
  window: Record<string, unknown>
  keepsUntil: 'window' | 'nextWindow'
  downgrade: 'none' | 'oneStep' | 'anew'
  steps: string[]
}

const calendarYear = { kind: 'calendarYear' }
const rolling = { kind: 'rolling', months: 12 }
const joinAnniversary = { kind: 'joinAnniversary' }
/** Half years from 1 September 2025 in Stockholm. */
const fixedCycle = { kind: 'fixedCycle', startsAt: Date.UTC(2025, 7, 31, 22), months: 6 }

const RISE = '2026-03-10T12:00 base>platinum earned'
const RISE_AGAIN = '2027-06-01T12:00 base>silver earned'

/** The story: joined 10 February 2026, earned 650 on 10 March 2026 at noon and 120 on 1 June 2027 at noon. */
export const LADDER_CASES: LadderCase[] = [
  { window: calendarYear, keepsUntil: 'window', downgrade: 'none', steps: [RISE] },
  {
    window: calendarYear,
    keepsUntil: 'window',
    downgrade: 'oneStep',
    steps: [
      RISE,
      '2027-01-01 platinum>gold review',
      '2028-01-01 gold>silver review',
      '2029-01-01 silver>base review',
    ],
  },
  {
    window: calendarYear,
    keepsUntil: 'window',
    downgrade: 'anew',
    steps: [RISE, '2027-01-01 platinum>base review', RISE_AGAIN, '2028-01-01 silver>base review'],
  },
  { window: calendarYear, keepsUntil: 'nextWindow', downgrade: 'none', steps: [RISE] },
  {
    window: calendarYear,
    keepsUntil: 'nextWindow',
    downgrade: 'oneStep',
    steps: [
      RISE,
      '2028-01-01 platinum>gold review',
      '2029-01-01 gold>silver review',
      '2030-01-01 silver>base review',
    ],
  },
  {
    window: calendarYear,
    keepsUntil: 'nextWindow',
    downgrade: 'anew',
    steps: [RISE, '2028-01-01 platinum>silver review', '2029-01-01 silver>base review'],
  },
  ...(['window', 'nextWindow'] as const).flatMap((keepsUntil): LadderCase[] => [
    { window: rolling, keepsUntil, downgrade: 'none', steps: [RISE] },
    {
      window: rolling,
      keepsUntil,
      downgrade: 'oneStep',
      steps: [
        RISE,
        '2027-03-11 platinum>gold review',
        '2028-03-11 gold>silver review',
        '2029-03-11 silver>base review',
      ],
    },
    {
      window: rolling,
      keepsUntil,
      downgrade: 'anew',
      steps: [RISE, '2027-03-11 platinum>base review', RISE_AGAIN, '2028-06-02 silver>base review'],
    },
  ]),
  { window: joinAnniversary, keepsUntil: 'window', downgrade: 'none', steps: [RISE] },
  {
    window: joinAnniversary,
    keepsUntil: 'window',
    downgrade: 'oneStep',
    steps: [
      RISE,
      '2027-02-10 platinum>gold review',
      '2028-02-10 gold>silver review',
      '2029-02-10 silver>base review',
    ],
  },
  {
    window: joinAnniversary,
    keepsUntil: 'window',
    downgrade: 'anew',
    steps: [RISE, '2027-02-10 platinum>base review', RISE_AGAIN, '2028-02-10 silver>base review'],
  },
  { window: joinAnniversary, keepsUntil: 'nextWindow', downgrade: 'none', steps: [RISE] },
  {
    window: joinAnniversary,
    keepsUntil: 'nextWindow',
    downgrade: 'oneStep',
    steps: [
      RISE,
      '2028-02-10 platinum>gold review',
      '2029-02-10 gold>silver review',
      '2030-02-10 silver>base review',
    ],
  },
  {
    window: joinAnniversary,
    keepsUntil: 'nextWindow',
    downgrade: 'anew',
    steps: [RISE, '2028-02-10 platinum>silver review', '2029-02-10 silver>base review'],
  },
  { window: fixedCycle, keepsUntil: 'window', downgrade: 'none', steps: [RISE] },
  {
    window: fixedCycle,
    keepsUntil: 'window',
    downgrade: 'oneStep',
    steps: [
      RISE,
      '2026-09-01 platinum>gold review',
      '2027-03-01 gold>silver review',
      '2027-09-01 silver>base review',
    ],
  },
  {
    window: fixedCycle,
    keepsUntil: 'window',
    downgrade: 'anew',
    steps: [RISE, '2026-09-01 platinum>base review', RISE_AGAIN, '2027-09-01 silver>base review'],
  },
  { window: fixedCycle, keepsUntil: 'nextWindow', downgrade: 'none', steps: [RISE] },
  {
    window: fixedCycle,
    keepsUntil: 'nextWindow',
    downgrade: 'oneStep',
    steps: [
      RISE,
      '2027-03-01 platinum>gold review',
      '2027-09-01 gold>silver review',
      '2028-03-01 silver>base review',
    ],
  },
  {
    window: fixedCycle,
    keepsUntil: 'nextWindow',
    downgrade: 'anew',
    steps: [RISE, '2027-03-01 platinum>base review', RISE_AGAIN, '2028-03-01 silver>base review'],
  },
]

/** Windows where the calendar is awkward. Instants by the zone's clock. */
export interface WindowCase {
  title: string
  window: Record<string, unknown>
  at: string
  joined?: string
  zone?: string
  startsAt: string
  /** `now`: a rolling window. */
  endsAt: string
  days: number
}

export const WINDOW_CASES: WindowCase[] = [
  {
    title: 'the last millisecond but some of a year is in it',
    window: calendarYear,
    at: '2026-12-31T23:59',
    startsAt: '2026-01-01T00:00',
    endsAt: '2027-01-01T00:00',
    days: 365,
  },
  {
    title: 'midnight of the new year in the programme’s zone, not in UTC, begins the next',
    window: calendarYear,
    at: '2028-01-01T00:00',
    zone: 'Pacific/Auckland',
    startsAt: '2028-01-01T00:00',
    endsAt: '2029-01-01T00:00',
    days: 366,
  },
  {
    title: 'who joined on 29 February begins a year on the 28th where there is none',
    window: joinAnniversary,
    joined: '2024-02-29',
    at: '2026-02-28T00:00',
    startsAt: '2026-02-28T00:00',
    endsAt: '2027-02-28T00:00',
    days: 365,
  },
  {
    title: 'and on the 29th again in a leap year',
    window: joinAnniversary,
    joined: '2024-02-29',
    at: '2028-02-28T23:59',
    startsAt: '2027-02-28T00:00',
    endsAt: '2028-02-29T00:00',
    days: 366,
  },
  {
    title: 'who joined in the evening has their whole first day counted',
    window: joinAnniversary,
    joined: '2026-05-04T21:30',
    at: '2026-05-04T21:30',
    startsAt: '2026-05-04T00:00',
    endsAt: '2027-05-04T00:00',
    days: 365,
  },
  {
    title: 'a month of cycles that holds the night the clocks go forward',
    window: { kind: 'fixedCycle', startsAt: Date.UTC(2026, 0, 30, 23), months: 1 },
    at: '2026-03-29T03:00',
    startsAt: '2026-02-28T00:00',
    endsAt: '2026-03-31T00:00',
    days: 31,
  },
  {
    title: 'cycles that begin on the 31st lose no day to a short month',
    window: { kind: 'fixedCycle', startsAt: Date.UTC(2026, 0, 30, 23), months: 1 },
    at: '2026-04-30T00:00',
    startsAt: '2026-04-30T00:00',
    endsAt: '2026-05-31T00:00',
    days: 31,
  },
  {
    title: 'cycles reach back before their first day',
    window: { kind: 'fixedCycle', startsAt: Date.UTC(2026, 0, 30, 23), months: 6 },
    at: '2024-08-01T12:00',
    startsAt: '2024-07-31T00:00',
    endsAt: '2025-01-31T00:00',
    days: 184,
  },
  {
    title: 'a cycle begins at 1 o’clock where the clock jumps over midnight',
    window: { kind: 'fixedCycle', startsAt: Date.UTC(2018, 10, 4, 3), months: 12 },
    at: '2018-11-04T01:00',
    zone: 'America/Sao_Paulo',
    startsAt: '2018-11-04T01:00',
    endsAt: '2019-11-04T00:00',
    days: 365,
  },
  {
    title: 'twelve rolling months are 365 days, today among them',
    window: rolling,
    at: '2026-05-15T14:00',
    startsAt: '2025-05-16T00:00',
    endsAt: 'now',
    days: 365,
  },
  {
    title: 'and 366 with a leap day',
    window: rolling,
    at: '2024-02-29T09:00',
    startsAt: '2023-03-01T00:00',
    endsAt: 'now',
    days: 366,
  },
  {
    title: 'a leap day counts until the 28th of the year after has begun',
    window: rolling,
    at: '2025-02-28T00:00',
    startsAt: '2024-03-01T00:00',
    endsAt: 'now',
    days: 365,
  },
  {
    title: 'the 31st of a month counts until the last day of the short one has begun',
    window: { kind: 'rolling', months: 1 },
    at: '2026-02-28T12:00',
    startsAt: '2026-02-01T00:00',
    endsAt: 'now',
    days: 28,
  },
  {
    title: 'rolling over the night the clocks go back',
    window: { kind: 'rolling', months: 1 },
    at: '2026-10-25T02:30',
    startsAt: '2026-09-26T00:00',
    endsAt: 'now',
    days: 30,
  },
]
