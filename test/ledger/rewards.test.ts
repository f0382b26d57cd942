import { describe, expect, test } from 'vitest'
import { CatalogueReward, RewardGoods } from '../../shared/contracts/index.ts'
import {
  type GoodsSpec,
  goodsKinds,
  goodsSpec,
  isOpenAt,
  judgeReward,
  opensNextAt,
  type Shopper,
} from '../../shared/ledger/rewards/index.ts'

const ZONE = 'Europe/Stockholm'
/** An instant by the clock of Stockholm, with the offset that it has. */
const at = (text: string) => Date.parse(text)
const WEEKDAYS = [1, 2, 3, 4, 5]
const everyDay = [1, 2, 3, 4, 5, 6, 7]

describe('opening hours', () => {
  const hours = [
    { days: WEEKDAYS, opens: '09:00', closes: '18:00' },
    { days: [6], opens: '10:00', closes: '24:00' },
  ]
  test.each([
    ['as it opens', '2026-11-23T09:00:00+01:00', true],
    ['the minute before', '2026-11-23T08:59:59+01:00', false],
    ['the last minute', '2026-11-23T17:59:59+01:00', true],
    ['as it closes', '2026-11-23T18:00:00+01:00', false],
    ['the last minute of a Saturday', '2026-11-28T23:59:59+01:00', true],
    ['on a Sunday', '2026-11-29T12:00:00+01:00', false],
    ['in summer, by the summer’s clock', '2026-07-01T09:00:00+02:00', true],
    ['in summer, an hour before', '2026-07-01T08:30:00+02:00', false],
  ])('%s', (_, when, open) => expect(isOpenAt(hours, ZONE, at(when))).toBe(open))

  test.each([
    ['in the night', '2026-11-23T03:00:00+01:00', '2026-11-23T09:00:00+01:00'],
    ['after closing', '2026-11-23T18:00:00+01:00', '2026-11-24T09:00:00+01:00'],
    ['over the Sunday', '2026-11-29T00:00:00+01:00', '2026-11-30T09:00:00+01:00'],
    ['while it is open', '2026-11-23T12:00:00+01:00', '2026-11-23T12:00:00+01:00'],
    [
      'over the spring’s Sunday, when the day has 23 hours',
      '2026-03-29T01:00:00+01:00',
      '2026-03-30T09:00:00+02:00',
    ],
  ])('opens next, %s', (_, now, next) => expect(opensNextAt(hours, ZONE, at(now))).toBe(at(next)))

  test('hours that the spring’s clock jumps over are not there that day, and those it jumps into begin with the jump', () => {
    const gone = [{ days: everyDay, opens: '02:15', closes: '02:45' }]
    expect(opensNextAt(gone, ZONE, at('2026-03-29T00:00:00+01:00'))).toBe(at('2026-03-30T02:15:00+02:00'))
    const into = [{ days: everyDay, opens: '02:30', closes: '04:00' }]
    expect(opensNextAt(into, ZONE, at('2026-03-29T00:00:00+01:00'))).toBe(at('2026-03-29T03:00:00+02:00'))
  })

  test('hours that the autumn’s clock shows twice are there twice', () => {
    const early = [{ days: everyDay, opens: '02:15', closes: '02:45' }]
    const first = at('2026-10-25T02:15:00+02:00')
    const second = at('2026-10-25T02:15:00+01:00')
    expect(opensNextAt(early, ZONE, at('2026-10-25T00:00:00+02:00'))).toBe(first)
    expect(opensNextAt(early, ZONE, at('2026-10-25T02:45:00+02:00'))).toBe(second)
    expect(second - first).toBe(3_600_000)
    // Closed at half past two, and put back into the middle of its hours.
    const late = [{ days: everyDay, opens: '01:00', closes: '02:30' }]
    expect(opensNextAt(late, ZONE, at('2026-10-25T02:40:00+02:00'))).toBe(at('2026-10-25T02:00:00+01:00'))
  })

  test('no hours are never open', () => {
    expect(isOpenAt([], ZONE, at('2026-11-23T12:00:00+01:00'))).toBe(false)
    expect(opensNextAt([], ZONE, at('2026-11-23T12:00:00+01:00'))).toBe(null)
  })
})

const NOW = at('2026-11-23T12:00:00+01:00')
const HOUR = 3_600_000

