import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { DAY_MS, type Receipt } from '../../shared/contracts/index.ts'
import { call } from './api.ts'
import {
  adjust,
  availableOf,
  entriesOf,
  give,
  lotsOf,
  membershipOf,
  pathsOf,
  reverse,
} from './moves-scene.ts'
import { newMember as join, nobody } from './scene.ts'
import { aPurchase, buy, newMember, newWorld } from './world.ts'

const ladder = {
  basis: { kind: 'earned', unit: 'statusCredits' } as const,
  window: { kind: 'calendarYear' } as const,
  levels: [
    { key: 'green', name: 'Green', threshold: 0 },
    { key: 'gold', name: 'Gold', threshold: 100 },
  ],
}

test('a gift can be used at once, says who gave it and why, and has a receipt', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const given = await give(world, member, {
    enrolmentId: undefined,
    memberNumber: member.member.number,
    amount: 70,
  })
  expect(given.status).toBe(201)
  expect(given.body.enrolmentId).toBe(member.enrolmentId)
  expect(given.body.entries).toMatchObject([
    {
      reason: 'gift',
      fromAccount: 'issued',
      toAccount: 'available',
      amount: 70,
      operator: 'Kajsa',
      note: 'a test',
    },
  ])
  expect(await availableOf(member)).toBe(70)
  const receipt = await call<Receipt>('GET', '/v1/members/me/entries/1/receipt', { bearer: member.token })
  expect(receipt.body.entry).toMatchObject({
    operator: 'Kajsa',
    note: 'a test',
    id: given.body.entries[0]?.id,
  })
})

test('a gift to a number enrols its member; to nobody’s number there is none', async () => {
  const world = await newWorld()
  const stranger = await join()
  const given = await give(world, await newMember(world), {
    enrolmentId: undefined,
    memberNumber: stranger.member.number,
  })
  expect(given.status).toBe(201)
  const refused = await give(world, await newMember(world), {
    enrolmentId: undefined,
    memberNumber: '7043000000000004',
  })
  expect([refused.status, pathsOf(refused)]).toEqual([404, ['/memberNumber']])
})

test('an adjustment adds, or takes soonest to expire first, and never below zero', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  await give(world, member, { amount: 40 })
  await give(world, member, { amount: 40, expiry: { kind: 'fixed', at: Date.now() + DAY_MS } })
  expect((await adjust(world, member, 20)).body.entries).toMatchObject([
    { fromAccount: 'adjusted', amount: 20 },
  ])
  const taken = await adjust(world, member, -50)
  expect(taken.body.entries).toHaveLength(2)
  expect((await lotsOf(member)).map(({ remaining }) => remaining)).toEqual([30, 0, 20])

  const refused = await adjust(world, member, -51)
  expect([refused.status, pathsOf(refused)]).toEqual([409, ['/amount']])
  expect(refused.body.type).toBe('/problems/insufficient_points')
  expect(await availableOf(member)).toBe(50)
})

test('forty keys sent five times each are forty adjustments', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const keys = Array.from({ length: 40 }, () => crypto.randomUUID())
  const send = async (key: string): Promise<number> => {
    const { status } = await adjust(world, member, 1, {}, { 'idempotency-key': key })
    if (status !== 409) return status
    await scheduler.wait(20)
    return send(key)
  }
  await Promise.all(keys.flatMap((key) => Array.from({ length: 5 }, () => send(key))))
  expect(await availableOf(member)).toBe(40)
  // Their answers lost, as where a worker died before it gave them.
  await env.DB.prepare('DELETE FROM idempotency_keys').run()
  await Promise.all(keys.slice(0, 8).map(send))
  expect(await availableOf(member)).toBe(40)
})

test('a correction is the mirror of its entry, once, and gives the rule’s cap its room back', async () => {
  const rule = { key: 'purchases', give: { kind: 'fixed', amount: 50 }, caps: { perMember: 50 } } as const
  const world = await newWorld({ returnWindowDays: 0, earn: [rule] })
  const member = await newMember(world)
  await buy(world, aPurchase(world, member))
  const [earned] = await entriesOf(member)
  const corrected = await reverse(world, earned?.id)
  expect(corrected.status).toBe(201)
  expect(corrected.body.entries).toMatchObject([
    {
      reason: 'reverse',
      reverses: earned?.id,
      fromAccount: 'available',
      toAccount: 'issued',
      amount: 50,
      lotId: earned?.lotId,
    },
  ])
  expect(await availableOf(member)).toBe(0)
  expect((await entriesOf(member))[0]).toEqual(earned)

  const again = await reverse(world, earned?.id)
  expect([again.status, again.body.reason]).toEqual([409, 'reversed'])
  expect(await entriesOf(member)).toHaveLength(2)
  const [second] = await buy(world, aPurchase(world, member))
  expect(second?.earned).toMatchObject([{ amount: 50, cut: null }])
})

test('ten who correct the same entry at once do it once', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const given = await give(world, member)
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => reverse(world, given.body.entries[0]?.id)),
  )
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(await availableOf(member)).toBe(0)
})

test('what is gone from its lot is not corrected, nor what is a step of something else', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const given = await give(world, member, { amount: 40 })
  const taken = await adjust(world, member, -1)
  const used = await reverse(world, given.body.entries[0]?.id)
  expect([used.status, used.body.type, used.body.reason]).toEqual([
    409,
    '/problems/reversal_refused',
    'lotUsed',
  ])
  // The taking is corrected first, and then the gift.
  expect((await reverse(world, taken.body.entries[0]?.id)).status).toBe(201)
  expect((await reverse(world, given.body.entries[0]?.id)).status).toBe(201)
  const [, , mirror] = await entriesOf(member)
  expect((await reverse(world, mirror?.id)).body.reason).toBe('notByItself')
  expect(await availableOf(member)).toBe(0)

  expect((await reverse(world, nobody('ent'))).status).toBe(404)
  const other = await newWorld()
  expect((await reverse(other, given.body.entries[0]?.id)).status).toBe(404)
})

