import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { call } from './api.ts'
import {
  answer,
  balance,
  claim,
  claimWith,
  cron,
  decide,
  earnPoints,
  entriesOf,
  giveBack,
  holdsOf,
  lotsOf,
  openOf,
  orderWith,
  payScene,
  redemptions,
  runOut,
  takes,
  validate,
} from './pay-with-scene.ts'
import { aPurchase, buy, claimOf, newMember, newOffer } from './world.ts'

test('the whole way: offered, held, checked by the shop, paid with, and given back to its own lots', async () => {
  const scene = await payScene([
    [100, 6],
    [200, 1],
  ])
  const before = await lotsOf(scene)
  // Half of 24 kr is 12 kr, which is 240 points.
  const decision = await decide(scene, 2_400)
  expect(decision.offers[0]).toMatchObject({
    use: 'code',
    score: 0,
    effect: { kind: 'discount', amountMinor: 1_200, takes: { unit: 'points', amount: 240 } },
  })
  const { body: reserved } = await claimWith(scene, decision)
  expect(await balance(scene)).toEqual({ available: 60, held: 240 })
  expect(await lotsOf(scene)).toMatchObject([
    { remaining: 0, held: 100 },
    { remaining: 60, held: 140 },
  ])
  expect(await openOf(scene)).toEqual({ open: 1, cost: 1_200 })
  expect((await validate(scene, reserved.code, 2_400)).body).toMatchObject({
    valid: true,
    effect: { kind: 'discount', amountMinor: 1_200, takes: { unit: 'points', amount: 240 } },
  })

  expect((await answer(scene, reserved.id, 'applied')).body.state).toBe('applied')
  const order = orderWith(scene, reserved.code, 2_400, 1_200)
  const [result] = await buy(scene.world, order)
  expect(result).toMatchObject({ enrolmentId: scene.member.enrolmentId, redeemedOfferIds: [scene.offer.id] })
  expect(await balance(scene)).toEqual({ available: 60, held: 0 })
  expect(await holdsOf(scene)).toEqual(['spent 240'])
  expect(await entriesOf(scene, 'hold', 'unhold', 'spend')).toEqual([
    'hold available>held 100',
    'hold available>held 140',
    'spend held>spent 100',
    'spend held>spent 140',
  ])
  expect(await redemptions(scene)).toMatchObject([
    { discountMinor: 1_200, paid: { unit: 'points', amount: 240 }, forgiven: 0 },
  ])
  expect((await validate(scene, reserved.code, 2_400)).body).toMatchObject({ valid: false, reason: 'used' })

  // One of two bags: half of what was paid comes back, to the lot that expires last first.
  const half = await giveBack(scene, order.externalRef, 'half', 1)
  expect(half.body).toMatchObject({ refundMinor: 600, restored: [{ unit: 'points', amount: 120 }] })
  expect(await lotsOf(scene)).toMatchObject([
    { remaining: 0, held: 0 },
    { remaining: 180, held: 0 },
  ])
  await giveBack(scene, order.externalRef, 'rest', 1)
  expect(await lotsOf(scene)).toEqual(before)
  expect(await openOf(scene)).toEqual({ open: 0, cost: 0 })
})

test('an order that used less takes less, and the rest is the member’s again', async () => {
  const scene = await payScene([
    [100, 6],
    [200, 1],
  ])
  const { code } = await claim(scene, 2_400)
  // 5.01 kr off is 100.2 points: no shop is left with a part of a point.
  await buy(scene.world, orderWith(scene, code, 2_400, 501))
  expect(await entriesOf(scene, 'unhold', 'spend')).toEqual([
    'spend held>spent 100',
    'spend held>spent 1',
    'unhold held>available 139',
  ])
  expect(await balance(scene)).toEqual({ available: 199, held: 0 })
})

test.each([
  ['nothing', 0, 300, []],
  ['more than was agreed', 2_000, 60, [{ amount: 240, unit: 'points' }]],
  ['nobody knows how much', undefined, 60, [{ amount: 240, unit: 'points' }]],
])('an order whose code took off %s', async (_, discountMinor, left, paid) => {
  const scene = await payScene([[300, 1]])
  const { code } = await claim(scene, 2_400)
  await buy(scene.world, orderWith(scene, code, 2_400, discountMinor))
  expect(await balance(scene)).toEqual({ available: left, held: 0 })
  expect((await redemptions(scene)).flatMap((one) => one.paid ?? [])).toEqual(paid)
})

