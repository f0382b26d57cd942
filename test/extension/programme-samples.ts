import type {
  Cause,
  Entitlements,
  FullBalance,
  MemberPlan,
  MemberReward,
  Membership,
  PickupMenu,
  PickupOrder,
  RewardGoods,
  RewardOrder,
  TierStanding,
} from '../../shared/contracts/index.ts'
import { decision, NOW, partner } from './samples.ts'

const DAY = 86_400_000
const id = (prefix: string, n: number) => `${prefix}_${String(n).padStart(26, '0')}`
/** Midnights of the programme's time zone, at which things end. */
const MIDNIGHT = {
  dec6: Date.UTC(2026, 11, 5, 23),
  jan1: Date.UTC(2026, 11, 31, 23),
  apr1: Date.UTC(2027, 2, 31, 22),
  jan2028: Date.UTC(2027, 11, 31, 23),
}

/** A balance of one unit with all that comes. */
export const balance = (unit: FullBalance['unit'], change: Partial<FullBalance> = {}): FullBalance => ({
  unit,
  available: 0,
  pending: 0,
  held: 0,
  nextReleaseAt: null,
  worthMinor: null,
  releases: [],
  waiting: [],
  expiries: [],
  ...change,
})

export const points = balance('points', {
  available: 1840,
  pending: 126,
  nextReleaseAt: NOW + 12 * DAY,
  worthMinor: 9200,
  releases: [{ amount: 126, at: NOW + 12 * DAY }],
  expiries: [
    { amount: 240, at: MIDNIGHT.jan1 },
    { amount: 310, at: MIDNIGHT.apr1 },
  ],
})

export const silver: TierStanding = {
  tier: 'silver',
  name: 'Silver',
  basis: { kind: 'earned', unit: 'points' },
  entitlements: { freeShipping: true },
  counted: 1840,
  windowEndsAt: MIDNIGHT.jan1,
  next: { tier: 'gold', name: 'Gold', threshold: 2500, missing: 660 },
  keep: { threshold: 1000, missing: 0, fromAt: null, byAt: MIDNIGHT.jan1 },
  endsAt: MIDNIGHT.jan2028,
  wouldBe: 'silver',
  wouldBeName: 'Silver',
  matchedUntilAt: null,
}

const plus: Entitlements = {
  freeShipping: true,
  memberPricePercent: 10,
  earlyAccessHours: 24,
  earnPercent: 150,
  yearlyReward: { percent: 2, capMinor: 125000, paidOn: { month: 3, day: 1 } },
}

/** A plan at 39 kr a month that has brought more than it cost. */
export const plan: MemberPlan = {
  plan: {
    key: 'plus',
    name: 'Tallboda Plus',
    price: { amountMinor: 39000, currency: 'SEK' },
    term: 'year',
    trialDays: 30,
    refund: 'proRata',
    entitlements: plus,
  },
  subscription: {
    id: id('sub', 1),
    enrolmentId: id('enr', 1),
    plan: 'plus',
    state: 'active',
    startedAt: NOW - 200 * DAY,
    termStartsAt: NOW - 200 * DAY,
    termEndsAt: NOW + 165 * DAY,
    trialEndsAt: null,
    graceEndsAt: null,
    endedAt: null,
    feeMinor: 39000,
    refundedMinor: 0,
    refundOwedMinor: 0,
    currency: 'SEK',
    source: 'stripe',
  },
  breakEven: {
    currency: 'SEK',
    feeMinor: 39000,
    savedMinor: 42800,
    saved: [
      { kind: 'freeShipping', amountMinor: 24500 },
      { kind: 'memberPrice', amountMinor: 13100 },
      { kind: 'offer', amountMinor: 5200 },
    ],
    netMinor: 3800,
    sinceAt: NOW - 200 * DAY,
    verdict: 'paid',
    refundMinor: 17600,
  },
  wayOut: { endsAt: NOW + 165 * DAY, refundMinor: 17600, currency: 'SEK' },
  checkoutReference:
    'skr_eyJlIjoiZW5yXzAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAxIiwicCI6InBsdXMifQ-4Yt2mVb7QeZp0sKxW9cJrN6uHd3LfAgC5',
}

