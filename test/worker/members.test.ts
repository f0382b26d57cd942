import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, test, vi } from 'vitest'
import {
  DAY_MS,
  isMemberNumber,
  type MemberCreated,
  type MemberSelf,
  type PairingCode,
  type PickupOrder,
  type RewardOrder,
  type Subscription,
  withCheckDigit,
} from '../../shared/contracts/index.ts'
import { enrolMembers } from '../../worker/db/enrolments.ts'
import { sha256Hex } from '../../worker/http/bytes.ts'
import worker from '../../worker/index.ts'
import { deliverMail } from '../../worker/jobs/mail.ts'
import { call } from './api.ts'
import { newCafe, orderAhead } from './pickup-scene.ts'
import { account, cancel, newReward, order, REWARD_RULES, richMember } from './reward-scene.ts'
import { newMember, newSession, newShop, nobody } from './scene.ts'
import { newMember as newMemberOf, newWorld } from './world.ts'

type MailPage = { mails: { recipient: string; subject: string }[] }

const tokenOf = async (member: MemberCreated) => (await newSession(member)).accessToken
const me = (bearer: string) => call<MemberSelf>('GET', '/v1/members/me', { bearer })

describe('joining', () => {
  test('asks for nothing, and gives a number that a till can check', async () => {
    const { member, deviceSecret } = await newMember('da')
    expect(isMemberNumber(member.number)).toBe(true)
    expect(member.locale).toBe('da')
    const row = await env.DB.prepare('SELECT secret_hash FROM devices WHERE member_id = ?')
      .bind(member.id)
      .first<{ secret_hash: string }>()
    expect(row?.secret_hash).toBe(await sha256Hex(deviceSecret))
  })

  test.each([
    [{ locale: 'xx' }, '/locale'],
    [{ locale: 7 }, '/locale'],
    [{ email: 'a@b.example' }, '/email'],
    [[], ''],
  ])('with %j is refused', async (body, path) => {
    const refused = await call<{ issues: { path: string }[] }>('POST', '/v1/members', { body })
    expect(refused.status).toBe(422)
    expect(refused.body.issues.map((issue) => issue.path)).toContain(path)
  })

  test('numbers notice any digit mistyped', () => {
    const number = withCheckDigit('704312345678901')
    expect(isMemberNumber(number)).toBe(true)
    for (let place = 0; place < 16; place += 1) {
      const wrong = number.slice(0, place) + ((Number(number[place]) + 1) % 10) + number.slice(place + 1)
      expect(isMemberNumber(wrong)).toBe(false)
    }
    // The worked example of ISO/IEC 7812-1 and many textbooks: 7992739871 has the check digit 3.
    expect(withCheckDigit('7992739871')).toBe('79927398713')
  })
})

describe('another device', () => {
  const pair = async (bearer: string) =>
    (await call<PairingCode>('POST', '/v1/members/me/pairing-codes', { bearer })).body.code
  const redeem = (code: string) => call<MemberCreated>('POST', '/v1/devices', { body: { code } })

  test('comes in with a code, however it is typed, once', async () => {
    const member = await newMember()
    const code = await pair(await tokenOf(member))
    const typed = code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
    const second = await redeem(typed)
    expect(second.status).toBe(201)
    expect(second.body.member).toEqual(member.member)
    expect((await redeem(code)).status).toBe(404)

    const self = await me(await tokenOf(second.body))
    expect(self.body.devices).toHaveLength(2)
    expect(self.body.devices.find((device) => device.current)?.id).toBe(second.body.deviceId)
  })

  test('of ten who type the same code at once, one comes in', async () => {
    const member = await newMember()
    const code = await pair(await tokenOf(member))
    const answers = await Promise.all(Array.from({ length: 10 }, () => redeem(code)))
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1)
    expect((await me(await tokenOf(member))).body.devices).toHaveLength(2)
  })

  test('does not come in with a code that is old, replaced or made up', async () => {
    const bearer = await tokenOf(await newMember())
    const replaced = await pair(bearer)
    const old = await pair(bearer)
    await env.DB.prepare('UPDATE pairing_codes SET expires_at = ? WHERE code_hash = ?')
      .bind(Date.now() - 1, await sha256Hex(old.replace('-', '')))
      .run()
    for (const code of [replaced, old, '0000-0000', '', '💥']) expect((await redeem(code)).status).toBe(404)
    expect((await redeem('x'.repeat(21))).status).toBe(422)
  })

  test('can be ended by its member, and by nobody else', async () => {
    const [member, stranger] = [await newMember(), await newMember()]
    const bearer = await tokenOf(member)
    const second = (await redeem(await pair(bearer))).body
    const path = `/v1/members/me/devices/${second.deviceId}`
    expect((await call('DELETE', path, { bearer: await tokenOf(stranger) })).status).toBe(404)
    expect((await call('DELETE', path, { bearer })).status).toBe(204)
    expect((await call('DELETE', path, { bearer })).status).toBe(404)
    expect((await call('DELETE', `/v1/members/me/devices/${nobody('dev')}`, { bearer })).status).toBe(404)
    const { deviceId, deviceSecret } = second
    expect((await call('POST', '/v1/sessions', { body: { deviceId, deviceSecret } })).status).toBe(401)
  })
})

