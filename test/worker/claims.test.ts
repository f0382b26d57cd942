import { createExecutionContext, createScheduledController, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import type { Claim, CodeValidation, Redemption } from '../../shared/contracts/index.ts'
import worker from '../../worker/index.ts'
import { call } from './api.ts'
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

const basket = {
  currency: 'SEK',
  totalMinor: 20_000,
  lines: [{ sku: 'skogsrost', category: 'Coffee', quantity: 2, amountMinor: 20_000 }],
}

const validate = (world: World, code: string) =>
  call<CodeValidation>('POST', '/v1/codes/validate', {
    bearer: world.key,
    body: { storeId: world.store.id, code, basket },
  })

const outcome = (member: TestMember, claimId: string, body: Record<string, unknown>) =>
  call<Claim>('POST', `/v1/claims/${claimId}/outcome`, {
    bearer: member.token,
    body: { measuredAt: Date.now(), ...body },
  })

const openOf = (offerId: string) =>
  env.DB.prepare('SELECT claims_open AS open, cost_open_minor AS cost FROM offers WHERE id = ?')
    .bind(offerId)
    .first()

test('the whole way: decided, claimed, checked by the shop, ordered, redeemed, and returned', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const offer = await newOffer(world, { limits: { budgetMinor: 3_000 } })

  const decision = await decisionFor(world, member, { basket })
  expect(decision.offers[0]).toMatchObject({
    offerId: offer.id,
    effect: { kind: 'discount', amountMinor: 3_000, currency: 'SEK' },
    personal: false,
  })
  const claim = await claimOf(member, decision, offer.id)
  expect(claim.status).toBe(201)
  expect(claim.body.code).toMatch(/^KAFFE-[0-9B-DF-HJKMNP-TV-Z]{8}$/)
  expect(await openOf(offer.id)).toEqual({ open: 1, cost: 3_000 })

  const { code } = claim.body
  // Shops change case, and shoppers add space.
  const checked = await validate(world, ` ${code.toLowerCase()} `)
  expect(checked.body).toMatchObject({
    valid: true,
    offerId: offer.id,
    effect: { kind: 'discount', amountMinor: 3_000 },
  })
  const applied = await outcome(member, claim.body.id, {
    result: 'applied',
    currency: 'SEK',
    totalBeforeMinor: 20_000,
    totalAfterMinor: 17_000,
  })
  expect(applied.body.state).toBe('applied')

  const order = aPurchase(world, null, {
    totalMinor: 17_000,
    lines: [{ ...basket.lines[0], amountMinor: 17_000 }],
    codes: [{ code: code.toLowerCase(), discountMinor: 3_000 }],
  })
  const [result] = await buy(world, order)
  expect(result).toMatchObject({
    status: 'recorded',
    enrolmentId: member.enrolmentId,
    pointsEarned: 170,
    redeemedOfferIds: [offer.id],
  })
  expect((await validate(world, code)).body).toMatchObject({ valid: false, reason: 'used' })
  const { body: page } = await call<{ items: Redemption[] }>('GET', '/v1/redemptions', { bearer: world.key })
  expect(page.items).toMatchObject([
    { offerId: offer.id, discountMinor: 3_000, reversedMinor: 0, enrolmentId: member.enrolmentId },
  ])
  expect((await decisionFor(world, member, { basket })).offers).toEqual([]) // the budget is spent

  const back = (externalRef: string) =>
    call('POST', '/v1/returns', {
      bearer: world.key,
      body: {
        storeId: world.store.id,
        purchaseRef: order.externalRef,
        externalRef,
        returnedAt: Date.now(),
        lines: [{ line: 0, quantity: 1 }],
      },
    })
  await back('half')
  expect(await openOf(offer.id)).toEqual({ open: 1, cost: 1_500 })
  await back('rest')
  expect(await openOf(offer.id)).toEqual({ open: 0, cost: 0 })
  expect((await decisionFor(world, member)).balance.pending).toBe(0)
})

test('claiming twice takes one place and gives the same code', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const offer = await newOffer(world, { limits: { perMember: 1 } })
  const decision = await decisionFor(world, member)
  const claims = await Promise.all(Array.from({ length: 5 }, () => claimOf(member, decision, offer.id)))
  expect(new Set(claims.map((claim) => claim.body.code)).size).toBe(1)
  expect(await openOf(offer.id)).toMatchObject({ open: 1 })
})

