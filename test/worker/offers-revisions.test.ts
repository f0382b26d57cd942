import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { type Offer, OfferCreate, type OfferRevision, type OfferState } from '../../shared/contracts/index.ts'
import { replaceOffer } from '../../worker/db/offers.ts'
import { call, newMerchant } from './api.ts'
import { offerBody } from './offer-scene.ts'
import { aPurchase, buy, claimOf, decisionFor, newMember, newOffer, newWorld } from './world.ts'

const post = (bearer: string, change: Record<string, unknown> = {}) =>
  call<Offer>('POST', '/v1/offers', { bearer, body: offerBody(change) })
const put = (bearer: string, offer: Offer, change: Record<string, unknown> = {}) =>
  call<Offer>('PUT', `/v1/offers/${offer.id}`, { bearer, body: offerBody({ key: offer.key, ...change }) })
type Revisions = { items: OfferRevision[]; nextCursor: number | null }
const revisions = (bearer: string, id: string, query = '') =>
  call<Revisions>('GET', `/v1/offers/${id}/revisions${query}`, { bearer })

describe('revisions', () => {
  test('are all kept as they were made, newest first, by page and one by one', async () => {
    const { key: bearer } = await newMerchant()
    const { body: offer } = await post(bearer, { priority: 1 })
    for (const priority of [2, 3]) await put(bearer, offer, { priority })
    const { body } = await revisions(bearer, offer.id)
    expect(body.items.map(({ revision, definition }) => [revision, definition.priority])).toEqual([
      [3, 3],
      [2, 2],
      [1, 1],
    ])
    expect(body.items[0]).toMatchObject({ offerId: offer.id, approvedBy: null, approvedAt: null })
    expect(body.items[0]?.madeBy).toMatch(/^key_/)
    const page = await revisions(bearer, offer.id, '?limit=2')
    expect(page.body.nextCursor).toBe(2)
    const rest = await revisions(bearer, offer.id, `?limit=2&cursor=${page.body.nextCursor}`)
    expect(rest.body).toMatchObject({ items: [{ revision: 1 }], nextCursor: null })
    const one = await call<OfferRevision>('GET', `/v1/offers/${offer.id}/revisions/2`, { bearer })
    expect(one.body).toEqual(body.items[1])
    expect((await call('GET', `/v1/offers/${offer.id}/revisions/9`, { bearer })).status).toBe(404)
  })

  test('are gone back to by sending an earlier definition again', async () => {
    const { key: bearer } = await newMerchant()
    const { body: offer } = await post(bearer, { priority: 1, state: 'live' })
    await put(bearer, offer, { priority: 2 })
    const first = await call<OfferRevision>('GET', `/v1/offers/${offer.id}/revisions/1`, { bearer })
    const body = { ...first.body.definition, accept: ['endless'] }
    const back = await call<Offer>('PUT', `/v1/offers/${offer.id}`, { bearer, body })
    expect(back.body).toMatchObject({ revision: 3, priority: 1, state: 'live' })
  })

  test('of another merchant are as unknown as their offer', async () => {
    const [one, other] = [await newMerchant(), await newMerchant()]
    const { body: offer } = await post(one.key)
    expect((await revisions(other.key, offer.id)).status).toBe(404)
    expect((await call('GET', `/v1/offers/${offer.id}/revisions/1`, { bearer: other.key })).status).toBe(404)
  })

  test('are held by the books: none is changed, taken away or passed by', async () => {
    const { key: bearer } = await newMerchant()
    const { body: offer } = await post(bearer)
    const run = (sql: string) => env.DB.prepare(sql).bind(offer.id).run()
    await expect(run("UPDATE offer_revisions SET definition = '{}' WHERE offer_id = ?")).rejects.toThrow(
      'append-only',
    )
    await expect(run('DELETE FROM offer_revisions WHERE offer_id = ?')).rejects.toThrow('append-only')
    await expect(
      run(
        `INSERT OR REPLACE INTO offer_revisions (offer_id, revision, definition, created_at) VALUES (?, 1, '{}', 1)`,
      ),
    ).rejects.toThrow('append-only')
    await expect(
      run(`UPDATE offers SET definition = json_set(definition, '$.priority', 9) WHERE id = ?`),
    ).rejects.toThrow('stays as it was made')
    const { body } = await revisions(bearer, offer.id)
    expect(body.items).toHaveLength(1)
  })
})

