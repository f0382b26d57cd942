import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import {
  DAY_MS,
  type MemberPlan,
  type Membership,
  type ProgramRules,
  Subscription,
} from '../../shared/contracts/index.ts'
import { currentPlans, savingsOfPurchase, savingsTakenBack } from '../../shared/ledger/plans/index.ts'
import { insertSavings, readMemberPlans, readSavingsOfPurchase, savingsIn } from '../../worker/db/savings.ts'
import { findRefunded, readStripeContext, readStripeSettings } from '../../worker/db/stripe.ts'
import { readOpening, subscriptionsColumn, subscriptionsIn } from '../../worker/db/subscriptions.ts'
import { openSecret, sealSecret } from '../../worker/http/sealed-secret.ts'
import { call } from './api.ts'
import { newMember as join, nobody } from './scene.ts'
import { coop, planOf, plansOf, planWorld, plus, subscriptionOf, unique } from './stripe-scene.ts'
import { aPurchase, buy, newMember, type TestMember, type World } from './world.ts'

const why = { operator: 'Karin', reason: 'paid at the till' }
type Refused = Subscription & { type?: string; reason?: string; issues?: { path: string }[] }

const give = (world: World, member: TestMember, more: Record<string, unknown> = {}) =>
  call<Refused>('POST', '/v1/subscriptions', {
    bearer: world.key,
    body: { memberNumber: member.member.number, plan: 'plus', ...why, ...more },
  })
const act = (world: World, id: string, action: string, body: Record<string, unknown> = {}) =>
  call<Refused>('POST', `/v1/subscriptions/${id}/${action}`, { bearer: world.key, body: { ...why, ...body } })
const ask = (member: TestMember, action: string, body?: unknown, plan = 'plus') =>
  call<Refused>('POST', `/v1/members/me/plans/${plan}/${action}`, { bearer: member.token, body })

/** Moves a subscription back in time, as if it had begun and been paid that long ago. */
const age = (id: string, ms: number) =>
  env.DB.prepare(
    `UPDATE subscriptions SET version = version + 1, started_at = started_at - ?2, term_starts_at = term_starts_at - ?2,
       term_ends_at = term_ends_at - ?2, trial_ends_at = trial_ends_at - ?2 WHERE id = ?1`,
  )
    .bind(id, ms)
    .run()

/** A member who has the plan, by hand. */
async function having(more: Record<string, unknown> = {}) {
  const scene = await planWorld()
  const { status, body } = await give(scene.world, scene.member, more)
  if (status !== 201) throw new Error(`giving answered ${status}: ${JSON.stringify(body)}`)
  return { ...scene, given: body as Subscription }
}