test('a cap of 3 lets 3 of 10 members at once through, and a reservation given back lets in the next', async () => {
  const world = await newWorld()
  const offer = await newOffer(world, { limits: { total: 3 } })
  const members = await Promise.all(Array.from({ length: 10 }, () => newMember(world)))
  const decisions = await Promise.all(members.map((member) => decisionFor(world, member)))
  const replies = await Promise.all(
    members.map((member, index) => claimOf(member, decisions[index] as never, offer.id)),
  )
  const won = replies.flatMap((reply, index) => (reply.status === 201 ? [index] : []))
  expect(won).toHaveLength(3)
  for (const reply of replies.filter((r) => r.status !== 201))
    expect(reply.body.type).toBe('/problems/offer_exhausted')

  const winner = won[0] as number
  const released = await outcome(
    members[winner] as TestMember,
    (replies[winner] as { body: Claim }).body.id,
    { result: 'noSaving' },
  )
  expect(released.body.state).toBe('released')
  const loser = replies.findIndex((reply) => reply.status !== 201)
  expect((await claimOf(members[loser] as TestMember, decisions[loser] as never, offer.id)).status).toBe(201)
})

test('a reservation that ran out frees its place by the minute’s work, and by the next claim', async () => {
  const world = await newWorld()
  const offer = await newOffer(world, { limits: { total: 1 } })
  const [first, second] = [await newMember(world), await newMember(world)]
  const [one, two] = [await decisionFor(world, first), await decisionFor(world, second)]
  const claim = await claimOf(first, one, offer.id)
  expect((await claimOf(second, two, offer.id)).status).toBe(409)
  const runOut = () =>
    env.DB.prepare('UPDATE claims SET expires_at = ? WHERE offer_id = ?')
      .bind(Date.now() - 1, offer.id)
      .run()

  await runOut()
  expect((await validate(world, claim.body.code)).body).toMatchObject({ valid: false, reason: 'expired' })
  const context = createExecutionContext()
  await worker.scheduled(
    createScheduledController({ scheduledTime: new Date(), cron: '* * * * *' }),
    env,
    context,
  )
  await waitOnExecutionContext(context)
  expect(await openOf(offer.id)).toMatchObject({ open: 0 })

  expect((await claimOf(second, two, offer.id)).status).toBe(201)
  await runOut()
  expect((await claimOf(first, one, offer.id)).status).toBe(201)
})

test('an order that comes after its reservation ran out is redeemed all the same: the shop has given the discount', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const offer = await newOffer(world, { limits: { total: 1 } })
  const claim = await claimOf(member, await decisionFor(world, member), offer.id)
  await env.DB.prepare("UPDATE claims SET state = 'expired', expires_at = 1 WHERE id = ?")
    .bind(claim.body.id)
    .run()
  const [result] = await buy(
    world,
    aPurchase(world, null, { codes: [{ code: claim.body.code, discountMinor: 500 }] }),
  )
  expect(result?.redeemedOfferIds).toEqual([offer.id])
})

test('one code used in two orders at once is redeemed once', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const offer = await newOffer(world)
  const claim = await claimOf(member, await decisionFor(world, member), offer.id)
  const results = await Promise.all(
    [1, 2, 3].map(() => buy(world, aPurchase(world, null, { codes: [{ code: claim.body.code }] }))),
  )
  expect(results.flat().filter((result) => result.redeemedOfferIds.length === 1)).toHaveLength(1)
  expect(results.flat().every((result) => result.status === 'recorded')).toBe(true)
})

test('a decision is the member’s own, is about its offers only, and can’t be altered', async () => {
  const world = await newWorld()
  const [member, other] = [await newMember(world), await newMember(world)]
  const offer = await newOffer(world)
  const decision = await decisionFor(world, member)
  expect((await claimOf(other, decision, offer.id)).status).toBe(422)
  expect((await claimOf(member, decision, 'off_01J00000000000000000000000')).body.type).toBe(
    '/problems/offer_not_decided',
  )
  const [kid, body, mac] = decision.token.split('.') as [string, string, string]
  const forged = `${kid}.${body.slice(0, -4)}AAAA.${mac}`
  expect((await claimOf(member, { ...decision, token: forged }, offer.id)).status).toBe(422)
  // A session's token is signed with the same key, for another purpose.
  expect((await claimOf(member, { ...decision, token: member.token }, offer.id)).status).toBe(422)
})