describe('a device that has been ended', () => {
  /** A member with two devices, the second one ended while its token still runs. */
  async function withEnded() {
    const member = await newMember()
    const bearer = await tokenOf(member)
    const { body } = await call<PairingCode>('POST', '/v1/members/me/pairing-codes', { bearer })
    const second = (await call<MemberCreated>('POST', '/v1/devices', { body: { code: body.code } })).body
    const ended = await tokenOf(second)
    const waiting = await call<PairingCode>('POST', '/v1/members/me/pairing-codes', { bearer: ended })
    const path = `/v1/members/me/devices/${second.deviceId}`
    expect((await call('DELETE', path, { bearer })).status).toBe(204)
    return { member, bearer, ended, waiting: waiting.body.code }
  }

  test('lets no device in, ends none, proves no address and erases nobody, though its token still runs', async () => {
    const { member, bearer, ended } = await withEnded()
    expect((await me(ended)).status).toBe(200)
    for (const [method, path, body] of [
      ['POST', '/v1/members/me/pairing-codes', undefined],
      ['DELETE', `/v1/members/me/devices/${member.deviceId}`, undefined],
      ['DELETE', '/v1/members/me', undefined],
      ['POST', '/v1/members/me/emails', { email: 'ended@post.example' }],
    ] as const) {
      const refused = await call(method, path, { bearer: ended, body })
      expect(refused.status, path).toBe(401)
      expect(refused.body.type).toBe('/problems/unauthenticated')
    }
    expect((await me(bearer)).body.devices).toHaveLength(1)
  })

  test('leaves no pairing code behind to come back with, and takes no other’s away', async () => {
    const { bearer, ended, waiting } = await withEnded()
    expect((await call('POST', '/v1/devices', { body: { code: waiting } })).status).toBe(404)
    const fresh = await call<PairingCode>('POST', '/v1/members/me/pairing-codes', { bearer })
    await call('POST', '/v1/members/me/pairing-codes', { bearer: ended })
    expect((await call('POST', '/v1/devices', { body: { code: fresh.body.code } })).status).toBe(201)
  })

  test('answers no mail that it asked for while it was one', async () => {
    const member = await newMember()
    const bearer = await tokenOf(member)
    await call('POST', '/v1/members/me/emails', { bearer, body: { email: 'late@post.example' } })
    const mails = await call<MailPage>('GET', '/dev/mail', { headers: { accept: 'application/json' } })
    const mail = mails.body.mails.find(({ recipient }) => recipient === 'late@post.example')
    const code = /\d{6}/.exec(mail?.subject ?? '')?.[0]
    await call('DELETE', `/v1/members/me/devices/${member.deviceId}`, { bearer })
    const body = { email: 'late@post.example', code }
    expect((await call('POST', '/v1/members/me/emails/confirm', { bearer, body })).status).toBe(422)
  })
})