describe('a plan given by hand', () => {
  test('is the member’s from now on, for a term, at the plan’s price', async () => {
    const { member, given } = await having()
    expect(given).toMatchObject({
      plan: 'plus',
      state: 'active',
      feeMinor: 59_900,
      source: 'hand',
      currency: 'SEK',
    })
    expect((given.termEndsAt as number) - given.termStartsAt).toBeGreaterThanOrEqual(365 * DAY_MS)
    expect(await subscriptionOf(member)).toEqual(given)
  })

  test('can be a trial, or a lifetime, or cost something else', async () => {
    const { world, member } = await planWorld()
    expect((await give(world, member, { trial: true })).body).toMatchObject({ state: 'trial', feeMinor: 0 })
    expect((await give(world, member, { plan: 'coop', paidMinor: 100 })).body).toMatchObject({
      termEndsAt: null,
      feeMinor: 100,
    })
    expect((await plansOf(member)).filter(({ subscription }) => subscription)).toHaveLength(2)
  })

  test('is found by pseudonym as well', async () => {
    const { world, member } = await planWorld()
    const { status } = await give(world, member, { memberNumber: undefined, enrolmentId: member.enrolmentId })
    expect(status).toBe(201)
  })

  test.each([
    ['no plan of that name', { plan: 'gold' }, 422, '/plan'],
    ['a trial of a plan without one', { plan: 'coop', trial: true }, 422, '/trial'],
    ['a trial that was paid for', { trial: true, paidMinor: 5 }, 422, '/paidMinor'],
    ['nobody', { memberNumber: undefined }, 422, '/memberNumber'],
    ['two names', { enrolmentId: nobody('enr') }, 422, '/memberNumber'],
    ['a number with a wrong digit', { memberNumber: '7043000000000005' }, 422, '/memberNumber'],
    ['a fraction', { paidMinor: 1.5 }, 422, '/paidMinor'],
    ['no operator', { operator: '' }, 422, '/operator'],
    ['no reason', { reason: ' ' }, 422, '/reason'],
    ['a field nobody knows', { refundOwedMinor: 5 }, 422, '/refundOwedMinor'],
  ])('is refused for %s', async (_, more, expected, path) => {
    const { world, member } = await planWorld()
    const { status, body } = await give(world, member, more)
    expect(status).toBe(expected)
    expect(body.issues?.map((issue) => issue.path)).toContain(path)
    expect(await subscriptionOf(member)).toBeNull()
  })

  test('is refused to members of other programmes, and to keys without the right', async () => {
    const [{ world, member }, other] = [await planWorld(), await planWorld()]
    const foreign = await give(world, member, {
      memberNumber: undefined,
      enrolmentId: other.member.enrolmentId,
    })
    expect(foreign.status).toBe(404)
    const { body } = await call<{ key: string }>('POST', '/v1/keys', {
      bearer: world.key,
      body: { name: 'reads', scopes: ['members:read'] },
    })
    expect((await give({ ...world, key: body.key }, member)).status).toBe(403)
    const given = await give(other.world, other.member)
    expect((await act(world, given.body.id, 'end')).status).toBe(404)
  })

  test('enrols a member with it, and nobody where it is refused', async () => {
    const { world } = await planWorld()
    const { member } = await join()
    const to = (more: object) =>
      call<Refused>('POST', '/v1/subscriptions', {
        bearer: world.key,
        body: { memberNumber: member.number, plan: 'plus', ...why, ...more },
      })
    const enrolments = () =>
      env.DB.prepare(
        'SELECT (SELECT count(*) FROM enrolments WHERE program_id = ?1) + (SELECT count(*) FROM pseudonyms WHERE program_id = ?1) AS n',
      )
        .bind(world.programId)
        .first<number>('n')
    const before = await enrolments()
    expect((await to({ plan: 'gold' })).status).toBe(422)
    expect((await to({ plan: 'coop', trial: true })).status).toBe(422)
    expect(await to({ memberNumber: '7043000000000004' })).toMatchObject({
      status: 404,
      body: { issues: [{ path: '/memberNumber' }] },
    })
    expect(await enrolments()).toBe(before)
    const replies = await Promise.all([1, 2, 3, 4].map(() => to({})))
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409])
    expect(await enrolments()).toBe((before as number) + 2)
  })

  test('twice at once is given once', async () => {
    const { world, member } = await planWorld()
    const replies = await Promise.all([1, 2, 3].map(() => give(world, member)))
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    expect(replies.find(({ status }) => status === 409)?.body).toMatchObject({
      type: '/problems/subscription_refused',
      reason: 'alreadyCurrent',
    })
  })

  test('that has lapsed begins anew, and the old one is closed', async () => {
    const { world, member, given } = await having()
    await age(given.id, 400 * DAY_MS)
    expect(await subscriptionOf(member)).toBeNull()
    const again = await give(world, member)
    expect(again.status).toBe(201)
    const old = await call<Subscription>('GET', `/v1/subscriptions/${given.id}`, { bearer: world.key })
    expect(old.body).toMatchObject({ state: 'ended', endedAt: (given.termEndsAt as number) - 393 * DAY_MS })
  })
})