test('held-out members are shown nothing, always the same ones', async () => {
  const world = await newWorld()
  const offer = await newOffer(world, { holdoutPercent: 50 })
  const members = await Promise.all(Array.from({ length: 24 }, () => newMember(world)))
  const shown = async () =>
    Promise.all(
      members.map(async (member) =>
        (await decisionFor(world, member)).offers.some(({ offerId }) => offerId === offer.id),
      ),
    )
  const first = await shown()
  expect(first.filter(Boolean).length).toBeGreaterThan(3)
  expect(first.filter(Boolean).length).toBeLessThan(21)
  expect(await shown()).toEqual(first)
})

test('exposures go through the queue into the books, once however often they are sent', {
  timeout: 20_000,
}, async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const offer = await newOffer(world)
  const decision = await decisionFor(world, member)
  const body = { decision: decision.token, offerIds: [offer.id], shownAt: Date.now() }
  for (const _ of [1, 2])
    expect((await call('POST', '/v1/exposures', { bearer: member.token, body })).status).toBe(202)
  const saved = () =>
    env.DB.prepare('SELECT count(*) AS n FROM exposures WHERE decision_id = ?')
      .bind(decision.id)
      .first<number>('n')
  // The queue hands over within its batch timeout of five seconds; wait for it, bounded.
  for (let waited = 0; waited < 100 && (await saved()) === 0; waited += 1) await scheduler.wait(100)
  await scheduler.wait(300)
  expect(await saved()).toBe(1)
})

test.each([
  ['no token', {}, 401, 'unauthenticated'],
  ['an unknown field', { colour: 'red' }, 422, 'invalid_request'],
  ['an unknown store', { storeId: 'sto_01J00000000000000000000000' }, 404, 'not_found'],
  ['negative money', { basket: { currency: 'SEK', totalMinor: -5 } }, 422, 'invalid_request'],
  ['a weight of nine', { interest: [{ category: 'coffee', weight: 9 }] }, 422, 'invalid_request'],
])('a decision with %s is refused', async (name, more, status, code) => {
  const world = await newWorld()
  const member = await newMember(world)
  const reply = await call<{ type: string }>('POST', '/v1/decisions', {
    ...(name === 'no token' ? {} : { bearer: member.token }),
    body: { storeId: world.store.id, ...more },
  })
  expect([reply.status, reply.body.type]).toEqual([status, `/problems/${code}`])
})

test('a decision reads the database once, and its answer says how far it has read', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  await newOffer(world)
  await buy(world, aPurchase(world, member))
  const reply = await call('POST', '/v1/decisions', {
    bearer: member.token,
    body: { storeId: world.store.id },
  })
  const bookmark = reply.headers.get('stamkund-bookmark')
  expect(bookmark).toBeTruthy()
  const again = await call('POST', '/v1/decisions', {
    bearer: member.token,
    body: { storeId: world.store.id },
    headers: { 'stamkund-bookmark': bookmark as string },
  })
  expect(again.status).toBe(200)
})

test('a claim is of the offer as it was decided: a changed offer asks for a new decision, and gives up its old reservation', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const content = { en: { headline: 'Fika' } }
  const body = {
    content,
    reward: { kind: 'percentOff', percent: 15 },
    schedule: { startsAt: Date.now() - 1000 },
  }
  const offer = await newOffer(world, { ...body, code: { kind: 'static', code: 'OLD' } })
  const before = await decisionFor(world, member)
  expect((await claimOf(member, before, offer.id)).body.code).toBe('OLD')

  const changed = await call('PUT', `/v1/offers/${offer.id}`, {
    bearer: world.key,
    body: { ...body, key: offer.key, code: { kind: 'static', code: 'NEW' }, accept: ['endless'] },
  })
  expect(changed.status).toBe(200)
  expect((await claimOf(member, before, offer.id)).body.type).toBe('/problems/decision_expired')
  const claim = await claimOf(member, await decisionFor(world, member), offer.id)
  expect(claim.body.code).toBe('NEW')
  expect(await openOf(offer.id)).toMatchObject({ open: 1 })
  expect((await validate(world, 'old')).body).toMatchObject({ valid: false, reason: 'unknown' })
})