describe('an e-mail address', () => {
  const ask = (bearer: string, email: string) =>
    call('POST', '/v1/members/me/emails', { bearer, body: { email } })
  const confirm = (bearer: string, email: string, code: string) =>
    call('POST', '/v1/members/me/emails/confirm', { bearer, body: { email, code } })
  const mailsTo = async (recipient: string) =>
    (await call<MailPage>('GET', '/dev/mail', { headers: { accept: 'application/json' } })).body.mails.filter(
      (mail) => mail.recipient === recipient,
    )
  const codeTo = async (recipient: string) =>
    /\d{6}/.exec((await mailsTo(recipient))[0]?.subject ?? '')?.[0] as string
  const another = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

  test('is proved by the code mailed to it, and kept as a hash alone', async () => {
    const [member, { programId }] = [await newMember('ru'), await newShop()]
    const bearer = await tokenOf(member)
    const email = 'Vera.K@Post.example'
    expect((await ask(bearer, email)).status).toBe(202)
    const hash = await sha256Hex('vera.k@post.example')
    expect(await enrolMembers(env, programId, 'DB', [['email', hash]], Date.now())).toEqual(new Map())

    expect(
      (await confirm(bearer, ' vera.k@post.example'.trim(), await codeTo('vera.k@post.example'))).status,
    ).toBe(204)
    expect((await me(bearer)).body.verifiedEmails).toBe(1)
    expect(
      (await enrolMembers(env, programId, 'DB', [['email', hash]], Date.now())).has(`email ${hash}`),
    ).toBe(true)
    const { results } = await env.DB.prepare('SELECT * FROM member_emails WHERE member_id = ?')
      .bind(member.member.id)
      .all()
    expect(JSON.stringify(results)).not.toMatch(/vera/i)
    // Proved already: nothing to answer, so nothing is sent.
    expect((await ask(bearer, email)).status).toBe(202)
    expect(await mailsTo('vera.k@post.example')).toHaveLength(1)
  })

  test('is not proved by a sixth guess, even a right one, nor by asking anew', async () => {
    const bearer = await tokenOf(await newMember())
    const email = 'guess@post.example'
    await ask(bearer, email)
    const code = await codeTo(email)
    for (let guess = 0; guess < 4; guess += 1)
      expect((await confirm(bearer, email, another(code))).status).toBe(422)
    expect((await ask(bearer, email)).status).toBe(202)
    const newer = await codeTo(email)
    expect((await confirm(bearer, email, another(newer))).status).toBe(422)
    expect((await confirm(bearer, email, newer)).status).toBe(422)
    expect((await ask(bearer, email)).status).toBe(429)
    expect((await me(bearer)).body.verifiedEmails).toBe(0)
  })

  test('is not proved by another member’s code, nor by one too old', async () => {
    const [one, other] = [await tokenOf(await newMember()), await tokenOf(await newMember())]
    const email = 'shared@post.example'
    await ask(one, email)
    const code = await codeTo(email)
    expect((await confirm(other, email, code)).status).toBe(422)
    await env.DB.prepare('UPDATE member_emails SET code_expires_at = ? WHERE email_hash = ?')
      .bind(Date.now() - 1, await sha256Hex(email))
      .run()
    expect((await confirm(one, email, code)).status).toBe(422)
  })

  /** Members are made anew, past the limit on each: what is counted here is the address. */
  const strangers = (number: number) =>
    Promise.all(Array.from({ length: number }, async () => tokenOf(await newMember())))

  test('is mailed five times in a quarter of an hour, however many members ask, and whoever of them is erased', async () => {
    const email = 'bombed@post.example'
    const answers: number[] = []
    // Without the limits of the platform, which count each location for itself.
    const ask = async (bearer: string) => {
      const request = new Request('http://localhost/v1/members/me/emails', {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
        body: JSON.stringify({ email }),
      })
      const context = createExecutionContext()
      const { LIMIT_EMAIL: _, ...unlimited } = env
      const answer = await worker.fetch(request, unlimited, context)
      await waitOnExecutionContext(context)
      return answer.status
    }
    for (const bearer of await strangers(8)) {
      answers.push(await ask(bearer))
      await call('DELETE', '/v1/members/me', { bearer })
    }
    expect(answers).toEqual([202, 202, 202, 202, 202, 429, 429, 429])
    const [late] = await strangers(1)
    await env.DB.prepare('UPDATE email_counts SET ends_at = ? WHERE email_hash = ?')
      .bind(Date.now() - 1, await sha256Hex(email))
      .run()
    expect(await ask(late as string)).toBe(202)
  })

  test('is guessed at ten times, however many members guess, and whoever of them is erased', async () => {
    const email = 'guessed@post.example'
    const owner = await tokenOf(await newMember())
    await ask(owner, email)
    const theirs = await codeTo(email)
    for (const bearer of await strangers(2)) {
      expect((await ask(bearer, email)).status).toBe(202)
      const code = await codeTo(email)
      for (let guess = 0; guess < 5; guess += 1) await confirm(bearer, email, another(code))
      await call('DELETE', '/v1/members/me', { bearer })
    }
    expect((await confirm(owner, email, theirs)).status).toBe(422)
    expect((await ask(owner, email)).status).toBe(429)
    const row = await env.DB.prepare('SELECT attempts FROM email_counts WHERE email_hash = ?')
      .bind(await sha256Hex(email))
      .first<{ attempts: number }>()
    expect(row?.attempts).toBe(10)
  })

  test('asked about is forgotten when it no longer counts', async () => {
    const [bearer] = await strangers(1)
    await ask(bearer as string, 'counted@post.example')
    const hash = await sha256Hex('counted@post.example')
    const counted = () => env.DB.prepare('SELECT 1 FROM email_counts WHERE email_hash = ?').bind(hash).all()
    await deliverMail(env, Date.now())
    expect((await counted()).results).toHaveLength(1)
    await deliverMail(env, Date.now() + 16 * 60_000)
    expect((await counted()).results).toHaveLength(0)
  })

  test('goes to the member who proves it last: they read its mail now', async () => {
    const [one, other] = [await tokenOf(await newMember()), await tokenOf(await newMember())]
    const email = 'moved@post.example'
    for (const bearer of [one, other]) {
      await ask(bearer, email)
      expect((await confirm(bearer, email, await codeTo(email))).status).toBe(204)
    }
    expect((await me(one)).body.verifiedEmails).toBe(0)
    expect((await me(other)).body.verifiedEmails).toBe(1)
  })

  test.each(['', 'no-at-sign', 'a@b', `${'x'.repeat(250)}@post.example`, 'a@b.example\r\nBcc: c@d.example'])(
    '%j is refused',
    async (email) => {
      const bearer = await tokenOf(await newMember())
      expect((await ask(bearer, email)).status).toBe(422)
    },
  )

  test('leaves the outbox when it has been sent, and comes back when it could not be', async () => {
    const bearer = await tokenOf(await newMember())
    await ask(bearer, 'sent@post.example')
    // Local mode shows it, in its own time: only then it can be made to wait again.
    const shown = () => env.DB.prepare("SELECT sent_at FROM outbox WHERE recipient = 'sent@post.example'")
    await vi.waitUntil(async () => (await shown().first<{ sent_at: number | null }>())?.sent_at)
    await env.DB.prepare("UPDATE outbox SET sent_at = NULL WHERE recipient = 'sent@post.example'").run()
    const sent: unknown[] = []
    const live = { ...env, STAMKUND_MODE: 'live' as const, MAIL_FROM: 'no-reply@stamkund.example' }
    const broken = { send: () => Promise.reject(new Error('the mail server is out')) }
    await deliverMail({ ...live, MAIL: broken as unknown as SendEmail }, Date.now())
    expect(await mailsTo('sent@post.example')).toHaveLength(1)
    const working = { send: async (mail: unknown) => sent.push(mail) }
    await deliverMail({ ...live, MAIL: working as unknown as SendEmail }, Date.now())
    expect(sent).toMatchObject([{ to: 'sent@post.example', from: 'no-reply@stamkund.example' }])
    expect(await mailsTo('sent@post.example')).toHaveLength(0)
  })
})