describe('what happens to it by hand', () => {
  test('is paid, cancelled, resumed, given back and ended, each with who and why', async () => {
    const { world, member, given } = await having()
    const { id } = given
    const paid = await act(world, id, 'pay', { paidMinor: 50_000 })
    expect(paid.body).toMatchObject({ feeMinor: 109_900, termStartsAt: given.termStartsAt })
    expect(paid.body.termEndsAt).toBeGreaterThan((given.termEndsAt as number) + 364 * DAY_MS)
    expect((await act(world, id, 'cancel')).body.state).toBe('endsAtTerm')
    expect((await act(world, id, 'resume')).body.state).toBe('active')
    expect((await act(world, id, 'refund', { amountMinor: 9_900 })).body.refundedMinor).toBe(9_900)
    const ended = (await act(world, id, 'end')).body
    expect(ended.state).toBe('ended')
    // All but the milliseconds since, rounded up, and less what came back before.
    expect(ended.refundOwedMinor).toBeGreaterThan(99_990)
    expect(ended.refundOwedMinor).toBeLessThanOrEqual(100_000)
    expect(await subscriptionOf(member)).toBeNull()
    expect(
      (await act(world, id, 'refund', { amountMinor: ended.refundOwedMinor })).body.refundOwedMinor,
    ).toBe(0)
    const events = await env.DB.prepare(
      'SELECT type, operator, note FROM subscription_events WHERE subscription_id = ? ORDER BY id',
    )
      .bind(id)
      .all<{ type: string; operator: string; note: string }>()
    expect(events.results.map(({ type }) => type).sort()).toEqual(
      ['cancelled', 'ended', 'paid', 'refunded', 'refunded', 'resumed', 'started'].sort(),
    )
    for (const { operator, note } of events.results) expect({ operator, reason: note }).toEqual(why)
  })

  test.each([
    ['resume', {}, 'notCancelled'],
    ['refund', { amountMinor: 59_901 }, 'moreThanPaid'],
  ])('%s is refused where it can’t be: %s', async (action, body, reason) => {
    const { world, given } = await having()
    expect(await act(world, given.id, action, body)).toMatchObject({
      status: 409,
      body: { type: '/problems/subscription_refused', reason },
    })
  })

  test('nothing happens to what is over', async () => {
    const { world, given } = await having()
    await act(world, given.id, 'end', { refund: false })
    for (const action of ['pay', 'cancel', 'resume', 'end'])
      expect((await act(world, given.id, action)).body.reason, action).toBe('over')
  })

  test('ended at once by many is ended once', async () => {
    const { world, given } = await having()
    const replies = await Promise.all([1, 2, 3, 4].map(() => act(world, given.id, 'end')))
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
  })

  test('sent again with its key it is done once', async () => {
    const { world, given } = await having()
    const pay = () =>
      call<Subscription>('POST', `/v1/subscriptions/${given.id}/pay`, {
        bearer: world.key,
        body: why,
        headers: { 'idempotency-key': `pay-${given.id}` },
      })
    const [first, second] = [await pay(), await pay()]
    expect(second.body).toEqual(first.body)
    expect(first.body.feeMinor).toBe(2 * 59_900)
  })

  test('a fee that can’t be kept is refused, alone or on top of another', async () => {
    const { world, member, given } = await having()
    const most = 1_000_000_000_000
    expect(await act(world, given.id, 'pay', { paidMinor: most })).toMatchObject({
      status: 409,
      body: { type: '/problems/subscription_refused', reason: 'feeTooLarge' },
    })
    expect((await subscriptionOf(member))?.feeMinor).toBe(59_900)
    const rest = await act(world, given.id, 'pay', { paidMinor: most - 59_900 })
    expect(rest).toMatchObject({ status: 200, body: { feeMinor: most } })
  })

  test('is paid ahead only as far as it can be told', async () => {
    const { world, given } = await having()
    for (let year = 0; ; year += 1) {
      const { status, body } = await act(world, given.id, 'pay', { paidMinor: 0 })
      if (status !== 200) {
        expect([status, body.reason]).toEqual([409, 'termOutOfTime'])
        expect(year).toBeGreaterThan(60)
        break
      }
      Subscription.parse(body)
    }
    const kept = await call<Subscription>('GET', `/v1/subscriptions/${given.id}`, { bearer: world.key })
    expect(Subscription.parse(kept.body).state).toBe('active')
  })

  test('late pays for the term that was due, and after a lapse for a new one', async () => {
    const { world, member, given } = await having()
    await age(given.id, 368 * DAY_MS)
    expect((await subscriptionOf(member))?.state).toBe('grace')
    const due = (given.termEndsAt as number) - 368 * DAY_MS
    expect((await act(world, given.id, 'pay')).body).toMatchObject({ state: 'active', termStartsAt: due })
    await age(given.id, 400 * DAY_MS)
    const before = Date.now()
    expect((await act(world, given.id, 'pay')).body.termStartsAt).toBeGreaterThanOrEqual(before)
  })

  test('is listed page by page, of this programme alone', async () => {
    const { world, given } = await having()
    const another = await give(world, await newMember(world))
    await having()
    type Page = { items: Subscription[]; nextCursor: string | null }
    const page = (query: string) =>
      call<Page>('GET', `/v1/subscriptions?${query}`, { bearer: world.key }).then(({ body }) => body)
    const first = await page('limit=1')
    expect(first.items).toEqual([given])
    const second = await page(`limit=1&cursor=${first.nextCursor}`)
    expect(second).toEqual({ items: [another.body], nextCursor: null })
    await age(given.id, 400 * DAY_MS)
    expect((await page('limit=1')).items[0]?.state).toBe('ended')
  })
})

