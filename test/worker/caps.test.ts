import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import type { CodeValidation, Decision, Membership } from '../../shared/contracts/index.ts'
import { call } from './api.ts'
import { basket, countersOf, giveBack, miscounted, outcome, setHousehold } from './caps-scene.ts'
import {
  aPurchase,
  buy,
  claimOf,
  decisionFor,
  newMember,
  newOffer,
  newWorld,
  type TestMember,
  type World,
} from './world.ts'

const capped = (world: World, ...caps: Record<string, unknown>[]) => newOffer(world, { limits: { caps } })
const members = (world: World, many: number) =>
  Promise.all(Array.from({ length: many }, () => newMember(world)))
const bonus = (world: World, ...caps: Record<string, unknown>[]) =>
  newOffer(world, { reward: { kind: 'bonusPoints', points: 50 }, code: null, limits: { caps } })
const isOffered = async (world: World, member: TestMember, offerId: string) =>
  (await decisionFor(world, member, { basket })).offers.some((offer) => offer.offerId === offerId)

describe('fifty claims at once', () => {
  test.each([
    ['ten times a day', { per: 'offer', period: 'day', times: 10 }],
    ['what ten baskets cost', { per: 'store', period: 'month', costMinor: 30_999 }],
    ['ten codes handed out', { on: 'claim', per: 'offer', period: 'ever', times: 10 }],
  ])('against %s: ten are served, and the counters say so', async (_, cap) => {
    const world = await newWorld()
    const offer = await capped(world, cap)
    const all = await members(world, 50)
    const decisions = await Promise.all(all.map((member) => decisionFor(world, member, { basket })))
    const answers = await Promise.all(
      all.map((member, at) => claimOf(member, decisions[at] as Decision, offer.id)),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10)
    for (const { status, body } of answers)
      if (status !== 201) expect(body.type).toBe('/problems/offer_exhausted')
    expect(await countersOf(offer.id)).toMatchObject([{ times: 10, cost: 30_000 }])
    expect(await miscounted(offer.id)).toEqual([])
  })

  test('by members and households, mixed: each has one, and none is counted for another', async () => {
    const world = await newWorld()
    const offer = await capped(world, { per: 'household', period: 'week', times: 1 })
    const all = await members(world, 20)
    // Five households of three, and five who are in none.
    await Promise.all(all.slice(0, 15).map((member, at) => setHousehold(world, member, `h${at % 5}`)))
    const decisions = await Promise.all(all.map((member) => decisionFor(world, member, { basket })))
    const answers = await Promise.all(
      all.map((member, at) => claimOf(member, decisions[at] as Decision, offer.id)),
    )
    const served = answers.map(({ status }) => status === 201)
    for (let home = 0; home < 5; home += 1)
      expect(served.filter((is, at) => at < 15 && at % 5 === home && is)).toHaveLength(1)
    expect(served.slice(15)).toEqual([true, true, true, true, true])
    expect((await countersOf(offer.id)).every(({ times }) => times === 1)).toBe(true)
  })
})

test('a request that is sent again, with or without its key, takes one place', async () => {
  const world = await newWorld()
  const offer = await capped(world, { per: 'member', period: 'day', times: 1, costMinor: 3_000 })
  const member = await newMember(world)
  const decision = await decisionFor(world, member, { basket })
  const body = { decision: decision.token, offerId: offer.id }
  const headers = { 'idempotency-key': crypto.randomUUID() }
  const again = () => call('POST', '/v1/claims', { bearer: member.token, body, headers })
  const codes = [await again(), await again(), await claimOf(member, decision, offer.id)]
  expect(new Set(codes.map((answer) => (answer.body as { code: string }).code)).size).toBe(1)
  expect(await countersOf(offer.id)).toMatchObject([{ times: 1, cost: 3_000 }])
})

test('what gained nothing uses nothing; a code that was handed out stays counted as one', async () => {
  const world = await newWorld()
  const offer = await capped(
    world,
    { per: 'member', period: 'day', times: 1 },
    { on: 'claim', per: 'member', period: 'day', times: 2 },
  )
  const member = await newMember(world)
  for (const result of ['noSaving', 'cancelled']) {
    const claim = await claimOf(member, await decisionFor(world, member, { basket }), offer.id)
    expect(claim.status).toBe(201)
    await outcome(member, claim.body.id, result)
  }
  expect(await countersOf(offer.id)).toMatchObject([
    { cap: 'claim_member_day', times: 2, cost: 0 },
    { cap: 'redemption_member_day', times: 0, cost: 0 },
  ])
  expect(await isOffered(world, member, offer.id)).toBe(false)
})