/** The same plan where it does not pay. */
export const planBehind: MemberPlan = {
  ...plan,
  breakEven: {
    ...plan.breakEven!,
    savedMinor: 9800,
    saved: [{ kind: 'freeShipping', amountMinor: 9800 }],
    netMinor: -29200,
    verdict: 'behind',
  },
}

export const planNone: MemberPlan = { ...plan, subscription: null, breakEven: null, wayOut: null }

/** The same plan after its member left, before the shop has paid the rest of the fee back. */
export const planLeft: MemberPlan = {
  ...planNone,
  subscription: { ...plan.subscription!, state: 'ended', endedAt: NOW - 2 * DAY, refundOwedMinor: 17600 },
}

export const membership: Membership = {
  programId: decision.programId,
  programName: 'Tallboda',
  currency: 'SEK',
  timeZone: 'Europe/Stockholm',
  enrolledAt: NOW - 400 * DAY,
  balances: [points],
  tier: silver,
  plans: [plan],
  entitlements: { freeShipping: true },
  transfers: { unit: 'points', perDay: 500, leftToday: 380 },
  birthMonth: null,
  asksBirthMonth: true,
}

/** Everything a programme may keep, and most of it on its way. */
export const fullMembership: Membership = {
  ...membership,
  balances: [
    { ...points, held: 120 },
    balance('statusCredits', { available: 340 }),
    balance('storedValue', {
      available: 12050,
      worthMinor: 12050,
      pending: 2500,
      releases: [{ amount: 2500, at: NOW + 98 * DAY }],
    }),
    balance('stamps', {
      available: 6,
      expiries: [{ amount: 6, at: MIDNIGHT.apr1 }],
      waiting: [{ amount: 1, event: 'delivered' }],
    }),
  ],
  tier: {
    ...silver,
    endsAt: MIDNIGHT.jan1,
    keep: { threshold: 1000, missing: 160, fromAt: null, byAt: MIDNIGHT.jan1 },
    counted: 840,
    next: { tier: 'gold', name: 'Gold', threshold: 2500, missing: 1660 },
    wouldBe: 'bronze',
    wouldBeName: 'Bronze',
  },
  birthMonth: 3,
}

const reward = (
  n: number,
  name: string,
  goods: RewardGoods,
  amount: number,
  change: Partial<MemberReward> = {},
  own: Partial<MemberReward['reward']> = {},
): MemberReward => ({
  reward: {
    id: id('rwd', n),
    key: `reward-${n}`,
    content: { en: { name } },
    goods,
    price: { unit: 'points', amount },
    stock: null,
    perMember: null,
    openingHours: null,
    schedule: { startsAt: null, endsAt: null },
    audience: { tiers: [], plans: [] },
    state: 'live',
    left: null,
    createdAt: NOW,
    updatedAt: NOW,
    ...own,
  },
  refusals: [],
  missing: 0,
  opensAt: null,
  waits: false,
  ...change,
})

export const rewards: MemberReward[] = [
  reward(
    1,
    '25 kr off your next order',
    {
      kind: 'code',
      source: { kind: 'minted', prefix: 'TACK' },
      discount: { kind: 'amountOff', amountMinor: 2500 },
    },
    500,
  ),
  reward(
    2,
    'A bag of Skogsrost, 250 g',
    { kind: 'freeItem', name: 'Skogsrost 250 g' },
    900,
    {},
    { left: 14, stock: 40 },
  ),
  reward(
    3,
    'Evening at the roastery',
    { kind: 'seat', eventAt: NOW + 18 * DAY, place: 'Roastery, Tallboda', capacity: 12, waitingList: true },
    1200,
    { waits: true },
    { left: 0 },
  ),
  reward(4, 'Hand-thrown cup', { kind: 'gift', name: 'Cup' }, 2400, { refusals: ['balance'], missing: 560 }),
  reward(
    5,
    'Christmas roast, two days early',
    { kind: 'earlyAccess', opensAt: NOW + 6 * DAY, everybodyAt: NOW + 8 * DAY },
    100,
    { refusals: ['notYet'], opensAt: NOW + 2 * DAY },
  ),
  reward(6, 'Plant ten trees', { kind: 'donation', causes: [], amountMinor: 2000 }, 400),
]