test('asking again gives the same claim and holds nothing more; another basket holds exactly that much', async () => {
  const scene = await payScene([[300, 1]])
  const first = await claim(scene, 1_000)
  expect(await balance(scene)).toEqual({ available: 200, held: 100 })
  const again = await claim(scene, 1_000)
  expect(again).toEqual(first)
  expect(await holdsOf(scene)).toEqual(['held 100'])

  // What is held for this offer is there to be used by it: 300, not the 200 that are left.
  expect(await takes(scene, 10_000)).toEqual({ unit: 'points', amount: 300 })
  const more = await claim(scene, 10_000)
  expect(more).toEqual(first)
  expect(await balance(scene)).toEqual({ available: 0, held: 300 })
  expect(await openOf(scene)).toEqual({ open: 1, cost: 1_500 })
  await claim(scene, 400)
  expect(await balance(scene)).toEqual({ available: 260, held: 40 })
  expect(await holdsOf(scene)).toEqual(expect.arrayContaining(['released 100', 'released 300', 'held 40']))

  await buy(scene.world, orderWith(scene, first.code, 400, 200))
  expect(await balance(scene)).toEqual({ available: 260, held: 0 })
})

test.each(['rejected', 'noSaving', 'cancelled'])(
  'a page that says %s gives everything back at once',
  async (result) => {
    const scene = await payScene([
      [100, 6],
      [200, 1],
    ])
    const before = await lotsOf(scene)
    const { id } = await claim(scene, 2_400)
    for (const _ of [1, 2]) expect((await answer(scene, id, result)).body.state).toBe('released')
    expect(await lotsOf(scene)).toEqual(before)
    expect(await holdsOf(scene)).toEqual(['released 240'])
    expect(await openOf(scene)).toEqual({ open: 0, cost: 0 })
  },
)

test.each(['unconfirmed', 'unsupported'])(
  'a page that says %s leaves the hold: the code may still be used',
  async (result) => {
    const scene = await payScene([[300, 1]])
    const { id } = await claim(scene, 2_400)
    await answer(scene, id, result)
    expect(await balance(scene)).toEqual({ available: 60, held: 240 })
  },
)

test('applying keeps what is held for as long as the claim', async () => {
  const scene = await payScene([[300, 1]])
  const { id, expiresAt } = await claim(scene, 2_400)
  await scheduler.wait(5)
  const applied = await answer(scene, id, 'applied')
  expect(applied.body.expiresAt).toBeGreaterThan(expiresAt)
  const { results } = await env.DB.prepare('SELECT expires_at AS at FROM holds WHERE claim_id = ?')
    .bind(id)
    .all<{ at: number }>()
  expect(results).toEqual([{ at: applied.body.expiresAt }])
})

test('a hold whose time is up is read as given back before the minute’s work, and is so after it', async () => {
  const scene = await payScene([
    [100, 6],
    [200, 1],
  ])
  const before = await lotsOf(scene)
  const { id, code } = await claim(scene, 2_400)
  await runOut(id)
  expect(await balance(scene)).toEqual({ available: 300, held: 0 })
  expect(await takes(scene, 2_400)).toEqual({ unit: 'points', amount: 240 })
  expect((await validate(scene, code, 2_400)).body).toMatchObject({ valid: false, reason: 'expired' })
  expect(await holdsOf(scene)).toEqual(['held 240'])
  await cron()
  expect(await balance(scene)).toEqual({ available: 300, held: 0 })
  expect(await holdsOf(scene)).toEqual(['released 240'])
  expect(await lotsOf(scene)).toEqual(before)
})

test('a new claim after the time is up lets the old hold go first', async () => {
  const scene = await payScene([[240, 1]])
  const old = await claim(scene, 2_400)
  await runOut(old.id)
  const fresh = await claim(scene, 2_400)
  expect(fresh.id).not.toBe(old.id)
  expect(await balance(scene)).toEqual({ available: 0, held: 240 })
  expect(await holdsOf(scene)).toEqual(['released 240', 'held 240'])
})

test('two claims at once on a balance for one: one is held, the other is told that there is not enough', async () => {
  const scene = await payScene([[240, 1]])
  const other = {
    ...scene,
    offer: await newOffer(scene.world, {
      reward: { kind: 'payWithPoints', maxPercent: 50 },
      code: { kind: 'minted', prefix: 'TWO' },
    }),
  }
  const decision = await decide(scene, 2_400)
  const replies = await Promise.all([claimWith(scene, decision), claimWith(other, decision)])
  expect(replies.map(({ status }) => status).sort()).toEqual([201, 409])
  expect(replies.find(({ status }) => status === 409)?.body.type).toBe('/problems/insufficient_points')
  expect(await balance(scene)).toEqual({ available: 0, held: 240 })
  const open = [await openOf(scene), await openOf(other)].map((one) => one?.open)
  expect(open.sort()).toEqual([0, 1])
})