test('an order recorded twice uses once; part of it back gives back its money, all of it the time as well', async () => {
  const world = await newWorld()
  const offer = await capped(world, { per: 'member', period: 'year', times: 1, costMinor: 3_000 })
  const member = await newMember(world)
  const claim = await claimOf(member, await decisionFor(world, member, { basket }), offer.id)
  const order = aPurchase(world, null, { codes: [{ code: claim.body.code, discountMinor: 3_000 }] })
  await buy(world, order)
  const [again] = await buy(world, order)
  expect(again?.status).toBe('duplicate')
  expect(await countersOf(offer.id)).toMatchObject([{ times: 1, cost: 3_000 }])
  expect(await isOffered(world, member, offer.id)).toBe(false)

  await giveBack(world, order.externalRef, [{ line: 0, quantity: 1 }])
  expect(await countersOf(offer.id)).toMatchObject([{ times: 1, cost: 1_500 }])
  await giveBack(world, order.externalRef, [{ line: 0, quantity: 1 }])
  expect(await countersOf(offer.id)).toMatchObject([{ times: 0, cost: 0 }])
  expect(await isOffered(world, member, offer.id)).toBe(true)
})

test('an order that comes late is not refused: the shop has given the discount, and the counter says so', async () => {
  const world = await newWorld()
  const offer = await capped(world, { per: 'offer', period: 'day', times: 1 })
  const [late, other] = (await members(world, 2)) as [TestMember, TestMember]
  const claim = await claimOf(late, await decisionFor(world, late, { basket }), offer.id)
  await outcome(late, claim.body.id, 'cancelled')
  expect((await claimOf(other, await decisionFor(world, other, { basket }), offer.id)).status).toBe(201)
  const [result] = await buy(world, aPurchase(world, null, { codes: [{ code: claim.body.code }] }))
  expect(result?.redeemedOfferIds).toEqual([offer.id])
  expect(await countersOf(offer.id)).toMatchObject([{ times: 2 }])
})

test('a basket that grew needs room in the cap as a new one does', async () => {
  const world = await newWorld()
  const offer = await capped(world, { per: 'member', period: 'day', costMinor: 4_000 })
  const member = await newMember(world)
  const sized = (totalMinor: number) =>
    decisionFor(world, member, { basket: { ...basket, totalMinor, lines: [] } })
  expect((await claimOf(member, await sized(20_000), offer.id)).status).toBe(201)
  expect((await claimOf(member, await sized(30_000), offer.id)).body.type).toBe('/problems/offer_exhausted')
  expect((await claimOf(member, await sized(26_000), offer.id)).status).toBe(201)
  expect(await countersOf(offer.id)).toMatchObject([{ times: 1, cost: 3_900 }])
})

test('a cap in money is not passed by a decision that says nothing of the cost', async () => {
  const world = await newWorld()
  const offer = await capped(world, { per: 'member', period: 'day', costMinor: 4_000 })
  const member = await newMember(world)
  expect((await claimOf(member, await decisionFor(world, member), offer.id)).status).toBe(422)
})

describe('what is decided', () => {
  test('leaves out what is full for this member, household, store or everybody, and nothing else', async () => {
    const world = await newWorld()
    const [one, kin, other] = (await members(world, 3)) as [TestMember, TestMember, TestMember]
    await setHousehold(world, one, 'storgatan 4')
    await setHousehold(world, kin, 'storgatan 4')
    const shown: Record<string, boolean[]> = {
      member: [false, true, true],
      household: [false, false, true],
      store: [false, false, false],
      offer: [false, false, false],
    }
    for (const [per, expected] of Object.entries(shown)) {
      const offer = await capped(world, { per, period: 'quarter', times: 1 })
      const claim = await claimOf(one, await decisionFor(world, one, { basket }), offer.id)
      // Whoever holds the place is still shown what they hold.
      expect(await isOffered(world, one, offer.id), per).toBe(true)
      await buy(world, aPurchase(world, null, { codes: [{ code: claim.body.code }] }))
      const now = await Promise.all([one, kin, other].map((member) => isOffered(world, member, offer.id)))
      expect(now, per).toEqual(expected)
    }
  })

  test('shows it again when the period is over', async () => {
    const world = await newWorld()
    const offer = await newOffer(world, {
      reward: { kind: 'bonusPoints', points: 50 },
      code: null,
      schedule: { startsAt: Date.UTC(2026, 0, 1) },
      limits: { caps: [{ per: 'member', period: 'day', times: 1 }] },
    })
    const member = await newMember(world)
    await buy(world, aPurchase(world, member, { purchasedAt: Date.now() - 26 * 3_600_000 }))
    expect(await countersOf(offer.id)).toMatchObject([{ times: 1 }])
    expect(await isOffered(world, member, offer.id)).toBe(true)
    await buy(world, aPurchase(world, member, { purchasedAt: Date.now() }))
    expect(await isOffered(world, member, offer.id)).toBe(false)
  })
})

