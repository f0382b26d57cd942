import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { DAY_MS, type TierChange, type TierStanding } from '../../shared/contracts/index.ts'
import { settleDue } from '../../worker/books/settle.ts'
import { listDue } from '../../worker/db/ledger.ts'
import { call } from './api.ts'
import { membershipOf, pathsOf, type Refused } from './moves-scene.ts'
import { nobody } from './scene.ts'
import { aPurchase, buy, newMember, newWorld, type World } from './world.ts'

const tiers = {
  basis: { kind: 'spend' } as const,
  window: { kind: 'calendarYear' } as const,
  levels: [
    { key: 'green', name: 'Green', threshold: 0 },
    { key: 'gold', name: 'Gold', threshold: 50_000, entitlements: { freeShipping: true } },
    { key: 'onyx', name: 'Onyx', threshold: 500_000 },
  ],
}
const untilAt = Date.now() + 90 * DAY_MS

const match = (world: World, enrolmentId: string, more: Record<string, unknown> = {}) =>
  call<TierStanding & Refused>('PUT', `/v1/enrolments/${enrolmentId}/tier`, {
    bearer: world.key,
    body: { tier: 'gold', untilAt, operator: 'Kajsa', reason: 'Gold elsewhere', ...more },
  })

const changesOf = async (world: World, enrolmentId: string, query = '') =>
  (
    await call<{ items: TierChange[]; nextCursor: string | null }>(
      'GET',
      `/v1/enrolments/${enrolmentId}/tier-changes${query}`,
      { bearer: world.key },
    )
  ).body

test('a tier given by hand stands until its end, and who gave it and why is noted', async () => {
  const world = await newWorld({ tiers })
  const member = await newMember(world)
  const given = await match(world, member.enrolmentId)
  expect(given.status).toBe(200)
  expect(given.body).toMatchObject({
    tier: 'gold',
    matchedUntilAt: untilAt,
    endsAt: untilAt,
    wouldBe: 'green',
  })
  const { tier, entitlements } = await membershipOf(member)
  expect(tier).toEqual(given.body)
  expect(entitlements.freeShipping).toBe(true)
  const { items } = await changesOf(world, member.enrolmentId)
  expect(items).toMatchObject([
    { fromTier: 'green', toTier: 'gold', why: 'match', operator: 'Kajsa', reason: 'Gold elsewhere' },
  ])
})

test('what is earned meanwhile goes on beneath, and steps are paged newest first', async () => {
  const world = await newWorld({ tiers })
  const member = await newMember(world)
  await match(world, member.enrolmentId)
  await buy(
    world,
    aPurchase(world, member, {
      totalMinor: 600_000,
      lines: [{ sku: 's', quantity: 1, amountMinor: 600_000 }],
    }),
  )
  expect((await membershipOf(member)).tier).toMatchObject({ tier: 'onyx', matchedUntilAt: untilAt })
  const first = await changesOf(world, member.enrolmentId, '?limit=1')
  expect(first.items).toMatchObject([{ fromTier: 'gold', toTier: 'onyx', why: 'earned', operator: null }])
  const rest = await changesOf(world, member.enrolmentId, `?limit=1&cursor=${first.nextCursor}`)
  expect(rest.items).toMatchObject([{ toTier: 'gold', why: 'match' }])

  // Given to somebody who stands higher it changes nothing, and is noted all the same.
  expect((await match(world, member.enrolmentId, { reason: 'again' })).body.tier).toBe('onyx')
  expect((await changesOf(world, member.enrolmentId)).items[0]).toMatchObject({
    fromTier: 'onyx',
    toTier: 'onyx',
    reason: 'again',
  })
})

