import type { Page, PopupModel } from '../../extension/ui/popup/popup-model.ts'
import type { LedgerEntry, Locale, Membership } from '../../shared/contracts/index.ts'
import { t } from '../../shared/i18n/index.ts'
import {
  balance,
  causes,
  fullMembership,
  membership,
  menu,
  pickup,
  plan,
  planBehind,
  planNone,
  points,
  rewardOrder,
  rewardOrders,
  rewards,
  silver,
  stampReward,
} from './programme-samples.ts'
import { NOW } from './samples.ts'

const DAY = 86_400_000
const OTHER_NUMBER = '7043000000000004'

/** One movement of the books. */
export const entry = (n: number, change: Partial<LedgerEntry>): LedgerEntry => ({
  id: `ent_${String(n).padStart(26, '0')}`,
  enrolmentId: `enr_${'0'.repeat(26)}`,
  unit: 'points',
  seq: n,
  reason: 'earn',
  fromAccount: 'issued',
  toAccount: 'pending',
  amount: 126,
  lotId: `lot_${'0'.repeat(26)}`,
  purchaseId: null,
  offerId: null,
  sourceId: null,
  ruleKey: null,
  reverses: null,
  operator: null,
  note: null,
  reference: `r${n}`,
  postedAt: NOW - n * 86_400_000,
  purchasedAt: null,
  ...change,
})

const out = { fromAccount: 'available', toAccount: 'spent' } as const
const into = { fromAccount: 'issued', toAccount: 'available' } as const

/** Every reason there is, once. */
const everyReason: LedgerEntry[] = [
  entry(1, { purchasedAt: NOW - DAY }),
  entry(1.1, { reason: 'bonus', amount: 40 }),
  entry(2, { reason: 'hold', fromAccount: 'available', toAccount: 'held', amount: 120 }),
  entry(2.1, { reason: 'unhold', fromAccount: 'held', toAccount: 'available', amount: 120 }),
  entry(2.2, { reason: 'spend', ...out, amount: 500 }),
  entry(3, { reason: 'restore', fromAccount: 'spent', toAccount: 'available', amount: 500 }),
  entry(4, { reason: 'clawback', fromAccount: 'available', toAccount: 'issued', amount: 349 }),
  entry(4.1, { reason: 'clawback', fromAccount: 'owed', toAccount: 'issued', amount: 45 }),
  entry(4.2, { reason: 'repay', fromAccount: 'available', toAccount: 'owed', amount: 45 }),
  entry(5, {
    reason: 'transfer',
    fromAccount: 'available',
    toAccount: 'transferred',
    amount: 100,
    note: 'Till fikat',
  }),
  entry(5.1, { reason: 'transfer', fromAccount: 'transferred', toAccount: 'available', amount: 1 }),
  entry(6, {
    reason: 'convert',
    unit: 'stamps',
    fromAccount: 'available',
    toAccount: 'converted',
    amount: 9,
  }),
  entry(6.1, {
    reason: 'convert',
    unit: 'storedValue',
    fromAccount: 'converted',
    toAccount: 'available',
    amount: 4500,
  }),
  entry(7, {
    reason: 'adjust',
    fromAccount: 'adjusted',
    toAccount: 'available',
    amount: 60,
    operator: 'Kajsa, customer service',
    note: 'Counted too low at the till on Saturday',
  }),
  entry(8, { reason: 'gift', ...into, amount: 500, operator: 'Kajsa', note: 'The parcel came late' }),
  entry(9, {
    reason: 'topUp',
    unit: 'storedValue',
    fromAccount: 'funded',
    toAccount: 'available',
    amount: 20000,
  }),
  entry(10, {
    reason: 'reverse',
    unit: 'statusCredits',
    fromAccount: 'available',
    toAccount: 'issued',
    amount: 5,
  }),
  entry(12, { reason: 'release', fromAccount: 'pending', toAccount: 'available', amount: 333 }),
  entry(400, { reason: 'expire', fromAccount: 'available', toAccount: 'expired', amount: 2 }),
]

type Make = (change: Partial<PopupModel>, info?: Partial<PopupModel['info']>) => PopupModel