describe('a member', () => {
  test('sees every plan with what it gives, and the way out of their own', async () => {
    const { member, given } = await having()
    const [own, other] = (await plansOf(member)) as [MemberPlan, MemberPlan]
    expect(own.plan).toMatchObject({ key: 'plus', price: plus.price, entitlements: plus.entitlements })
    expect(JSON.stringify(own)).not.toContain('price_plus')
    expect(own.breakEven).toMatchObject({
      feeMinor: 59_900,
      savedMinor: 0,
      netMinor: -59_900,
      verdict: 'tooEarly',
    })
    expect(own.wayOut?.endsAt).toBe(given.termEndsAt)
    expect(own.wayOut?.refundMinor).toBeGreaterThan(59_890)
    expect(other).toMatchObject({
      plan: { key: 'coop', name: coop.name },
      subscription: null,
      breakEven: null,
      wayOut: null,
    })
  })

  test('is told plainly when the plan does not pay, and what comes back', async () => {
    const { member, given } = await having()
    await age(given.id, ((given.termEndsAt as number) - given.termStartsAt) / 2)
    const { breakEven, wayOut } = await planOf(member)
    expect(breakEven?.verdict).toBe('behind')
    expect(breakEven?.refundMinor).toBe(wayOut?.refundMinor)
    expect(Math.abs((wayOut?.refundMinor as number) - 29_950)).toBeLessThanOrEqual(1)
  })

  test('leaves at the end of the term, and may come back before it', async () => {
    const { member } = await having()
    expect((await ask(member, 'cancel', {})).body.state).toBe('endsAtTerm')
    expect((await ask(member, 'cancel', {})).body.state).toBe('endsAtTerm')
    expect((await ask(member, 'resume')).body.state).toBe('active')
    expect((await ask(member, 'resume')).body.reason).toBe('notCancelled')
  })

  test('leaves at once with money owed, which the merchant sees', async () => {
    const { world, member, given } = await having()
    const { body } = await ask(member, 'cancel', { refund: true })
    expect(body).toMatchObject({ state: 'ended', id: given.id })
    expect(body.refundOwedMinor).toBeGreaterThan(59_890)
    const seen = await call<Subscription>('GET', `/v1/subscriptions/${given.id}`, { bearer: world.key })
    expect(seen.body).toEqual(body)
    expect(await ask(member, 'cancel', { refund: true })).toMatchObject({ status: 404 })
  })

  test('who left sees what is owed until it has come back, and the new plan once there is one', async () => {
    const { world, member, given } = await having()
    const left = (await ask(member, 'cancel', { refund: true })).body
    const owed = left.refundOwedMinor
    expect(owed).toBeGreaterThan(59_890)
    const seen = await planOf(member)
    expect(seen).toMatchObject({ subscription: left, breakEven: null, wayOut: null })
    expect(left).toMatchObject({ state: 'ended', endedAt: expect.any(Number) })
    expect(seen.checkoutReference).toBeTruthy()
    const { body } = await call<Membership>('GET', '/v1/members/me/membership', { bearer: member.token })
    expect(body.plans.find(({ plan }) => plan.key === 'plus')).toEqual(seen)
    expect(body.entitlements.freeShipping ?? false).toBe(false)
    await act(world, given.id, 'refund', { amountMinor: owed })
    expect((await planOf(member)).subscription).toEqual({
      ...left,
      refundedMinor: owed,
      refundOwedMinor: 0,
    })
    const again = (await give(world, member)).body
    expect(again.id).not.toBe(given.id)
    expect(await planOf(member)).toMatchObject({ subscription: again, wayOut: { endsAt: again.termEndsAt } })
    await act(world, again.id, 'end', { refund: false })
    expect((await planOf(member)).subscription?.id).toBe(again.id)
  })

  test('no longer sees what ended 90 days ago, unless something of it is owed', async () => {
    const { world, member, given } = await having()
    await ask(member, 'cancel', { refund: true })
    const end = (daysBack: number) =>
      env.DB.prepare('UPDATE subscriptions SET version = version + 1, ended_at = ?2 WHERE id = ?1')
        .bind(given.id, Date.now() - daysBack * DAY_MS)
        .run()
    await end(400)
    const { refundOwedMinor } = (await planOf(member)).subscription as Subscription
    expect(refundOwedMinor).toBeGreaterThan(0)
    await act(world, given.id, 'refund', { amountMinor: refundOwedMinor })
    expect((await planOf(member)).subscription).toBeNull()
    await end(89)
    expect((await planOf(member)).subscription?.id).toBe(given.id)
  })

  test('sees one that lapsed as ended, for as long', async () => {
    const { member, given } = await having()
    await age(given.id, 400 * DAY_MS)
    expect(await planOf(member)).toMatchObject({
      subscription: { id: given.id, state: 'ended' },
      breakEven: null,
      wayOut: null,
    })
    await age(given.id, 90 * DAY_MS)
    expect((await planOf(member)).subscription).toBeNull()
  })

  test('is not let out for nothing by mistake: a trial or a plan without refunds is cancelled instead', async () => {
    const { member } = await having({ trial: true })
    expect(await ask(member, 'cancel', { refund: true })).toMatchObject({
      status: 409,
      body: { reason: 'noRefund' },
    })
    expect((await ask(member, 'cancel', {})).body.state).toBe('endsAtTerm')
    expect((await ask(member, 'resume')).body.state).toBe('trial')
  })

  test('can’t touch anybody else’s, nor a plan they lack', async () => {
    const { world } = await having()
    const stranger = await newMember(world)
    expect((await ask(stranger, 'cancel', {})).status).toBe(404)
    expect((await ask(stranger, 'cancel', {}, 'gold')).status).toBe(404)
    expect((await call('GET', '/v1/members/me/plans')).status).toBe(401)
  })

  test('leaving twice at once is owed once', async () => {
    const { world, member, given } = await having()
    const replies = await Promise.all([1, 2, 3].map(() => ask(member, 'cancel', { refund: true })))
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    const events = await env.DB.prepare(
      "SELECT 1 FROM subscription_events WHERE subscription_id = ? AND type = 'ended'",
    )
      .bind(given.id)
      .all()
    expect(events.results).toHaveLength(1)
    expect(world).toBeTruthy()
  })
})