describe('a member', () => {
  test('sees their enrolments and the stores behind them, and nobody else’s', async () => {
    const [{ store, programId }, member] = [await newShop(), await newMember()]
    const { accessToken, enrolmentId } = await newSession(member, store.id)
    const { body } = await me(accessToken)
    expect(body.enrolments).toEqual([
      { programId, enrolmentId, stores: [{ storeId: store.id, name: store.name, origin: store.origin }] },
    ])
    expect((await me(await tokenOf(await newMember()))).body.enrolments).toEqual([])
    expect((await call('GET', '/v1/members/me')).status).toBe(401)
  })

  test('who is erased leaves no trace of who they were, and books that stay', async () => {
    const [{ store }, member] = [await newShop(), await newMember()]
    const { accessToken, enrolmentId } = await newSession(member, store.id)
    const body = { email: 'erased@post.example' }
    await call('POST', '/v1/members/me/emails', { bearer: accessToken, body })
    await call('POST', '/v1/members/me/pairing-codes', { bearer: accessToken })
    expect((await call('DELETE', '/v1/members/me', { bearer: accessToken })).status).toBe(204)
    const mails = await env.DB.prepare("SELECT 1 FROM outbox WHERE recipient = 'erased@post.example'").all()
    expect(mails.results).toEqual([])
    for (const table of ['members', 'devices', 'pseudonyms', 'pairing_codes', 'member_emails', 'outbox']) {
      const column = table === 'members' ? 'id' : 'member_id'
      const left = await env.DB.prepare(`SELECT count(*) AS n FROM ${table} WHERE ${column} = ?`)
        .bind(member.member.id)
        .first<{ n: number }>()
      expect(left?.n, table).toBe(0)
    }
    const book = await env.DB.prepare('SELECT 1 FROM standings WHERE enrolment_id = ?')
      .bind(enrolmentId)
      .all()
    expect(book.results).toHaveLength(1)

    const { deviceId, deviceSecret } = member
    expect((await call('POST', '/v1/sessions', { body: { deviceId, deviceSecret } })).status).toBe(401)
    expect((await me(accessToken)).status).toBe(404)
    expect((await call('DELETE', '/v1/members/me', { bearer: accessToken })).status).toBe(204)
    expect(
      (await call('POST', '/v1/members/me/emails', { bearer: accessToken, body: { email: 'a@b.example' } }))
        .status,
    ).toBe(401)
  })

  test('who is erased is erased, though a shop’s clock has closed the day they would leave on', async () => {
    const shop = await newWorld(REWARD_RULES)
    const place = { eventAt: Date.now() + 30 * DAY_MS, place: 'Rosteriet', capacity: 5 }
    const seat = await newReward(shop, { goods: { kind: 'seat', ...place } })
    const leaving = await richMember(shop, 500)
    const ordered = await order(leaving, seat.key)
    await env.DB.prepare('UPDATE programs SET sealed_until = ? WHERE id = ?')
      .bind(Date.now() + DAY_MS, shop.programId)
      .run()
    expect((await call('DELETE', '/v1/members/me', { bearer: leaving.token })).status).toBe(204)
    const left = await call<RewardOrder>('GET', `/v1/reward-orders/${ordered.id}`, { bearer: shop.key })
    expect(left.body.state).toBe('ordered')
    const known = await env.DB.prepare('SELECT 1 FROM pseudonyms WHERE enrolment_id = ?')
      .bind(leaving.enrolmentId)
      .all()
    expect(known.results).toEqual([])
  })

  test('who is erased leaves the queue, the counter and their plan, in every programme they are in', async () => {
    const plans = [
      {
        key: 'plus',
        name: 'Plus',
        price: { amountMinor: 36_500, currency: 'SEK' },
        term: 'year' as const,
        refund: 'proRata' as const,
        entitlements: { freeShipping: true },
      },
    ]
    const [shop, cafe] = [await newWorld({ ...REWARD_RULES, plans }), await newCafe()]
    const place = { eventAt: Date.now() + 30 * DAY_MS, place: 'Rosteriet', capacity: 1, waitingList: true }
    const [full, free, gift] = [
      await newReward(shop, { goods: { kind: 'seat', ...place } }),
      await newReward(shop, { goods: { kind: 'seat', ...place } }),
      await newReward(shop, { goods: { kind: 'gift', name: 'A mug' } }),
    ]
    const [leaving, seated, next] = [
      await richMember(shop, 500),
      await richMember(shop),
      await richMember(shop),
    ]
    const ahead = await order(seated, full.key)
    const waits = await order(leaving, full.key)
    const seat = await order(leaving, free.key)
    const sent = await order(leaving, gift.key)
    const behind = await order(next, free.key)
    const given = await call<Subscription>('POST', '/v1/subscriptions', {
      bearer: shop.key,
      body: { enrolmentId: leaving.enrolmentId, plan: 'plus', operator: 'Karin', reason: 'paid at the till' },
    })
    const elsewhere = await newSession(leaving, cafe.store.id)
    const coffee = await orderAhead(cafe, { ...leaving, token: elsewhere.accessToken, enrolmentId: '' })
    expect([given.status, coffee.status]).toEqual([201, 201])

    expect((await call('DELETE', '/v1/members/me', { bearer: leaving.token })).status).toBe(204)
    const stateOf = async ({ id }: { id: string }) =>
      (await call<RewardOrder>('GET', `/v1/reward-orders/${id}`, { bearer: shop.key })).body.state
    expect(await Promise.all([waits, seat, sent, behind].map(stateOf))).toEqual([
      'cancelled',
      'cancelled',
      // The shop knows where it goes.
      'ordered',
      'ordered',
    ])
    expect(await account(leaving)).toEqual({ available: 400, held: 0, owed: 0 })
    expect((await cancel(seated, ahead.id)).status).toBe(200)
    expect(await stateOf(waits)).toBe('cancelled')

    const picked = await call<{ items: PickupOrder[] }>('GET', `/v1/pickups?storeId=${cafe.store.id}`, {
      bearer: cafe.key,
    })
    expect(picked.body.items).toMatchObject([{ id: coffee.body.id, state: 'cancelled' }])

    const path = `/v1/subscriptions/${given.body.id}`
    const ended = (await call<Subscription>('GET', path, { bearer: shop.key })).body
    expect(ended.state).toBe('ended')
    // What the plan gives back for the days left is owed, as when the shop ends it: a day may have begun.
    expect(ended.refundOwedMinor).toBeGreaterThan(36_000)
    const pay = { operator: 'Karin', reason: 'late' }
    expect((await call('POST', `${path}/pay`, { bearer: shop.key, body: pay })).status).toBe(409)
    const told = await env.DB.prepare(
      'SELECT type, source, operator, note FROM subscription_events WHERE subscription_id = ? ORDER BY recorded_at DESC, id DESC LIMIT 1',
    )
      .bind(given.body.id)
      .first()
    expect(told).toEqual({ type: 'ended', source: 'hand', operator: 'member', note: 'erased' })
  })

  test('a device that has been ended gives nothing up in its member’s name', async () => {
    const cafe = await newCafe()
    const member = await newMemberOf(cafe)
    const coffee = await orderAhead(cafe, member)
    await env.DB.prepare('UPDATE devices SET revoked_at = 1 WHERE id = ?').bind(member.deviceId).run()
    expect((await call('DELETE', '/v1/members/me', { bearer: member.token })).status).toBe(401)
    const path = `/v1/members/me/pickups/${coffee.body.id}`
    expect((await call<PickupOrder>('GET', path, { bearer: member.token })).body.state).toBe('placed')
  })
})