const aReward = (more: Record<string, unknown> = {}): CatalogueReward =>
  CatalogueReward.parse({
    id: 'rew_01K9Z3M8Q4W6E2R5T7Y9A1S3D5',
    key: 'coffee',
    content: { en: { name: 'A cup of coffee' } },
    goods: { kind: 'freeItem', name: 'Coffee' },
    price: { unit: 'points', amount: 100 },
    left: null,
    createdAt: NOW,
    updatedAt: NOW,
    ...more,
  })

const shopper = (more: Partial<Shopper> = {}): Shopper => ({
  has: 0,
  available: 150,
  tier: 'silver',
  plans: ['plus'],
  earlyAccessHours: 0,
  ...more,
})

const judge = (more: Record<string, unknown> = {}, who: Partial<Shopper> = {}, waiting = 0) =>
  judgeReward({ reward: aReward(more), waiting }, shopper(who), ZONE, NOW)

const seat = (more: Record<string, unknown> = {}) => ({
  goods: { kind: 'seat', eventAt: NOW + 100 * HOUR, place: 'Here', capacity: 2, ...more },
})

describe('ordering', () => {
  test.each<[string, Record<string, unknown>, Partial<Shopper>, string[]]>([
    ['what can be paid', {}, {}, []],
    ['what is paid to the last point', {}, { available: 100 }, []],
    ['one point short', {}, { available: 99 }, ['balance']],
    ['what is paused', { state: 'paused' }, {}, ['paused']],
    ['the last one', { left: 1 }, {}, []],
    ['what is gone', { left: 0 }, {}, ['soldOut']],
    ['a second one', { perMember: 1 }, { has: 1 }, ['perMember']],
    ['what has ended', { schedule: { endsAt: NOW } }, {}, ['over']],
    ['what begins in an hour', { schedule: { startsAt: NOW + HOUR } }, {}, ['notYet']],
    ['the same with early access', { schedule: { startsAt: NOW + HOUR } }, { earlyAccessHours: 1 }, []],
    ['what is closed', { openingHours: [{ days: [1], opens: '13:00', closes: '14:00' }] }, {}, ['closed']],
    ['another tier’s', { audience: { tiers: ['gold'] } }, {}, ['audience']],
    ['another tier’s, or one’s own plan’s', { audience: { tiers: ['gold'], plans: ['plus'] } }, {}, []],
    ['the tier’s', { audience: { tiers: ['silver'] } }, { plans: [] }, []],
    ['a seat where all are taken', { ...seat(), left: 0 }, {}, ['soldOut']],
    ['a seat to wait for', { ...seat({ waitingList: true }), left: 0 }, {}, []],
    ['a seat at an event that is over', seat({ eventAt: NOW }), {}, ['over']],
    [
      'early access when everybody may',
      { goods: { kind: 'earlyAccess', opensAt: NOW - HOUR, everybodyAt: NOW } },
      {},
      ['over'],
    ],
    [
      'all of it',
      { state: 'paused', left: 0, perMember: 1 },
      { has: 1, available: 0 },
      ['paused', 'soldOut', 'perMember', 'balance'],
    ],
  ])('%s', (_, reward, who, refusals) => expect(judge(reward, who).refusals).toEqual(refusals))

  test('says what is missing, and when it opens', () => {
    expect(judge({}, { available: 30 }).missing).toBe(70)
    expect(judge().opensAt).toBe(null)
    const startsAt = at('2026-11-23T20:00:00+01:00')
    const openingHours = [{ days: WEEKDAYS, opens: '09:00', closes: '18:00' }]
    expect(judge({ schedule: { startsAt } }).opensAt).toBe(startsAt)
    expect(judge({ schedule: { startsAt }, openingHours }).opensAt).toBe(at('2026-11-24T09:00:00+01:00'))
    expect(judge({ schedule: { startsAt }, openingHours }, { earlyAccessHours: 4 }).opensAt).toBe(
      at('2026-11-23T16:00:00+01:00'),
    )
    // It ends before it opens again.
    expect(judge({ schedule: { startsAt, endsAt: startsAt + HOUR }, openingHours }).opensAt).toBe(null)
  })

  test('a seat that is free is not taken past those who wait', () => {
    expect(judge({ ...seat({ waitingList: true }), left: 1 }, {}, 1)).toMatchObject({
      waits: true,
      refusals: [],
    })
    expect(judge({ ...seat({ waitingList: true }), left: 1 })).toMatchObject({ waits: false, refusals: [] })
    expect(judge({ ...seat(), left: 0 })).toMatchObject({ waits: false })
  })
})