describe('an offer that comes with the order by itself', () => {
  test('keeps to a day of the programme’s own calendar', async () => {
    const world = await newWorld()
    const offer = await newOffer(world, {
      reward: { kind: 'bonusPoints', points: 50 },
      code: null,
      schedule: { startsAt: Date.UTC(2026, 0, 1) },
      limits: { caps: [{ per: 'member', period: 'day', times: 1 }] },
    })
    const member = await newMember(world)
    // Around midnight in Stockholm: 22:30 and 22:45 are of one day, 23:30 of the next.
    const times = [
      Date.UTC(2026, 0, 10, 22, 30),
      Date.UTC(2026, 0, 10, 22, 45),
      Date.UTC(2026, 0, 10, 23, 30),
    ]
    const earned: number[] = []
    for (const purchasedAt of times) {
      const [result] = await buy(world, aPurchase(world, member, { purchasedAt }))
      earned.push(result?.redeemedOfferIds.length ?? 0)
    }
    expect(earned).toEqual([1, 0, 1])
    expect(await miscounted(offer.id)).toEqual([])
  })

  test('is shared by one call and by many at once, as far as the cap goes', async () => {
    const world = await newWorld()
    const offer = await bonus(world, { per: 'household', period: 'week', times: 4 })
    const [one, kin] = (await members(world, 2)) as [TestMember, TestMember]
    for (const member of [one, kin]) await setHousehold(world, member, 'storgatan 4')
    const together = await buy(world, ...[1, 2, 3].map(() => aPurchase(world, one)))
    const apart = await Promise.all(
      [one, kin, one, kin].map((member) => buy(world, aPurchase(world, member))),
    )
    const redeemed = [...together, ...apart.flat()].filter(({ redeemedOfferIds }) => redeemedOfferIds.length)
    expect(redeemed).toHaveLength(4)
    expect(await countersOf(offer.id)).toMatchObject([{ times: 4 }])
  })

  test('stops at a cap in money, at what its points are worth', async () => {
    const world = await newWorld({ pointValueCentiMinor: 100 })
    const offer = await bonus(world, { per: 'member', period: 'month', costMinor: 120 })
    const member = await newMember(world)
    const order = aPurchase(world, member)
    const results = await buy(world, order, aPurchase(world, member), aPurchase(world, member))
    expect(results.map(({ redeemedOfferIds }) => redeemedOfferIds.length)).toEqual([1, 1, 0])
    expect(await countersOf(offer.id)).toMatchObject([{ times: 2, cost: 100 }])
    await giveBack(world, order.externalRef, [{ line: 0, quantity: 2 }])
    expect(await countersOf(offer.id)).toMatchObject([{ times: 1, cost: 50 }])
  })
})

test('a code that everybody types is worth nothing once its cap is full, and no more than what is left of it', async () => {
  const world = await newWorld()
  const offer = await newOffer(world, {
    code: { kind: 'static', code: 'fika' },
    limits: { caps: [{ per: 'code', period: 'day', times: 1, costMinor: 3_000 }] },
  })
  const [first, late] = (await members(world, 2)) as [TestMember, TestMember]
  const lateDecision = await decisionFor(world, late, { basket })
  const validate = (totalMinor: number) =>
    call<CodeValidation>('POST', '/v1/codes/validate', {
      bearer: world.key,
      body: { storeId: world.store.id, code: 'FIKA', basket: { ...basket, totalMinor, lines: [] } },
    })
  expect((await validate(20_000)).body.valid).toBe(true)
  expect((await validate(21_000)).body).toMatchObject({ valid: false, reason: 'used' })
  expect((await claimOf(first, await decisionFor(world, first, { basket }), offer.id)).status).toBe(201)
  expect((await validate(20_000)).body).toMatchObject({ valid: false, reason: 'used' })
  expect((await claimOf(late, lateDecision, offer.id)).status).toBe(409)
  expect(await isOffered(world, late, offer.id)).toBe(false)
})