describe('what a plan saved', () => {
  /** A purchase on record, and what it saved. */
  async function saved() {
    const scene = await having()
    const { world, member, given } = scene
    const order = aPurchase(world, member, { externalRef: unique() })
    const [result] = await buy(world, order)
    const { plans } = { plans: [plus, coop] as never[] }
    const savings = savingsOfPurchase(
      {
        id: result?.purchaseId as string,
        enrolmentId: member.enrolmentId,
        purchasedAt: Date.now(),
        benefits: [
          { kind: 'freeShipping', amountMinor: 4_900 },
          { kind: 'memberPrice', amountMinor: 2_000 },
        ],
        offers: [],
        rewards: [],
      },
      [given],
      plans,
    )
    return { ...scene, order, savings, write: (rows = savings) => env.DB.batch(insertSavings(env.DB, rows)) }
  }

  test('is on the member’s meter', async () => {
    const { member, write } = await saved()
    await write()
    expect((await planOf(member)).breakEven).toMatchObject({
      savedMinor: 6_900,
      netMinor: 6_900 - 59_900,
      saved: [
        { kind: 'freeShipping', amountMinor: 4_900 },
        { kind: 'memberPrice', amountMinor: 2_000 },
      ],
    })
  })

  test('comes with the order as the shop measured it, and goes back with what is returned', async () => {
    const { world, member } = await having()
    const order = aPurchase(world, member, {
      externalRef: unique(),
      purchasedAt: Date.now(),
      benefits: [
        { kind: 'freeShipping', amountMinor: 4_900 },
        { kind: 'memberPrice', amountMinor: 2_000 },
      ],
      totalMinor: 20_000,
      lines: [{ sku: 'a', quantity: 2, amountMinor: 20_000 }],
    })
    await buy(world, order)
    await buy(world, order)
    expect((await planOf(member)).breakEven?.savedMinor).toBe(6_900)
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
    await back('one')
    await back('one')
    expect((await planOf(member)).breakEven?.savedMinor).toBe(5_900)
    await back('two')
    expect((await planOf(member)).breakEven).toMatchObject({ savedMinor: 0, saved: [] })
  })

  test('is taken off what leaving at once gives back, where the plan says so', async () => {
    const { world, member } = await having()
    const rules = (
      await call<{ program: { rules: ProgramRules } }>('GET', '/v1/merchants/me', { bearer: world.key })
    ).body.program.rules
    const plans = rules.plans.map((plan) => ({ ...plan, refund: 'proRataLessSaved' }))
    await call('PUT', '/v1/program/rules', { bearer: world.key, body: { ...rules, plans } })
    const before = (await planOf(member)).wayOut?.refundMinor ?? 0
    const benefits = [{ kind: 'freeShipping', amountMinor: 4_900 }]
    await buy(world, aPurchase(world, member, { externalRef: unique(), purchasedAt: Date.now(), benefits }))
    const { wayOut, breakEven } = await planOf(member)
    expect(before - (wayOut?.refundMinor ?? 0)).toBeGreaterThanOrEqual(4_900)
    expect(breakEven?.refundMinor).toBe(wayOut?.refundMinor)
    const left = await ask(member, 'cancel', { refund: true })
    expect(left.body.refundOwedMinor).toBeLessThanOrEqual(wayOut?.refundMinor ?? 0)
    expect(left.body.refundOwedMinor).toBeGreaterThan(before - 4_900 - 100)
  })

  test('is kept once by purchase and kind, and never rewritten', async () => {
    const { write, savings } = await saved()
    await write()
    await expect(write()).rejects.toThrow(/UNIQUE/)
    const id = savings[0]?.sourceId
    for (const sql of [
      'UPDATE savings SET amount_minor = 1 WHERE source_id = ?',
      'DELETE FROM savings WHERE source_id = ?',
    ])
      await expect(env.DB.prepare(sql).bind(id).run()).rejects.toThrow(/append-only/)
  })

  test('goes back with a return, and no more of it than there was', async () => {
    const { world, member, write, order } = await saved()
    await write()
    const read = async () => {
      const [rows] = await env.DB.batch([readSavingsOfPurchase(env.DB, world.store.id, order.externalRef)])
      return savingsIn(rows)
    }
    const half = savingsTakenBack(await read(), `ret_${unique()}`, {
      backMinor: 10_000,
      goodsMinor: 20_000,
      whole: false,
    })
    await write(half)
    expect((await planOf(member)).breakEven?.savedMinor).toBe(5_900)
    const rest = savingsTakenBack(await read(), `ret_${unique()}`, {
      backMinor: 20_000,
      goodsMinor: 20_000,
      whole: true,
    })
    await write(rest)
    expect((await planOf(member)).breakEven).toMatchObject({ savedMinor: 0, saved: [] })
    await expect(write(rest.map((one) => ({ ...one, sourceId: `ret_${unique()}` })))).rejects.toThrow(
      /more saving/,
    )
  })

  test('in an earlier term is not counted in this one', async () => {
    const { world, member, write, given, savings } = await saved()
    await write(savings.map((one) => ({ ...one, savedAt: given.termStartsAt - 400 * DAY_MS })))
    expect((await planOf(member)).breakEven?.savedMinor).toBe(0)
    expect(world).toBeTruthy()
  })
})