test('a reservation holds what the basket would cost, more when the basket grows, and never past the budget', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const offer = await newOffer(world, { limits: { budgetMinor: 4_000 } })
  const blind = await decisionFor(world, member)
  // Told before it is tried: of this decision no code can be had.
  expect(blind.offers[0]).toMatchObject({ offerId: offer.id, needsBasket: true })
  const unknown = await claimOf(member, blind, offer.id)
  expect([unknown.status, unknown.body.type]).toEqual([422, '/problems/invalid_request'])
  const seen = await decisionFor(world, member, { basket: { currency: 'SEK', totalMinor: 10_000 } })
  expect(seen.offers[0]).not.toHaveProperty('needsBasket')

  const basketOf = (totalMinor: number) => ({
    currency: 'SEK',
    totalMinor,
    lines: [{ ...basket.lines[0], amountMinor: totalMinor }],
  })
  const claimOn = async (totalMinor: number) =>
    claimOf(member, await decisionFor(world, member, { basket: basketOf(totalMinor) }), offer.id)
  const other = await newMember(world)
  const early = await decisionFor(world, other, { basket: basketOf(10_000) })
  expect((await claimOn(10_000)).status).toBe(201)
  expect(await openOf(offer.id)).toEqual({ open: 1, cost: 1_500 })
  expect((await claimOn(20_000)).status).toBe(201)
  expect(await openOf(offer.id)).toEqual({ open: 1, cost: 3_000 })
  expect((await claimOf(other, early, offer.id)).body.type).toBe('/problems/offer_exhausted')
  // More than is left is not even shown.
  expect((await claimOn(40_000)).body.type).toBe('/problems/offer_not_decided')
  expect(await openOf(offer.id)).toEqual({ open: 1, cost: 3_000 })
})

test('saying "applied" again does not keep a reservation for ever', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const offer = await newOffer(world)
  const claim = await claimOf(member, await decisionFor(world, member), offer.id)
  const said = { result: 'applied', currency: 'SEK', totalBeforeMinor: 2, totalAfterMinor: 1 }
  const first = await outcome(member, claim.body.id, said)
  await scheduler.wait(20)
  const second = await outcome(member, claim.body.id, said)
  expect(second.body.expiresAt).toBe(first.body.expiresAt)
})

test('an offer that ended after the decision can’t be claimed', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const offer = await newOffer(world, { schedule: { startsAt: Date.now() - 1000, endsAt: Date.now() + 400 } })
  const decision = await decisionFor(world, member)
  await scheduler.wait(450)
  expect((await claimOf(member, decision, offer.id)).body.type).toBe('/problems/offer_exhausted')
})

test('a static code of an offer that is used up is worth nothing to anybody', async () => {
  const world = await newWorld()
  const [member, late] = [await newMember(world), await newMember(world)]
  const offer = await newOffer(world, { code: { kind: 'static', code: 'FIKA' }, limits: { total: 1 } })
  const decisions = [await decisionFor(world, member), await decisionFor(world, late)]
  expect((await validate(world, 'fika')).body.valid).toBe(true)
  await claimOf(member, decisions[0] as never, offer.id)
  expect((await claimOf(late, decisions[1] as never, offer.id)).status).toBe(409)
  expect((await validate(world, 'fika')).body).toMatchObject({ valid: false, reason: 'used' })
})

test.each([
  ['long ago', -40, 422],
  ['a year ahead', 365, 422],
  ['by a clock an hour ahead', 1 / 24, 200],
])('an outcome measured %s', async (_, days, status) => {
  const world = await newWorld()
  const member = await newMember(world)
  const offer = await newOffer(world)
  const claim = await claimOf(member, await decisionFor(world, member), offer.id)
  const reply = await outcome(member, claim.body.id, {
    result: 'cancelled',
    measuredAt: Math.round(Date.now() + days * 86_400_000),
  })
  expect(reply.status).toBe(status)
})

test('a code reserved on a small basket is not good for more than the budget holds', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const offer = await newOffer(world, { limits: { budgetMinor: 4_000 } })
  const of = (totalMinor: number) => ({
    currency: 'SEK',
    totalMinor,
    lines: [{ ...basket.lines[0], amountMinor: totalMinor }],
  })
  const claim = await claimOf(member, await decisionFor(world, member, { basket: of(10_000) }), offer.id)
  const ask = (totalMinor: number) =>
    call<CodeValidation>('POST', '/v1/codes/validate', {
      bearer: world.key,
      body: { storeId: world.store.id, code: claim.body.code, basket: of(totalMinor) },
    })
  expect((await ask(20_000)).body).toMatchObject({ valid: true, effect: { amountMinor: 3_000 } })
  expect((await ask(100_000)).body).toMatchObject({ valid: false, reason: 'used' })
})