test('a new revision counts on, and holds whom it lets in to its own caps', async () => {
  const world = await newWorld()
  const offer = await capped(world, { per: 'offer', period: 'day', times: 1 })
  const [one, two, three] = (await members(world, 3)) as [TestMember, TestMember, TestMember]
  await claimOf(one, await decisionFor(world, one, { basket }), offer.id)
  const { id, merchantId: _, revision: __, state: ___, createdAt: ____, updatedAt: _____, ...same } = offer
  const wider = { ...same, limits: { caps: [{ per: 'offer', period: 'day', times: 2 }] } }
  expect((await call('PUT', `/v1/offers/${id}`, { bearer: world.key, body: wider })).status).toBe(200)
  const late = await decisionFor(world, three, { basket })
  expect((await claimOf(two, await decisionFor(world, two, { basket }), id)).status).toBe(201)
  expect((await claimOf(three, late, id)).status).toBe(409)
})

describe('a household', () => {
  test('is the merchant’s to say, shown to the member, and erased with them', async () => {
    const world = await newWorld()
    const member = await newMember(world)
    expect((await setHousehold(world, member, 'storgatan 4')).body).toEqual({ household: 'storgatan 4' })
    const own = await call<Membership>('GET', '/v1/members/me/membership', { bearer: member.token })
    expect(own.body.household).toBe('storgatan 4')
    const kept = () =>
      env.DB.prepare('SELECT count(*) AS n FROM households WHERE program_id = ?')
        .bind(world.programId)
        .first('n')
    expect(await kept()).toBe(1)
    await setHousehold(world, member, 'storgatan 5')
    expect(await kept()).toBe(1)
    expect((await call('DELETE', '/v1/members/me', { bearer: member.token })).status).toBe(204)
    expect(await kept()).toBe(0)
  })

  test('of another programme’s member is nobody’s business', async () => {
    const [world, other] = [await newWorld(), await newWorld()]
    const member = await newMember(world)
    expect((await setHousehold(other, member, 'storgatan 4')).status).toBe(404)
    expect((await setHousehold(world, member, '')).status).toBe(422)
    expect((await setHousehold(world, member, null)).status).toBe(200)
  })
})

describe('the books refuse', () => {
  test('a claim that leaves out a cap of its offer', async () => {
    const world = await newWorld()
    const offer = await capped(world, { per: 'member', period: 'day', times: 1 })
    const { enrolmentId } = await newMember(world)
    const put = (caps: string | null) =>
      env.DB.prepare(
        `INSERT INTO claims (id, program_id, store_id, offer_id, offer_revision, enrolment_id, minted, state, cost_minor, claimed_at, expires_at, caps)
         VALUES (?, ?, ?, ?, 1, ?, 0, 'redeemed', 0, 1, 1, ?)`,
      )
        .bind(crypto.randomUUID(), world.programId, world.store.id, offer.id, enrolmentId, caps)
        .run()
    await expect(put(null)).rejects.toThrow('names every cap')
    await expect(put('[["redemption_member_week", "enr", 0, 1]]')).rejects.toThrow('names every cap')
    const place = JSON.stringify([['redemption_member_day', enrolmentId, 0, 1]])
    await put(place)
    await expect(put(place)).rejects.toThrow('offer exhausted')
  })

  test('to let a claim change what it counts in', async () => {
    const world = await newWorld()
    const offer = await capped(world, { per: 'member', period: 'day', times: 1 })
    const member = await newMember(world)
    await claimOf(member, await decisionFor(world, member, { basket }), offer.id)
    const change = env.DB.prepare('UPDATE claims SET caps = NULL WHERE offer_id = ?').bind(offer.id).run()
    await expect(change).rejects.toThrow('stays what it was made on')
  })
})