describe('giving back', () => {
  const how = { by: 'member', now: NOW, zone: ZONE } as const
  const facts = { state: 'delivered', used: false, whole: true } as const
  const stays = (goods: Record<string, unknown>, order = {}, way = {}) => {
    const parsed = RewardGoods.parse(goods)
    return goodsSpec(parsed).stays(parsed, { ...facts, ...order }, { ...how, ...way })
  }
  const minted = {
    kind: 'code',
    source: { kind: 'minted', prefix: 'GIFT' },
    discount: { kind: 'amountOff', amountMinor: 5000 },
  }
  const pool = { kind: 'code', source: { kind: 'pool' } }
  const shop = { by: 'shop' }
  const event = { kind: 'seat', eventAt: at('2026-11-24T19:00:00+01:00'), place: 'Here', capacity: 2 }
  const early = { kind: 'earlyAccess', opensAt: NOW + 1, everybodyAt: NOW + HOUR }
  test.each<
    [string, Record<string, unknown>, Record<string, unknown>, Record<string, unknown>, string | null]
  >([
    ['a code of ours that nobody used', minted, {}, {}, null],
    ['a code of ours that was used', minted, { used: true }, {}, 'used'],
    ['a code of ours that was used, by the shop', minted, { used: true }, shop, 'used'],
    ['a code of the shop’s', pool, {}, {}, 'shown'],
    ['a code of the shop’s, by the shop', pool, {}, shop, null],
    ['a thing to fetch', { kind: 'freeItem', name: 'x' }, { state: 'ordered' }, {}, null],
    ['a thing that was fetched', { kind: 'freeItem', name: 'x' }, {}, shop, 'handedOver'],
    ['a gift in time', { kind: 'gift', name: 'x' }, { state: 'ordered' }, {}, null],
    ['a gift that is packed', { kind: 'gift', name: 'x' }, { state: 'packed' }, {}, 'onItsWay'],
    ['a gift that is packed, by the shop', { kind: 'gift', name: 'x' }, { state: 'packed' }, shop, null],
    ['a gift that has come', { kind: 'gift', name: 'x' }, {}, shop, 'handedOver'],
    ['a seat the day before', event, { state: 'ordered' }, { now: at('2026-11-23T23:59:59+01:00') }, null],
    ['a seat on the day', event, { state: 'ordered' }, { now: at('2026-11-24T00:00:00+01:00') }, 'eventDay'],
    ['a seat on the day, by the shop', event, { state: 'ordered' }, { ...shop, now: event.eventAt }, null],
    ['early access before it begins', early, {}, {}, null],
    ['early access that has begun', early, {}, { now: NOW + 1 }, 'begun'],
    ['a gift to a cause', { kind: 'donation', amountMinor: 1 }, {}, {}, 'given'],
    ['a gift to a cause, by the shop', { kind: 'donation', amountMinor: 1 }, {}, shop, null],
    ['a top-up', { kind: 'topUp', amountMinor: 1 }, {}, {}, null],
    ['a top-up that is partly spent', { kind: 'topUp', amountMinor: 1 }, { whole: false }, shop, 'spent'],
  ])('%s', (_, goods, order, way, why) => expect(stays(goods, order, way)).toBe(why))
})

test('every kind of goods that a reward may have is in the registry, under its own name', () => {
  const kinds = RewardGoods.options.map((option) => option.shape.kind.value)
  const specs: GoodsSpec[] = Object.values(goodsKinds) as unknown as GoodsSpec[]
  expect(specs.map((spec) => spec.kind).sort()).toEqual([...kinds].sort())
  for (const [name, spec] of Object.entries(goodsKinds)) expect(spec.kind).toBe(name)
})

test('no step leads back', () => {
  const order = ['waiting', 'ordered', 'packed', 'sent', 'delivered', 'cancelled']
  for (const spec of Object.values(goodsKinds) as unknown as GoodsSpec[])
    for (const [from, steps] of Object.entries(spec.steps))
      for (const to of steps ?? []) expect(order.indexOf(to)).toBeGreaterThan(order.indexOf(from))
})