test('pending points are corrected while they are pending', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  await buy(
    world,
    aPurchase(world, member),
    aPurchase(world, member, { purchasedAt: Date.now() - 20 * DAY_MS }),
  )
  const [pending] = (await entriesOf(member)).filter(({ toAccount }) => toAccount === 'pending')
  expect((await reverse(world, pending?.id)).status).toBe(201)
  expect((await membershipOf(member)).balances[0]).toMatchObject({ available: 200, pending: 0, releases: [] })
})

test('a return does not take back again what has been corrected', async () => {
  const world = await newWorld({ returnWindowDays: 0, returns: { clawBack: 'debt' } })
  const member = await newMember(world)
  const purchase = aPurchase(world, member)
  await buy(world, purchase)
  await give(world, member, { amount: 500 })
  const [earned] = await entriesOf(member)
  await reverse(world, earned?.id)
  for (const [at, externalRef] of ['r1', 'r2'].entries()) {
    const reply = await call<{ pointsClawedBack: number }>('POST', '/v1/returns', {
      bearer: world.key,
      body: {
        storeId: world.store.id,
        purchaseRef: purchase.externalRef,
        externalRef,
        returnedAt: Date.now(),
        lines: [{ line: 0, quantity: 1 }],
      },
    })
    expect([at, reply.status, reply.body.pointsClawedBack]).toEqual([at, 201, 0])
  }
  expect(await availableOf(member)).toBe(500)
})

test('status credits given by hand count towards the tier, and taken back no longer', async () => {
  const world = await newWorld({ units: { points: {}, statusCredits: {} }, tiers: ladder })
  const member = await newMember(world)
  const given = await give(world, member, { unit: 'statusCredits', amount: 120 })
  expect((await membershipOf(member)).tier).toMatchObject({ tier: 'gold', counted: 120 })
  await reverse(world, given.body.entries[0]?.id)
  expect((await membershipOf(member)).tier).toMatchObject({ tier: 'gold', counted: 0 })
})

test('status credits that are adjusted count towards the tier as well, both ways', async () => {
  const world = await newWorld({ units: { points: {}, statusCredits: {} }, tiers: ladder })
  const member = await newMember(world)
  const more = { unit: 'statusCredits' }
  const added = await adjust(world, member, 120, more)
  expect((await membershipOf(member)).tier).toMatchObject({ tier: 'gold', counted: 120 })
  await adjust(world, member, -50, more)
  expect((await membershipOf(member)).tier).toMatchObject({ tier: 'gold', counted: 70 })
  await adjust(world, member, 50)
  expect((await membershipOf(member)).tier).toMatchObject({ counted: 70 })
  expect(added.status).toBe(201)
})

test('what is amiss is refused with its field, and nothing is written', async () => {
  const world = await newWorld({ tiers: { ...ladder, basis: { kind: 'spend' } } })
  const member = await newMember(world)
  const cases: [Awaited<ReturnType<typeof give>>, number, string][] = [
    [await give(world, member, { unit: 'stamps' }), 422, '/unit'],
    [await give(world, member, { unit: 'miles' }), 422, '/unit'],
    [await give(world, member, { amount: 0 }), 422, '/amount'],
    [await give(world, member, { amount: -5 }), 422, '/amount'],
    [await give(world, member, { amount: 2.5 }), 422, '/amount'],
    [await give(world, member, { operator: ' ' }), 422, '/operator'],
    [await give(world, member, { reason: undefined }), 422, '/reason'],
    [await give(world, member, { memberNumber: member.member.number }), 422, '/memberNumber'],
    [await give(world, member, { enrolmentId: undefined }), 422, '/memberNumber'],
    [await give(world, member, { enrolmentId: nobody('enr') }), 404, '/enrolmentId'],
    [await give(world, member, { expiry: { kind: 'fixed', at: Date.now() - 1 } }), 422, '/expiry/at'],
    [
      await give(world, member, { expiry: { kind: 'rolling', months: 6, exceptTiers: ['gold', 'onyx'] } }),
      422,
      '/expiry/exceptTiers/1',
    ],
    [await adjust(world, member, 0), 422, '/amount'],
    [await adjust(world, member, 0.5), 422, '/amount'],
    [await adjust(world, member, -(10 ** 12)), 422, '/amount'],
    [await adjust(world, member, 5, { unit: 'storedValue' }), 422, '/unit'],
    [await adjust(world, member, 5, { operator: undefined }), 422, '/operator'],
    [await adjust(world, member, -5), 409, '/amount'],
  ]
  for (const [reply, status, path] of cases) {
    expect([reply.status, pathsOf(reply)], JSON.stringify(reply.body)).toEqual([status, [path]])
  }
  expect(await entriesOf(member)).toEqual([])
})

test('it takes a key with the right, and another programme’s member is nobody', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const { body } = await call<{ key: string }>('POST', '/v1/keys', {
    bearer: world.key,
    body: { name: 'till', scopes: ['purchases:write', 'members:read'] },
  })
  expect((await give({ ...world, key: body.key }, member)).status).toBe(403)
  expect((await adjust({ ...world, key: body.key }, member, 1)).status).toBe(403)
  const other = await newWorld()
  expect((await give(other, member)).status).toBe(404)
  expect((await adjust(other, member, 1)).status).toBe(404)
})