/** States of the popup that show what a member has in a programme, by name. */
export function programmePopups(popup: Make): Record<string, PopupModel> {
  const speech = (locale: Locale) => ({ t: t(locale), locale })
  const has = (value: Partial<Membership>) => ({ ok: true as const, value: { ...membership, ...value } })
  const catalogue = (change: object) => ({
    ok: true as const,
    value: { rewards, orders: rewardOrders, causes, ...change },
  })
  const full = { ok: true as const, value: fullMembership }
  const page = (name: Page, change: Partial<PopupModel> = {}) => popup({ page: name, ...change })
  const pickups = {
    ok: true as const,
    value: {
      orders: [
        pickup(1, { state: 'ready' }),
        pickup(2, { pickupAt: NOW + 23 * 3_600_000 }),
        pickup(3, {
          state: 'collected',
          pickupAt: NOW - 9 * DAY,
          paid: {
            storedValueMinor: 9000,
            restMinor: 2200,
            purchaseId: `pur_${'0'.repeat(26)}`,
            paidAt: NOW - 9 * DAY,
          },
        }),
        pickup(4, { state: 'cancelled', pickupAt: NOW - 400 * DAY }),
      ],
      menu,
    },
  }
  const order = { kind: 'orderReward' as const, reward: 'reward-1' }
  const give = { kind: 'orderReward' as const, reward: 'reward-6', cause: 'trees' }
  const cancel = { kind: 'cancelPlan' as const, plan: 'plus', refund: false }
  const leave = { ...cancel, refund: true }
  const transfer = { kind: 'transfer' as const, toNumber: OTHER_NUMBER, unit: 'points' as const, amount: 200 }
  const stamps = catalogue({ rewards: [stampReward, ...rewards.slice(0, 1)] })
  const written = popup({ tab: 'activity', membership: full, entries: { ok: true, value: everyReason } })
  return {
    'card-everything': popup({ membership: full, catalogue: stamps }),
    'card-debt': popup({
      membership: has({
        balances: [{ ...points, available: -45, worthMinor: null, releases: [], pending: 0, expiries: [] }],
        tier: null,
        plans: [],
        transfers: null,
        asksBirthMonth: false,
      }),
    }),
    'card-stamps': popup({
      membership: has({
        balances: [balance('stamps', { available: 6, expiries: [{ amount: 6, at: NOW + 40 * DAY }] })],
        tier: null,
        plans: [],
        transfers: null,
        asksBirthMonth: false,
      }),
      catalogue: stamps,
    }),
    'card-first-day': popup(
      {
        membership: has({
          balances: [balance('points')],
          tier: {
            ...silver,
            tier: 'bronze',
            name: 'Bronze',
            counted: 0,
            next: { tier: 'silver', name: 'Silver', threshold: 1000, missing: 1000 },
            keep: null,
            endsAt: null,
            wouldBe: null,
            wouldBeName: null,
          },
          plans: [planNone],
          transfers: null,
          asksBirthMonth: false,
        }),
      },
      { balance: null },
    ),
    'card-top': popup({
      membership: has({
        tier: {
          ...silver,
          tier: 'gold',
          name: 'Gold',
          next: null,
          endsAt: silver.windowEndsAt,
          keep: { threshold: 2500, missing: 400, fromAt: null, byAt: silver.windowEndsAt },
          wouldBe: 'silver',
          wouldBeName: 'Silver',
        },
      }),
    }),
    plan: page('plan'),
    'plan-behind': page('plan', { membership: has({ plans: [planBehind] }) }),
    'plan-ask-cancel': page('plan', { membership: has({ plans: [planBehind] }), asking: cancel }),
    'plan-ask-leave': page('plan', {
      membership: has({ plans: [planBehind] }),
      asking: leave,
      acting: { act: leave, state: { trouble: 'timeout' } },
    }),
    'plan-cancelled': page('plan', {
      membership: has({
        plans: [{ ...planBehind, subscription: { ...plan.subscription!, state: 'endsAtTerm' } }],
      }),
    }),
    'plan-unpaid': page('plan', {
      membership: has({
        plans: [
          {
            ...plan,
            subscription: { ...plan.subscription!, state: 'grace', graceEndsAt: NOW + 4 * DAY },
            breakEven: {
              ...plan.breakEven!,
              savedMinor: 0,
              saved: [],
              netMinor: -39000,
              verdict: 'tooEarly',
            },
          },
        ],
      }),
    }),
    'plan-none': page('plan', { membership: has({ plans: [planNone] }) }),
    rewards: popup({ tab: 'rewards', pickups }),
    'rewards-ask': popup({ tab: 'rewards', asking: order }),
    'rewards-refused': popup({
      tab: 'rewards',
      asking: order,
      acting: { act: order, state: { trouble: 'offline' } },
    }),
    'rewards-ordered': popup({ tab: 'rewards', ordered: rewardOrders[0]! }),
    'rewards-orders': popup({ tab: 'rewards', catalogue: catalogue({ rewards: [] }) }),
    'rewards-cancel': popup({
      tab: 'rewards',
      catalogue: catalogue({ rewards: [] }),
      asking: { kind: 'cancelOrder', orderId: rewardOrders[1]!.id },
    }),
    'rewards-none': popup({
      tab: 'rewards',
      catalogue: catalogue({ rewards: [], orders: [], causes: [] }),
      pickups: { ok: true, value: { orders: [], menu: { places: [], items: [] } } },
    }),
    'rewards-offline': popup({ tab: 'rewards', catalogue: { ok: false, trouble: 'offline' } }),
    causes: page('causes'),
    'causes-ask': page('causes', { asking: give }),
    'causes-given': page('causes', {
      ordered: rewardOrder(1, 5, { donated: { cause: 'trees', amountMinor: 2000 } }),
    }),
    pickups: page('pickups', { pickups, membership: full }),
    'pickups-cancel': page('pickups', {
      pickups: { ok: true, value: { orders: [pickup(2)], menu } },
      asking: { kind: 'cancelPickup', pickupId: pickup(2).id },
    }),
    'pickups-none': page('pickups'),
    'pickup-new': page('pickup', {
      membership: full,
      begun: { pickup: { bryggkaffe: 2, bulle: 1 }, transfer: { number: '', amount: '' } },
    }),
    'pickup-empty': page('pickup', { membership: full }),
    'pickup-closed': page('pickup', {
      pickups: {
        ok: true,
        value: { orders: [], menu: { ...menu, places: [{ ...menu.places[0]!, openingHours: [] }] } },
      },
    }),
    transfer: page('transfer', {
      begun: { pickup: {}, transfer: { number: OTHER_NUMBER, amount: '200' } },
    }),
    'transfer-ask': page('transfer', { asking: transfer }),
    'transfer-done': page('transfer', { acting: { act: transfer, state: 'done' } }),
    birth: page('birthMonth'),
    'birth-said': page('birthMonth', { membership: full }),
    'activity-all': written,
    'activity-receipt': { ...written, receipt: { entryId: everyReason[0]!.id, state: 'saved' } },
    'activity-receipt-failed': {
      ...written,
      receipt: { entryId: everyReason[0]!.id, state: { trouble: 'offline' } },
    },
    'card-everything-ru': popup({ speech: speech('ru'), membership: full, catalogue: stamps }),
    'plan-ru': page('plan', {
      speech: speech('ru'),
      membership: has({ plans: [planBehind] }),
      asking: leave,
    }),
    'rewards-ru': popup({ tab: 'rewards', speech: speech('ru'), pickups, asking: order }),
    'pickups-ru': page('pickups', { speech: speech('ru'), pickups }),
    'pickup-new-ru': page('pickup', {
      speech: speech('ru'),
      membership: full,
      begun: { pickup: { bryggkaffe: 2, 'skogsrost-500': 1 }, transfer: { number: '', amount: '' } },
    }),
    'transfer-ru': page('transfer', { speech: speech('ru'), asking: transfer }),
    'birth-ru': page('birthMonth', { speech: speech('ru'), membership: full }),
    'causes-ru': page('causes', { speech: speech('ru'), asking: give }),
    'activity-ru': { ...written, speech: speech('ru') },
    'activity-sv': { ...written, speech: speech('sv') },
    'plan-da': page('plan', { speech: speech('da') }),
    'rewards-nb': popup({ tab: 'rewards', speech: speech('nb') }),
  }
}
