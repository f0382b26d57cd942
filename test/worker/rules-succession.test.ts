import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import {
  type Merchant,
  type Offer,
  OfferCreate,
  type OfferGroup,
  type Program,
  type ProgramRules,
} from '../../shared/contracts/index.ts'
import { newId } from '../../worker/db/ids.ts'
import { insertOffer, publishOffer, replaceOffer } from '../../worker/db/offers.ts'
import { call, newMerchant } from './api.ts'
import { offerBody } from './offer-scene.ts'

type Refusal = { type: string; issues: { path: string; message: string }[] }

const group = (key: string, mode: OfferGroup['mode']): OfferGroup => ({ key, name: key, mode })
const GROUPS = [group('season', 'best'), group('extras', 'stack')]
const TIERS = {
  basis: { kind: 'spend' as const },
  window: { kind: 'calendarYear' as const },
  levels: [
    { key: 'base', name: 'Base', threshold: 0 },
    { key: 'silver', name: 'Silver', threshold: 50_000 },
    { key: 'gold', name: 'Gold', threshold: 100_000 },
  ],
}

/** A programme with two groups and two tiers, its rules, and how they are replaced. */
async function scene() {
  const { key, merchantId, programId } = await newMerchant({
    offers: { groups: GROUPS },
    tiers: TIERS,
  } as never)
  const me = await call<Merchant & { program: Program }>('GET', '/v1/merchants/me', { bearer: key })
  const { rules } = me.body.program
  const replace = (change: Partial<ProgramRules>) =>
    call<Refusal>('PUT', '/v1/program/rules', { bearer: key, body: { ...rules, ...change } })
  const regroup = (...groups: OfferGroup[]) => replace({ offers: { ...rules.offers, groups } })
  const offer = async (change: Record<string, unknown>) => {
    const { status, body } = await call<Offer>('POST', '/v1/offers', {
      bearer: key,
      body: offerBody({ state: 'live', ...change }),
    })
    expect(status).toBe(201)
    return body
  }
  return { key, merchantId, programId, rules, replace, regroup, offer }
}

describe('new rules keep what live offers name', () => {
  test('a group that one is in can’t go, nor become its second that lets one offer through', async () => {
    const { key, regroup, offer } = await scene()
    const live = await offer({ stacking: { groups: ['season', 'extras'] } })
    for (const groups of [
      [],
      [group('season', 'best')],
      [group('season', 'best'), group('extras', 'inOrder')],
    ]) {
      const { status, body } = await regroup(...groups)
      expect([status, body.issues[0]?.path]).toEqual([422, '/offers/groups'])
      expect(body.issues[0]?.message).toContain(live.key)
    }
    // Another mode that leaves it at one such group is no matter, and neither is an offer that is not live.
    expect((await regroup(group('season', 'inOrder'), group('extras', 'stack'))).status).toBe(200)
    await call('PATCH', `/v1/offers/${live.id}`, { bearer: key, body: { state: 'paused' } })
    expect((await regroup()).status).toBe(200)
    const back = await call<Refusal>('PATCH', `/v1/offers/${live.id}`, {
      bearer: key,
      body: { state: 'live', accept: ['endless'] },
    })
    expect([back.status, back.body.issues[0]?.path]).toEqual([422, '/stacking/groups/0'])
  })

  test('what an offer asked for in vain before is no bar', async () => {
    const { programId, regroup, replace, offer } = await scene()
    await offer({ stacking: { groups: ['season'] } })
    await env.DB.prepare(
      "UPDATE programs SET rules = json_set(rules, '$.offers.groups', json('[]')) WHERE id = ?",
    )
      .bind(programId)
      .run()
    expect((await regroup()).status).toBe(200)
    expect((await replace({})).status).toBe(200)
  })

  test('an offer is written only into groups that are there as it is written', async () => {
    const { merchantId, programId, regroup, offer } = await scene()
    const draft = await offer({ state: 'draft', stacking: { groups: ['season'] } })
    await regroup()
    const writer = { keyId: 'key', merchantId, programId, needsApproval: false }
    const {
      state: _,
      accept: __,
      ...definition
    } = OfferCreate.parse(offerBody({ key: draft.key, stacking: { groups: ['season'] } }))
    const other = { ...definition, key: 'other' }
    const now = Date.now()
    const moved = { refused: 'moved' }
    expect(await publishOffer(env.DB, writer, draft.id, 1, now)).toEqual(moved)
    expect(await replaceOffer(env.DB, writer, draft.id, definition, 'draft', now)).toEqual(moved)
    expect(await insertOffer(env.DB, writer, newId('off'), other, 'draft', now)).toEqual(moved)
    await regroup(...GROUPS)
    expect(await insertOffer(env.DB, writer, newId('off'), other, 'draft', now)).toMatchObject({
      key: 'other',
    })
    expect(await publishOffer(env.DB, writer, draft.id, 1, now)).toMatchObject({ state: 'live' })
  })

  test('a tier that one is for can’t go', async () => {
    const { replace, rules, offer } = await scene()
    await offer({ audience: { tiers: ['gold'] } })
    const { status, body } = await replace({
      tiers: { ...rules.tiers!, levels: rules.tiers!.levels.slice(0, 2) },
    })
    expect([status, body.issues[0]?.path]).toEqual([422, '/tiers'])
  })

  test('of an offer that goes live in a group and rules that end it, both at once, one is refused', async () => {
    const { key, regroup, offer } = await scene()
    for (let round = 0; round < 12; round += 1) {
      expect((await regroup(...GROUPS)).status).toBe(200)
      const draft = await offer({ state: 'draft', stacking: { groups: ['season'] } })
      const [published, ended] = await Promise.all([
        call('PATCH', `/v1/offers/${draft.id}`, {
          bearer: key,
          body: { state: 'live', accept: ['endless'] },
        }),
        regroup(),
      ])
      expect([published.status, ended.status].sort()).toEqual([200, 422])
      await call('PATCH', `/v1/offers/${draft.id}`, { bearer: key, body: { state: 'paused' } })
    }
  })
})
