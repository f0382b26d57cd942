import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import type { ApiKeyCreated, Offer, OfferRevision } from '../../shared/contracts/index.ts'
import { call, newMerchant } from './api.ts'
import { offerBody } from './offer-scene.ts'

type Answer = Offer & { type?: string }
const newKey = async (bearer: string, ...scopes: string[]) =>
  (await call<ApiKeyCreated>('POST', '/v1/keys', { bearer, body: { name: scopes.join(' '), scopes } })).body
const setApproval = (bearer: string, offerApproval: boolean) =>
  call<{ type?: string; offerApproval?: boolean; approvalEndAskedBy?: string }>('PATCH', '/v1/merchants/me', {
    bearer,
    body: { offerApproval },
  })
const post = (bearer: string, change: Record<string, unknown> = {}) =>
  call<Answer>('POST', '/v1/offers', { bearer, body: offerBody(change) })
const put = (bearer: string, offer: Offer, change: Record<string, unknown> = {}) =>
  call<Answer>('PUT', `/v1/offers/${offer.id}`, { bearer, body: offerBody({ key: offer.key, ...change }) })
const move = (bearer: string, { id }: Offer, state: string, more: Record<string, unknown> = {}) =>
  call<Answer>('PATCH', `/v1/offers/${id}`, { bearer, body: { state, accept: ['endless'], ...more } })

/** A merchant that asks for approval: the owner's key, one that writes, and one that approves. */
async function careful() {
  const { key: owner } = await newMerchant()
  const [writer, approver] = [await newKey(owner, 'offers:write'), await newKey(owner, 'offers:approve')]
  expect((await setApproval(owner, true)).status).toBe(200)
  return { owner, writer: writer.key, approver: approver.key, approverId: approver.id }
}

describe('asking for approval', () => {
  test('takes two keys that can approve, or a merchant would lock itself out', async () => {
    const { key: owner } = await newMerchant()
    const refused = await setApproval(owner, true)
    expect(refused).toMatchObject({ status: 409, body: { type: '/problems/approval_needs_two' } })
    const ended = await newKey(owner, 'offers:approve')
    await call('DELETE', `/v1/keys/${ended.id}`, { bearer: owner })
    expect((await setApproval(owner, true)).status).toBe(409)
    await newKey(owner, 'offers:approve')
    expect((await setApproval(owner, true)).body).toMatchObject({ offerApproval: true })
    expect((await call('GET', '/v1/merchants/me', { bearer: owner })).body).toMatchObject({
      offerApproval: true,
    })
  })

  test('is changed only by a key that can approve', async () => {
    const { writer } = await careful()
    expect((await setApproval(writer, false)).status).toBe(403)
  })

  test('ends by two keys: what one asks for alone goes on waiting, and so does what it made', async () => {
    const { owner, writer, approver } = await careful()
    const both = await newKey(owner, 'offers:write', 'offers:approve')
    const { body: offer } = await post(both.key, { state: 'proposed' })
    for (let times = 0; times < 2; times += 1)
      expect((await setApproval(both.key, false)).body).toMatchObject({
        offerApproval: true,
        approvalEndAskedBy: both.id,
      })
    expect((await move(both.key, offer, 'live')).status).toBe(403)
    const { body: ended } = await setApproval(approver, false)
    expect(ended.offerApproval).toBe(false)
    expect(ended).not.toHaveProperty('approvalEndAskedBy')
    expect((await move(writer, offer, 'live')).status).toBe(200)
  })

  test('is not ended by a key that asked and took it back, was revoked or is another merchant’s', async () => {
    const { owner, approver } = await careful()
    const [thief, other] = [await newKey(owner, 'offers:approve'), await careful()]
    await setApproval(owner, false)
    expect((await setApproval(owner, true)).body).not.toHaveProperty('approvalEndAskedBy')
    await setApproval(other.approver, false)
    await setApproval(thief.key, false)
    await call('DELETE', `/v1/keys/${thief.id}`, { bearer: owner })
    expect((await setApproval(approver, false)).body.offerApproval).toBe(true)
    expect((await setApproval(owner, false)).body.offerApproval).toBe(false)
  })

  test('is held by the books: a write that no other key asked for ends nothing', async () => {
    const { owner } = await careful()
    const { body } = await call<{ id: string }>('GET', '/v1/merchants/me', { bearer: owner })
    const end = env.DB.prepare('UPDATE merchants SET offer_approval = 0 WHERE id = ?').bind(body.id)
    await expect(end.run()).rejects.toThrow('two keys')
  })

  test('is off at first: whoever writes an offer publishes it', async () => {
    const { key: owner } = await newMerchant()
    expect((await post(owner, { state: 'live' })).body.state).toBe('live')
  })
})