describe('what reads of others need', () => {
  test('is one row, by index', async () => {
    const { member, given } = await having()
    const sql = `SELECT e.id, ${subscriptionsColumn('e.id')} AS subscriptions FROM enrolments e WHERE e.id = ?1`
    const row = await env.DB.prepare(sql).bind(member.enrolmentId).first<{ subscriptions: string }>()
    const subscriptions = subscriptionsIn(row?.subscriptions as string)
    expect(subscriptions).toEqual([given])
    const good = currentPlans(subscriptions, [plus, coop] as never[], Date.now())
    expect(good.map(({ plan }) => plan.key)).toEqual(['plus'])
    const nothing = await env.DB.prepare(`SELECT ${subscriptionsColumn('?1')} AS s`)
      .bind('enr_none')
      .first<{ s: string }>()
    expect(subscriptionsIn(nothing?.s as string)).toEqual([])
  })

  test('looks rows up, and scans no table that grows', async () => {
    const asked: string[] = []
    const db = {
      prepare(sql: string) {
        asked.push(sql)
        return env.DB.prepare(sql)
      },
      batch: (statements: D1PreparedStatement[]) => env.DB.batch(statements),
    } as Pick<D1Database, 'prepare' | 'batch'>
    await readMemberPlans(db, 'prg', 'enr', Date.now())
    await readOpening(db, 'prg', 'enr')
    await readStripeContext(db, {
      programId: 'prg',
      stripeId: 'sub',
      externalId: 'evt',
      enrolmentId: null,
      payments: [],
    })
    await findRefunded(db, 'prg', ['pi'], 'cus')
    await readStripeSettings(db, 'prg')
    readSavingsOfPurchase(db, 'sto', 'ref')
    for (const sql of asked) {
      const count = Math.max(
        ...[...sql.matchAll(/\?(\d)/g)].map(([, n]) => Number(n)),
        (sql.match(/\?(?!\d)/g) ?? []).length,
      )
      const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .bind(...Array.from({ length: count }, () => '[]'))
        .all<{ detail: string }>()
      const scans = results
        .map(({ detail }) => detail)
        .filter((detail) => /^SCAN (?!j\b|json_each|CONSTANT)/.test(detail))
      expect(scans, sql).toEqual([])
      const plan = results.map(({ detail }) => detail).join('\n')
      expect(plan, sql).not.toMatch(/TEMP B-TREE FOR ORDER BY/)
      if (sql.includes("s.state = 'ended'")) {
        expect(plan).toContain('USING INDEX subscriptions_over')
        expect(plan).not.toContain('TEMP B-TREE')
      }
    }
  })
})