test('ten of the same claim at once hold it once', async () => {
  const scene = await payScene([[1_000, 1]])
  const decision = await decide(scene, 2_400)
  const replies = await Promise.all(Array.from({ length: 10 }, () => claimWith(scene, decision)))
  expect(new Set(replies.map(({ body }) => body.code)).size).toBe(1)
  expect(await balance(scene)).toEqual({ available: 760, held: 240 })
})

test('a claim sent again under its key is answered the same, and holds once', async () => {
  const scene = await payScene([[1_000, 1]])
  const decision = await decide(scene, 2_400)
  const [first, second] = [await claimWith(scene, decision, 'k1'), await claimWith(scene, decision, 'k1')]
  expect(second.body).toEqual(first.body)
  expect(await holdsOf(scene)).toEqual(['held 240'])
})

test('one code in three orders at once pays for one of them; an order sent again pays for nothing more', async () => {
  const scene = await payScene([[1_000, 1]])
  const { code } = await claim(scene, 2_400)
  const orders = [1, 2, 3].map(() => orderWith(scene, code, 2_400, 1_200))
  const results = (await Promise.all(orders.map((order) => buy(scene.world, order)))).flat()
  expect(results.filter(({ redeemedOfferIds }) => redeemedOfferIds.length === 1)).toHaveLength(1)
  for (const order of orders) expect(await buy(scene.world, order)).toMatchObject([{ status: 'duplicate' }])
  expect(await buy(scene.world, ...[1, 2].map(() => orderWith(scene, code, 2_400, 1_200)))).toMatchObject([
    { redeemedOfferIds: [] },
    { redeemedOfferIds: [] },
  ])
  expect(await entriesOf(scene, 'spend')).toEqual(['spend held>spent 240'])
  expect(await balance(scene)).toEqual({ available: 760, held: 0 })
})

test('an order and a page that gives up at once: the points are spent or given back, never both', async () => {
  for (let round = 0; round < 4; round += 1) {
    const scene = await payScene([[300, 1]])
    const { id, code } = await claim(scene, 2_400)
    await Promise.all([
      buy(scene.world, orderWith(scene, code, 2_400, 1_200)),
      answer(scene, id, 'cancelled'),
    ])
    // Given up first, the order is a late one: it is paid for all the same.
    expect(await balance(scene)).toEqual({ available: 60, held: 0 })
  }
})

test('what the discount costs is held against the offer’s budget, and nothing is held where that is spent', async () => {
  const scene = await payScene([[1_000, 1]], { offer: { limits: { budgetMinor: 1_500 } } })
  const first = await claim(scene, 2_400)
  const refused = await claimWith(scene, await decide(scene, 10_000))
  expect(refused.body.type).toBe('/problems/offer_not_decided')
  expect(await balance(scene)).toEqual({ available: 760, held: 240 })
  await buy(scene.world, orderWith(scene, first.code, 2_400, 600))
  expect(await openOf(scene)).toEqual({ open: 1, cost: 600 })
})

test('a decision without the basket can’t be paid with, and one that has grown old may find too little', async () => {
  const scene = await payScene([[300, 1]])
  const blind = await decide(scene)
  expect(blind.offers[0]?.effect).toEqual({ kind: 'discount', amountMinor: null, currency: 'SEK' })
  expect((await claimWith(scene, blind)).status).toBe(422)
  const other = await newOffer(scene.world, {
    reward: { kind: 'payWithPoints', maxPercent: 50 },
    code: { kind: 'minted', prefix: 'TWO' },
  })
  const old = await decide(scene, 2_400)
  await claimOf(scene.member, old, other.id)
  expect((await claimWith(scene, old)).body.type).toBe('/problems/insufficient_points')
  expect(await openOf(scene)).toEqual({ open: 0, cost: 0 })
})

test('a member with nothing is offered nothing, and what others have is not theirs', async () => {
  const scene = await payScene([[300, 1]])
  const poor = { ...scene, member: await newMember(scene.world) }
  expect(await takes(poor, 2_400)).toBeUndefined()
  expect((await claimWith(poor, await decide(scene, 2_400))).status).toBe(422)
})