describe('where approval is asked for', () => {
  test('a key that can’t approve proposes, and another one lets it go live', async () => {
    const { writer, approver, approverId } = await careful()
    const straight = await post(writer, { state: 'live' })
    expect(straight).toMatchObject({ status: 403, body: { type: '/problems/approval_needed' } })
    const { body: offer } = await post(writer, { state: 'proposed' })
    expect(offer.state).toBe('proposed')
    expect((await move(writer, offer, 'live')).status).toBe(403)
    expect((await move(approver, offer, 'live')).body).toMatchObject({ state: 'live', revision: 1 })
    const { body } = await call<OfferRevision>('GET', `/v1/offers/${offer.id}/revisions/1`, {
      bearer: approver,
    })
    expect(body.approvedBy).toBe(approverId)
    expect(body.approvedAt).toBeGreaterThan(0)
  })

  test('nobody approves their own revision, whatever they may do else', async () => {
    const { owner, approver } = await careful()
    expect((await post(owner, { state: 'live' })).status).toBe(403)
    const { body: offer } = await post(owner, { state: 'proposed' })
    expect(await move(owner, offer, 'live')).toMatchObject({
      status: 403,
      body: { type: '/problems/approval_needed' },
    })
    expect((await move(approver, offer, 'live')).status).toBe(200)
    const own = env.DB.prepare(
      'INSERT INTO offer_approvals (offer_id, revision, key_id, approved_at) SELECT offer_id, revision, made_by, 1 FROM offer_revisions WHERE offer_id = ?',
    )
    await expect(own.bind(offer.id).run()).rejects.toThrow('their own revision')
  })

  test('a live offer stays as it is while its next revision waits, and goes over to it at once', async () => {
    const { owner, writer, approver } = await careful()
    const { body: offer } = await post(writer, { state: 'proposed', priority: 1 })
    await move(approver, offer, 'live')
    const { body: waiting } = await put(writer, offer, { priority: 2, limits: { total: 7 } })
    expect(waiting).toMatchObject({
      state: 'live',
      revision: 1,
      proposedRevision: 2,
      priority: 1,
      limits: {},
    })
    // A proposal made anew takes the place of the one before, which nobody can approve any more.
    expect((await put(owner, offer, { priority: 3, limits: { total: 9 } })).body.proposedRevision).toBe(3)
    expect((await move(approver, offer, 'live', { revision: 2 })).status).toBe(409)
    const { body: after } = await move(approver, offer, 'live', { revision: 3 })
    expect(after).toMatchObject({ revision: 3, priority: 3, limits: { total: 9 } })
    expect(after.proposedRevision).toBeUndefined()
    const total = await env.DB.prepare('SELECT limit_total FROM offers WHERE id = ?')
      .bind(offer.id)
      .first('limit_total')
    expect(total).toBe(9)
  })

  test('what has to be accepted is what waits, not what is live', async () => {
    const { writer, approver } = await careful()
    const { body: offer } = await post(writer, { state: 'proposed', limits: { total: 7 } })
    expect((await move(approver, offer, 'live', { accept: [] })).status).toBe(200)
    await put(writer, offer, { limits: {} })
    expect(await move(approver, offer, 'live', { accept: [] })).toMatchObject({
      status: 422,
      body: { type: '/problems/warning_not_accepted' },
    })
    expect((await move(approver, offer, 'live')).body).toMatchObject({ revision: 2, limits: {} })
  })

  test('a key that others exclude by then stays when what waits is let through', async () => {
    const { writer, approver } = await careful()
    const { body: offer } = await post(writer, { state: 'proposed' })
    await move(approver, offer, 'live')
    await put(writer, offer, { key: `${offer.key}-anew` })
    const { body: other } = await post(writer, { stacking: { excludes: [offer.key] } })
    const refused = await move(approver, offer, 'live')
    expect(refused).toMatchObject({ status: 409, body: { detail: expect.stringContaining(other.key) } })
    await put(writer, other)
    expect((await move(approver, offer, 'live')).body.key).toBe(`${offer.key}-anew`)
  })

  test('a revision that waits holds the keys that it excludes as well', async () => {
    const { writer, approver } = await careful()
    const [{ body: offer }, { body: other }] = [
      await post(writer, { state: 'proposed' }),
      await post(writer, { state: 'proposed' }),
    ]
    for (const one of [offer, other]) await move(approver, one, 'live')
    await put(writer, other, { stacking: { excludes: [offer.key] } })
    expect((await put(writer, offer, { key: `${offer.key}-anew` })).status).toBe(409)
  })

  test('pausing is for anybody who writes offers, and what waits goes on waiting; a draft takes it back', async () => {
    const { writer, approver } = await careful()
    const { body: offer } = await post(writer, { state: 'proposed' })
    await move(approver, offer, 'live')
    await put(writer, offer, { priority: 2 })
    expect((await move(writer, offer, 'paused')).body).toMatchObject({ state: 'paused', proposedRevision: 2 })
    expect((await move(writer, offer, 'live')).status).toBe(403)
    expect((await move(writer, offer, 'draft')).body.proposedRevision).toBeUndefined()
    expect((await put(writer, offer, { priority: 4 })).body).toMatchObject({ state: 'draft', revision: 3 })
  })

  test('of two that approve and propose at once, what goes live is what was looked at', async () => {
    const { writer, approver } = await careful()
    const { body: offer } = await post(writer, { state: 'proposed', priority: 1 })
    const [approved] = await Promise.all([
      move(approver, offer, 'live', { revision: 1 }),
      put(writer, offer, { priority: 2 }),
    ])
    const { body: now } = await call<Offer>('GET', `/v1/offers/${offer.id}`, { bearer: writer })
    if (approved.status === 200) expect(now).toMatchObject({ state: 'live', revision: 1, priority: 1 })
    else expect(now).toMatchObject({ state: 'proposed', revision: 2, priority: 2 })
  })

  test('a code that another live offer has by then is refused, and both stay as they were', async () => {
    const { writer, approver } = await careful()
    const code = (text: string) => ({ code: { kind: 'static', code: text } })
    const { body: one } = await post(writer, { state: 'proposed', ...code('ETT') })
    const { body: two } = await post(writer, { state: 'proposed', ...code('TVA') })
    await move(approver, one, 'live')
    expect((await put(writer, one, code('TVA'))).body.proposedRevision).toBe(2)
    await move(approver, two, 'live')
    expect((await move(approver, one, 'live')).status).toBe(409)
    const { body: still } = await call<Offer>('GET', `/v1/offers/${one.id}`, { bearer: writer })
    expect(still).toMatchObject({ revision: 1, state: 'live', code: { code: 'ETT' } })
  })
})