export const stampReward: MemberReward = reward(
  7,
  'Tenth cup free',
  { kind: 'freeItem', name: 'Coffee' },
  9,
  { refusals: ['balance'], missing: 3 },
  { price: { unit: 'stamps', amount: 9 } },
)

/** An order of one of the rewards above, by its place among them. */
export const rewardOrder = (n: number, at: number, change: Partial<RewardOrder> = {}): RewardOrder => {
  const { reward: of } = rewards[at]!
  return {
    id: id('rwo', n),
    enrolmentId: id('enr', 1),
    reward: of.key,
    content: of.content,
    goods: of.goods,
    price: of.price,
    state: 'delivered',
    code: null,
    usedAt: null,
    donated: null,
    queuePlace: null,
    externalRef: null,
    orderedAt: NOW - n * DAY,
    changedAt: NOW - n * DAY,
    ...change,
  }
}

export const rewardOrders: RewardOrder[] = [
  rewardOrder(1, 0, { code: 'TACK-7F3Q-M2' }),
  rewardOrder(2, 1, { state: 'ordered' }),
  rewardOrder(4, 2, { state: 'waiting', queuePlace: 3 }),
  rewardOrder(9, 5, { donated: { cause: 'trees', amountMinor: 2000 } }),
  rewardOrder(12, 3, { state: 'sent' }),
  rewardOrder(400, 1, { state: 'cancelled' }),
]

const cause = (key: string, name: string, summary: string, change: Partial<Cause> = {}): Cause => ({
  key,
  name,
  summary,
  url: 'https://trees.example',
  open: true,
  total: { currency: 'SEK', membersMinor: 1284000, shopMinor: 4310000, gifts: 642, sales: 18230 },
  createdAt: NOW - 900 * DAY,
  ...change,
})

export const causes: Cause[] = [
  cause('trees', 'Trees for Tallboda', 'Native trees along the river, planted by the school classes.'),
  cause('well', 'Clean water at the farms', 'Wells and filters where the coffee is grown.', {
    open: false,
    total: { currency: 'SEK', membersMinor: 2000, shopMinor: 0, gifts: 1, sales: 0 },
  }),
]

const allWeek = [
  { days: [1, 2, 3, 4, 5], opens: '07:00', closes: '18:00' },
  { days: [6, 7], opens: '09:00', closes: '16:00' },
]

export const menu: PickupMenu = {
  places: [
    { key: 'torget', name: 'Torget', address: 'Storgatan 4', openingHours: allWeek },
    { key: 'station', name: 'Stationen', address: 'Järnvägsgatan 1', openingHours: allWeek },
  ],
  items: [
    { sku: 'bryggkaffe', name: 'Filter coffee', amountMinor: 3200 },
    { sku: 'cortado', name: 'Cortado', amountMinor: 4200 },
    { sku: 'bulle', name: 'Cardamom bun, baked this morning', amountMinor: 3800 },
    { sku: 'skogsrost-500', name: 'Skogsrost, 500 g', amountMinor: 15800 },
  ],
}

/** A pick-up order of two lines. */
export const pickup = (n: number, change: Partial<PickupOrder> = {}): PickupOrder => ({
  id: id('pck', n),
  enrolmentId: id('enr', 1),
  storeId: partner.storeId,
  place: menu.places[0]!,
  callName: 'Fjällräv 18',
  pickupAt: NOW + 58 * 60_000,
  currency: 'SEK',
  totalMinor: 11200,
  lines: [
    { sku: 'bryggkaffe', name: 'Filter coffee', category: null, quantity: 2, amountMinor: 6400 },
    { sku: 'bulle', name: 'Cardamom bun', category: null, quantity: 1, amountMinor: 4800 },
  ],
  state: 'placed',
  paid: null,
  placedAt: NOW,
  changedAt: NOW,
  ...change,
})