describe('the key of an offer', () => {
  test('stays while others exclude it, whatever state they are in, and they are named', async () => {
    const { key: bearer } = await newMerchant()
    const { body: one } = await post(bearer, { state: 'live' })
    const others = [
      (await post(bearer, { state: 'live', stacking: { excludes: [one.key] } })).body,
      (await post(bearer, { stacking: { excludes: [one.key] } })).body,
    ]
    const refused = await call<{ type: string; detail: string }>('PUT', `/v1/offers/${one.id}`, {
      bearer,
      body: offerBody({ key: 'renamed' }),
    })
    expect(refused).toMatchObject({ status: 409, body: { type: '/problems/conflict' } })
    for (const { key } of others) expect(refused.body.detail).toContain(key)
    // All else of it can change, and the key as well once nobody excludes it.
    expect((await put(bearer, one, { priority: 9 })).body).toMatchObject({ revision: 2, priority: 9 })
    for (const other of others) await put(bearer, other)
    expect((await put(bearer, one, { key: 'renamed' })).body.key).toBe('renamed')
  })

  test('is no bar where it is another merchant’s offer that excludes one of that key', async () => {
    const [mine, theirs] = [await newMerchant(), await newMerchant()]
    const { body: one } = await post(mine.key, { key: 'fika' })
    await post(theirs.key, { key: 'fika' })
    await post(theirs.key, { stacking: { excludes: ['fika'] } })
    expect((await put(mine.key, one, { key: 'renamed' })).status).toBe(200)
  })

  test('that it had is nobody’s to exclude once it has another', async () => {
    const { key: bearer } = await newMerchant()
    const { body: one } = await post(bearer)
    const renamed = await call<{ issues: { path: string }[] }>('PUT', `/v1/offers/${one.id}`, {
      bearer,
      body: offerBody({ key: 'renamed', stacking: { excludes: [one.key] } }),
    })
    expect([renamed.status, renamed.body.issues?.[0]?.path]).toEqual([422, '/stacking/excludes/0'])
  })

  test('is renamed or excluded, when both are asked for at once', async () => {
    const { key: bearer } = await newMerchant()
    for (let round = 0; round < 8; round += 1) {
      const [{ body: one }, { body: other }] = [await post(bearer), await post(bearer)]
      await Promise.all([
        put(bearer, one, { key: `renamed-${round}` }),
        put(bearer, other, { stacking: { excludes: [one.key] } }),
      ])
      const [now, excluding] = await Promise.all(
        [one, other].map(({ id }) => call<Offer>('GET', `/v1/offers/${id}`, { bearer })),
      )
      for (const key of excluding?.body.stacking.excludes ?? []) expect(key).toBe(now?.body.key)
    }
  })
})

describe('of a new revision and a new state at once, none goes live that nobody has accepted', () => {
  const bounded = {
    schedule: { startsAt: Date.UTC(2026, 0, 1), endsAt: Date.now() + 1e9 },
    accept: undefined,
  }
  const endless = { schedule: { startsAt: Date.UTC(2026, 0, 1) }, accept: undefined }

  test.each<[string, Record<string, unknown>]>([
    ['whatever waits', {}],
    ['the revision that comes next', { revision: 2 }],
  ])('by publishing %s', async (_, more) => {
    const { key: bearer } = await newMerchant()
    for (let round = 0; round < 15; round += 1) {
      const { body: offer } = await post(bearer, bounded)
      await Promise.all([
        put(bearer, offer, endless),
        call('PATCH', `/v1/offers/${offer.id}`, { bearer, body: { state: 'live', ...more } }),
      ])
      const { body: now } = await call<Offer>('GET', `/v1/offers/${offer.id}`, { bearer })
      expect(now.state === 'live' && now.schedule.endsAt === null).toBe(false)
    }
  })

  test('a revision is written only in the state that it was looked at in', async () => {
    const { key: bearer, merchantId, programId } = await newMerchant()
    const { body: offer } = await post(bearer, { state: 'live' })
    const { state: _, accept: __, ...definition } = OfferCreate.parse(offerBody({ key: offer.key }))
    const writer = { keyId: 'key', merchantId, programId, needsApproval: false }
    const write = (state: OfferState) => replaceOffer(env.DB, writer, offer.id, definition, state, Date.now())
    expect(await write('draft')).toEqual({ refused: 'moved' })
    expect(await write('live')).toMatchObject({ revision: 2 })
  })

  test('a revision that is not there yet is refused at once', async () => {
    const { key: bearer } = await newMerchant()
    const { body: offer } = await post(bearer, { reward: { kind: 'percentOff', percent: 5 } })
    const answer = await call('PATCH', `/v1/offers/${offer.id}`, {
      bearer,
      body: { state: 'live', revision: 2 },
    })
    expect(answer.status).toBe(409)
  })
})

test('an order is worked out by the revision that its code was made on, not by the newest', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const lines = [
    { sku: 'skogsrost', category: 'Coffee', quantity: 1, amountMinor: 10_000 },
    { sku: 'kopp', category: 'Cups', quantity: 1, amountMinor: 10_000 },
  ]
  const scope = (category: string) => ({ kind: 'percentOff', percent: 20, scope: { categories: [category] } })
  const offer = await newOffer(world, { reward: scope('coffee'), code: { kind: 'minted', prefix: 'KAFFE' } })
  const decision = await decisionFor(world, member, {
    basket: { currency: 'SEK', totalMinor: 20_000, lines },
  })
  const claim = await claimOf(member, decision, offer.id)
  // The offer is about cups by the time that the order comes.
  await put(world.key, offer, { reward: scope('cups') })
  const order = aPurchase(world, null, {
    totalMinor: 18_000,
    lines,
    codes: [{ code: claim.body.code, discountMinor: 2_000 }],
  })
  await buy(world, order)
  const redemption = async () =>
    env.DB.prepare(
      'SELECT offer_revision AS revision, fell, reversed_minor AS back FROM redemptions WHERE claim_id = ?',
    )
      .bind(claim.body.id)
      .first()
  expect(await redemption()).toEqual({ revision: 1, fell: '[2000,0]', back: 0 })
  await call('POST', '/v1/returns', {
    bearer: world.key,
    body: {
      storeId: world.store.id,
      purchaseRef: order.externalRef,
      externalRef: 'the-cup',
      returnedAt: Date.now(),
      lines: [{ line: 1, quantity: 1 }],
    },
  })
  expect(await redemption()).toMatchObject({ back: 0 })
})