test('a shop whose basket shrank takes off no more than the offer allows, one whose basket grew no more than is held', async () => {
  const scene = await payScene([[300, 1]])
  const { code } = await claim(scene, 2_400)
  expect((await validate(scene, code, 1_000)).body.effect).toMatchObject({
    amountMinor: 500,
    takes: { amount: 100 },
  })
  expect((await validate(scene, code, 100_000)).body.effect).toMatchObject({
    amountMinor: 1_200,
    takes: { amount: 240 },
  })
  expect((await validate(scene, code, 8)).body).toMatchObject({ valid: false, reason: 'conditions' })
})

test('what is paid with points earns nothing', async () => {
  const scene = await payScene([[300, 1]], {
    rules: { earn: [{ key: 'all', give: { kind: 'proportional', amount: 1, perMinor: 100 } }] },
  })
  const { code } = await claim(scene, 2_400)
  const [result] = await buy(scene.world, orderWith(scene, code, 2_400, 1_200))
  expect(result?.pointsEarned).toBe(12)
})

test('stored value pays one to one', async () => {
  const scene = await payScene([], {
    rules: {
      earn: [{ key: 'back', unit: 'storedValue', give: { kind: 'proportional', amount: 10, perMinor: 100 } }],
    },
    offer: { reward: { kind: 'payWithPoints', unit: 'storedValue', maxPercent: 100 } },
  })
  await buy(scene.world, aPurchase(scene.world, scene.member, { totalMinor: 20_000 }))
  expect(await takes(scene, 50_000)).toEqual({ unit: 'storedValue', amount: 2_000 })
  const { code } = await claim(scene, 50_000)
  await buy(scene.world, orderWith(scene, code, 50_000, 1_999))
  expect(await entriesOf(scene, 'spend', 'unhold')).toEqual([
    'spend held>spent 1999',
    'unhold held>available 1',
  ])
})

test('an offer that changed gives up what its earlier revision held', async () => {
  const scene = await payScene([[300, 1]])
  await claim(scene, 2_400)
  const { key, content, schedule, code } = scene.offer
  const change = (reward: unknown) =>
    call('PUT', `/v1/offers/${scene.offer.id}`, {
      bearer: scene.world.key,
      body: { key, content, schedule, code, reward, accept: ['endless'] },
    })
  await change({ kind: 'payWithPoints', maxPercent: 25 })
  await claim(scene, 2_400)
  expect(await balance(scene)).toEqual({ available: 180, held: 120 })
  await change({ kind: 'percentOff', percent: 5 })
  await claim(scene, 2_400)
  expect(await balance(scene)).toEqual({ available: 300, held: 0 })
})

test.each([
  [
    'a unit that the programme does not keep',
    { unit: 'storedValue' },
    { units: { points: {} } },
    '/reward/unit',
  ],
  ['points that are worth nothing', {}, { pointValueCentiMinor: null }, '/reward/unit'],
  ['a share above the whole', { maxPercent: 101 }, {}, '/reward/maxPercent'],
])('an offer of %s is refused with its path', async (_, reward, rules, path) => {
  const { world } = await payScene([], { rules, offer: { reward: { kind: 'percentOff', percent: 5 } } })
  const { status, body } = await call<{ issues: { path: string }[] }>('POST', '/v1/offers', {
    bearer: world.key,
    body: {
      key: 'pay',
      content: { en: { headline: 'Pay' } },
      reward: { kind: 'payWithPoints', maxPercent: 50, ...reward },
      schedule: { startsAt: Date.now() },
      code: { kind: 'minted', prefix: 'PAY' },
    },
  })
  expect([status, body.issues?.map((issue) => issue.path)]).toEqual([422, [path]])
})

test('an order that comes after its hold was let go spends what is there', async () => {
  const scene = await payScene([[300, 1]])
  const { id, code } = await claim(scene, 2_400)
  await runOut(id)
  await cron()
  await buy(scene.world, orderWith(scene, code, 2_400, 1_200))
  expect(await entriesOf(scene, 'spend')).toEqual(['spend available>spent 240'])
  expect(await balance(scene)).toEqual({ available: 60, held: 0 })
})

test('an order that comes when the time is up and nobody has let go yet takes what is held', async () => {
  const scene = await payScene([[300, 1]])
  const { id, code } = await claim(scene, 2_400)
  await runOut(id)
  await buy(scene.world, orderWith(scene, code, 2_400, 1_200))
  expect(await entriesOf(scene, 'spend', 'unhold')).toEqual(['spend held>spent 240'])
  expect(await balance(scene)).toEqual({ available: 60, held: 0 })
})