test('a tier that is none is refused with its field, and nothing is written', async () => {
  const world = await newWorld({ tiers })
  const plain = await newWorld()
  const member = await newMember(world)
  const cases: [Awaited<ReturnType<typeof match>>, number, string][] = [
    [await match(world, member.enrolmentId, { tier: 'platinum' }), 422, '/tier'],
    [await match(world, member.enrolmentId, { tier: 'green' }), 422, '/tier'],
    [await match(world, member.enrolmentId, { untilAt: Date.now() - 1 }), 422, '/untilAt'],
    [await match(world, member.enrolmentId, { operator: '' }), 422, '/operator'],
    [await match(world, nobody('enr')), 404, '/enrolmentId'],
    [await match(plain, member.enrolmentId), 404, '/enrolmentId'],
    [await match(plain, (await newMember(plain)).enrolmentId), 422, '/tier'],
  ]
  for (const [reply, status, path] of cases)
    expect([reply.status, pathsOf(reply)], JSON.stringify(reply.body)).toEqual([status, [path]])
  expect((await changesOf(world, member.enrolmentId)).items).toEqual([])
})

test('matches at once take turns', async () => {
  const world = await newWorld({ tiers })
  const member = await newMember(world)
  const given = await Promise.all(
    ['gold', 'onyx', 'gold', 'onyx', 'gold'].map((tier) => match(world, member.enrolmentId, { tier })),
  )
  expect(new Set(given.map(({ status }) => status))).toEqual(new Set([200]))
  expect((await changesOf(world, member.enrolmentId)).items).toHaveLength(5)
})

test('where segments decide, a member who has left theirs falls at the review, without anybody doing anything', async () => {
  const world = await newWorld({
    tiers: {
      ...tiers,
      basis: { kind: 'segment' },
      keepsUntil: 'window',
      levels: [
        { key: 'green', name: 'Green', threshold: 0 },
        { key: 'gold', name: 'Gold', threshold: 1, segment: 'here-lately' },
      ],
    },
  })
  const rule = { signal: 'recencyDays', op: 'lte', value: 60 }
  await call('POST', '/v1/segments', {
    bearer: world.key,
    body: { key: 'here-lately', name: 'Here lately', rule },
  })
  const member = await newMember(world)
  await buy(world, aPurchase(world, member, { purchasedAt: Date.now() - DAY_MS }))
  expect((await membershipOf(member)).tier).toMatchObject({ tier: 'gold' })

  const years = 2 * 366 * DAY_MS
  await settleDue(env, 'DB', Date.now() + years, 1_000)
  expect((await changesOf(world, member.enrolmentId)).items).toMatchObject([
    { fromTier: 'gold', toTier: 'green', why: 'review' },
    { fromTier: 'green', toTier: 'gold', why: 'earned' },
  ])
})

test('a match that has ended is worked out by the clock’s job as well', async () => {
  const world = await newWorld({ tiers })
  const member = await newMember(world)
  await buy(world, aPurchase(world, member))
  expect((await match(world, member.enrolmentId)).status).toBe(200)
  await settleDue(env, 'DB', untilAt + DAY_MS, 1_000)
  expect((await changesOf(world, member.enrolmentId)).items).toMatchObject([
    { fromTier: 'gold', toTier: 'green', why: 'review', operator: null },
    { fromTier: 'green', toTier: 'gold', why: 'match', operator: 'Kajsa' },
  ])
})

test('whoever was due is due no more when the clock’s job has been, though nothing changed', async () => {
  const world = await newWorld({ tiers: { ...tiers, downgrade: 'none' } })
  const member = await newMember(world)
  await buy(
    world,
    aPurchase(world, member, { totalMinor: 60_000, lines: [{ sku: 'a', quantity: 1, amountMinor: 60_000 }] }),
  )
  const due = () =>
    env.DB.prepare('SELECT due_at FROM standings WHERE enrolment_id = ?')
      .bind(member.enrolmentId)
      .first<number>('due_at')
  // As rules that were replaced since would leave it.
  await env.DB.prepare('UPDATE standings SET due_at = 1, version = version + 1 WHERE enrolment_id = ?')
    .bind(member.enrolmentId)
    .run()
  await settleDue(env, 'DB', Date.now(), 1_000)
  expect(await due()).not.toBe(1)
  expect((await listDue(env.DB, Date.now(), 1_000)).map(({ enrolmentId }) => enrolmentId)).not.toContain(
    member.enrolmentId,
  )
})