describe('the database', () => {
  test('lets two writers of one version not both win, and nothing that ended begin again', async () => {
    const { world, given } = await having()
    const set = (sql: string) =>
      env.DB.prepare(`UPDATE subscriptions SET ${sql} WHERE id = ?`).bind(given.id).run()
    await expect(set("state = 'active'")).rejects.toThrow(/stale subscription/)
    await expect(set("version = version + 1, plan = 'gold'")).rejects.toThrow(/keep their member/)
    await expect(set("version = version + 1, state = 'ended'")).rejects.toThrow(/CHECK/)
    await expect(set('version = version + 1, refunded_minor = fee_minor + 1')).rejects.toThrow(/CHECK/)
    await act(world, given.id, 'end')
    await expect(set("version = version + 1, state = 'active', ended_at = NULL")).rejects.toThrow(
      /keep their/,
    )
  })

  test('keeps every event as it happened', async () => {
    const { given } = await having()
    for (const sql of [
      "UPDATE subscription_events SET fact = '{}'",
      "UPDATE subscription_events SET note = 'no'",
      'DELETE FROM subscription_events',
    ])
      await expect(env.DB.prepare(`${sql} WHERE subscription_id = ?`).bind(given.id).run()).rejects.toThrow(
        /append-only/,
      )
  })
})

describe('a sealed secret', () => {
  test('opens under its own context, and after the signing keys were rotated', async () => {
    const sealed = await sealSecret(env, 'a', 'whsec_x')
    expect(sealed).not.toContain('whsec_x')
    expect(await sealSecret(env, 'a', 'whsec_x')).not.toBe(sealed)
    expect(await openSecret(env, 'a', sealed)).toBe('whsec_x')
    expect(await openSecret(env, 'b', sealed)).toBeNull()
    const old = JSON.parse(env.SIGNING_KEYS) as Record<string, string>
    const newer = { next: 'bmV4dC1vbmx5LW5leHQtb25seS1uZXh0LW9ubHktMTI' }
    const rotated = { ...env, SIGNING_KEYS: JSON.stringify({ ...newer, ...old }) }
    expect(await openSecret(rotated, 'a', sealed)).toBe('whsec_x')
    expect(await openSecret(env, 'a', await sealSecret(rotated, 'a', 'whsec_x'))).toBeNull()
    expect(await openSecret({ ...env, SIGNING_KEYS: JSON.stringify(newer) }, 'a', sealed)).toBeNull()
  })

  test('that was changed does not open', async () => {
    const sealed = await sealSecret(env, 'a', 'whsec_x')
    for (const wrong of [
      '',
      'a',
      `${sealed.slice(0, -2)}AA`,
      sealed.replace('.', '.A'),
      `${sealed}.x`.slice(1),
    ])
      expect(await openSecret(env, 'a', wrong)).toBeNull()
  })
})