/** Points that were held, let go, and held again for another order that was paid: 60 of the 240 are left. */
async function tooLate(clawBack: 'within_balance' | 'debt') {
  const scene = await payScene([[300, 1]], { rules: { returns: { clawBack } } })
  const late = await claim(scene, 2_400)
  await runOut(late.id)
  const paid = await claim(scene, 2_400)
  await buy(scene.world, orderWith(scene, paid.code, 2_400, 1_200))
  const order = orderWith(scene, late.code, 2_400, 1_200)
  await buy(scene.world, order)
  return { scene, order }
}

test('what is missing for a late order is let go, and its redemption says so', async () => {
  const { scene, order } = await tooLate('within_balance')
  expect(await balance(scene)).toEqual({ available: 0, held: 0 })
  expect((await redemptions(scene))[0]).toMatchObject({
    discountMinor: 1_200,
    paid: { unit: 'points', amount: 60 },
    forgiven: 180,
  })
  // What comes back is what was paid.
  await giveBack(scene, order.externalRef, 'all', 2)
  expect(await balance(scene)).toEqual({ available: 60, held: 0 })
})

test('under the policy of debt it is owed: the next earning repays, and a return takes the debt off first', async () => {
  const { scene, order } = await tooLate('debt')
  expect(await balance(scene)).toEqual({ available: -180, held: 0 })
  expect((await redemptions(scene))[0]).toMatchObject({ paid: { amount: 240 }, forgiven: 0 })
  expect(await takes(scene, 2_400)).toBeUndefined()
  await earnPoints(scene.world, scene.member, 100)
  expect(await balance(scene)).toEqual({ available: -80, held: 0 })

  // 120 of 240 come back: 80 are still owed, and 40 that were repaid since are a lot of their own.
  const half = await giveBack(scene, order.externalRef, 'half', 1)
  expect(half.body.restored).toEqual([{ unit: 'points', amount: 120 }])
  expect(await balance(scene)).toEqual({ available: 40, held: 0 })
  expect(await entriesOf(scene, 'restore')).toEqual(['restore spent>owed 80', 'restore spent>available 40'])
  await giveBack(scene, order.externalRef, 'rest', 1)
  expect(await balance(scene)).toEqual({ available: 160, held: 0 })
})

test('what a return gives back to a used-up lot repays a debt at once', async () => {
  const scene = await payScene([[240, 1]], {
    rules: {
      returns: { clawBack: 'debt' },
      earn: [{ key: 'all', give: { kind: 'proportional', amount: 1, perMinor: 100 } }],
    },
  })
  const { code } = await claim(scene, 2_400)
  const order = orderWith(scene, code, 2_400, 1_200)
  await buy(scene.world, order)
  expect(await balance(scene)).toEqual({ available: 12, held: 0 })
  const { body } = await giveBack(scene, order.externalRef, 'all', 2)
  expect(body).toMatchObject({ restored: [{ amount: 240 }], pointsClawedBack: 12 })
  expect(await balance(scene)).toEqual({ available: 240, held: 0 })
})

test('points that run out while they are held are still there for the order, and gone when they are let go', async () => {
  const at = Date.now() + 1_500
  const make = async () => {
    const scene = await payScene([[240, 1]], {
      rules: { units: { points: { expiry: { kind: 'fixed', at } } } },
    })
    return { scene, reserved: await claim(scene, 2_400) }
  }
  const [ordered, left, lapsed] = [await make(), await make(), await make()]
  await scheduler.wait(Math.max(0, at + 20 - Date.now()))
  for (const { scene } of [ordered, left, lapsed])
    expect(await balance(scene)).toEqual({ available: 0, held: 240 })

  const order = orderWith(ordered.scene, ordered.reserved.code, 2_400, 600)
  await buy(ordered.scene.world, order)
  expect(await entriesOf(ordered.scene, 'spend', 'unhold', 'expire')).toEqual([
    'spend held>spent 120',
    'unhold held>available 120',
    'expire available>expired 120',
  ])
  // What a return gives back to a lot that has run out runs out in its turn.
  await giveBack(ordered.scene, order.externalRef, 'all', 2)
  await answer(left.scene, left.reserved.id, 'cancelled')
  await runOut(lapsed.reserved.id)
  for (const { scene } of [ordered, left, lapsed])
    expect(await balance(scene)).toEqual({ available: 0, held: 0 })
  await cron()
  expect(await balance(lapsed.scene)).toEqual({ available: 0, held: 0 })
  expect(await entriesOf(lapsed.scene, 'unhold', 'expire')).toEqual([
    'unhold held>available 240',
    'expire available>expired 240',
  ])
})
