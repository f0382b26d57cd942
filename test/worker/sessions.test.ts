import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import type { Session } from '../../shared/contracts/index.ts'
import { enrolByNumbers, enrolMembers, ensureEnrolment } from '../../worker/db/enrolments.ts'
import { sign, verify } from '../../worker/http/signing.ts'
import { call, newMerchant } from './api.ts'
import { newMember, newSession, newShop, newStore, newVerifiedStore, nobody } from './scene.ts'

const count = async (sql: string, ...values: unknown[]) =>
  (
    await env.DB.prepare(sql)
      .bind(...values)
      .first<{ n: number }>()
  )?.n

test('a session without a store enrols nobody', async () => {
  const member = await newMember()
  const session = await newSession(member)
  expect(session).toMatchObject({ enrolmentId: null, programId: null, member: member.member })
  expect(session.expiresAt - Date.now()).toBeLessThanOrEqual(15 * 60_000)
  expect(await count('SELECT count(*) AS n FROM pseudonyms WHERE member_id = ?', member.member.id)).toBe(0)
})

test('a session with a store enrols the member once, with an empty profile and standing', async () => {
  const [{ store, programId }, member] = [await newShop(), await newMember()]
  const first = await newSession(member, store.id)
  expect(first.programId).toBe(programId)
  expect((await newSession(member, store.id)).enrolmentId).toBe(first.enrolmentId)
  const row = await env.DB.prepare(
    `SELECT e.program_id, p.version, p.data, s.version AS standing FROM enrolments e
     JOIN profiles p ON p.enrolment_id = e.id JOIN standings s ON s.enrolment_id = e.id WHERE e.id = ?`,
  )
    .bind(first.enrolmentId)
    .first<Record<string, unknown>>()
  expect(row).toMatchObject({ program_id: programId, version: 1, standing: 1 })
  expect(JSON.parse(row?.data as string)).toMatchObject({ purchases: 0, categories: {} })
})

test('a session hands back how far it wrote, for whoever reads next', async () => {
  const [{ store }, { deviceId, deviceSecret }] = [await newShop(), await newMember()]
  const { headers } = await call('POST', '/v1/sessions', {
    body: { deviceId, deviceSecret, storeId: store.id },
  })
  expect(headers.get('stamkund-bookmark')).toBeTruthy()
})

test('twenty sessions at once make one enrolment', async () => {
  const [{ store, programId }, member] = [await newShop(), await newMember()]
  const sessions = await Promise.all(Array.from({ length: 20 }, () => newSession(member, store.id)))
  expect(new Set(sessions.map((session) => session.enrolmentId)).size).toBe(1)
  expect(await count('SELECT count(*) AS n FROM enrolments WHERE program_id = ?', programId)).toBe(1)
})

test('stores of one programme share the pseudonym, and two programmes cannot be joined', async () => {
  const [here, there, member] = [await newShop(), await newShop(), await newMember()]
  const sister = await newVerifiedStore(here.key)
  const [one, two, other] = [
    await newSession(member, here.store.id),
    await newSession(member, sister.id),
    await newSession(member, there.store.id),
  ]
  expect(two.enrolmentId).toBe(one.enrolmentId)
  expect(other.enrolmentId).not.toBe(one.enrolmentId)
  expect(one.enrolmentId).not.toContain(member.member.id.slice(4))
})

test('an enrolment that a dying request left half done is made whole by the next', async () => {
  const [{ store, programId }, member] = [await newShop(), await newMember()]
  const left = 'enr_00000000000000000000000001'
  await env.DB.prepare('INSERT INTO pseudonyms (member_id, program_id, enrolment_id) VALUES (?, ?, ?)')
    .bind(member.member.id, programId, left)
    .run()
  expect((await newSession(member, store.id)).enrolmentId).toBe(left)
  expect(await count('SELECT count(*) AS n FROM standings WHERE enrolment_id = ?', left)).toBe(1)
})

test('members are enrolled by number in bulk, and strangers are left out', async () => {
  const { programId } = await newMerchant()
  const members = await Promise.all(Array.from({ length: 12 }, () => newMember()))
  const numbers = members.map((member) => member.member.number)
  const known = await ensureEnrolment(env, programId, 'DB', members[0]?.member.id as string, Date.now())
  const strangers = Array.from({ length: 488 }, (_, index) => String(7_043_000_000_000_000 + index))
  const found = await enrolByNumbers(env, programId, 'DB', [...numbers, ...strangers, ...numbers])
  expect([...found.keys()].sort()).toEqual([...numbers].sort())
  expect(found.get(numbers[0] as string)).toBe(known)
  expect(new Set(found.values()).size).toBe(12)
  expect(
    await count(
      'SELECT count(*) AS n FROM standings WHERE enrolment_id IN (SELECT id FROM enrolments WHERE program_id = ?)',
      programId,
    ),
  ).toBe(12)
  expect(await enrolMembers(env, programId, 'DB', [['email', '0'.repeat(64)]], Date.now())).toEqual(new Map())
})

test('bulk enrolment calls each database once, whatever the number of members', async () => {
  const { programId } = await newMerchant()
  const members = await Promise.all(Array.from({ length: 3 }, () => newMember()))
  let calls = 0
  const counted = new Proxy(env.DB, {
    get(db, name) {
      if (name === 'batch')
        return (statements: D1PreparedStatement[]) => {
          calls += 1
          return db.batch(statements)
        }
      const value = Reflect.get(db, name)
      return typeof value === 'function' ? value.bind(db) : value
    },
  })
  const numbers = members.map((member) => member.member.number)
  await enrolByNumbers({ ...env, DB: counted }, programId, 'DB', numbers)
  expect(calls).toBe(2)
})

test('an unverified store, and one that never was, give no session', async () => {
  const [{ key }, member] = [await newMerchant(), await newMember()]
  const store = await newStore(key)
  for (const storeId of [store.id, nobody('sto')]) {
    const refused = await call('POST', '/v1/sessions', {
      body: { deviceId: member.deviceId, deviceSecret: member.deviceSecret, storeId },
    })
    expect(refused.status).toBe(403)
    expect(refused.body.type).toBe('/problems/store_not_verified')
  }
})

test.each([
  ['another secret', { deviceSecret: 'x'.repeat(43) }, 401],
  ['no secret at all', { deviceSecret: '' }, 401],
  ['an unknown device', { deviceId: nobody('dev') }, 401],
  ['a device that is no id', { deviceId: "' OR 1=1 --" }, 422],
  ['a secret too long', { deviceSecret: 'x'.repeat(101) }, 422],
  ['an unknown field', { admin: true }, 422],
])('a session with %s is refused', async (_, change, status) => {
  const { deviceId, deviceSecret } = await newMember()
  const refused = await call('POST', '/v1/sessions', { body: { deviceId, deviceSecret, ...change } })
  expect(refused.status).toBe(status)
})

test.each([
  ['expired', -1, 'session', 'token_expired'],
  ['made for something else', 60_000, 'decision', 'unauthenticated'],
] as const)('a token that is %s lets nobody in', async (_, aheadMs, purpose, code) => {
  const { member, deviceId } = await newMember()
  const payload = { memberId: member.id, deviceId, enrolment: null, expiresAt: Date.now() + aheadMs }
  const token = await sign(env, purpose, payload)
  const refused = await call('GET', '/v1/members/me', { bearer: token })
  expect(refused.status).toBe(401)
  expect(refused.body.type).toBe(`/problems/${code}`)
})

test('a rotation of signing keys signs with the first that is written, and verifies with all', async () => {
  const secret = (letter: string) => letter.repeat(43)
  const payload = { expiresAt: Date.now() + 60_000 }
  const before = { ...env, SIGNING_KEYS: JSON.stringify({ k1: secret('A') }) }
  const after = { ...env, SIGNING_KEYS: JSON.stringify({ k2: secret('B'), k1: secret('A') }) }
  const old = await sign(before, 'session', payload)
  expect(await verify(after, 'session', old)).toEqual(payload)
  expect(await sign(after, 'session', payload)).toMatch(/^k2\./)
})

test.each(['2', '2026', '-k', '', 'a.b'])(
  'signing keys under the id %j are refused: numbers would be put first, whatever was written',
  async (id) => {
    const keys = { ...env, SIGNING_KEYS: JSON.stringify({ [id]: 'A'.repeat(43) }) }
    await expect(sign(keys, 'session', {})).rejects.toThrow(/must start with a letter/)
  },
)

test('a token that was changed lets nobody in', async () => {
  const { accessToken }: Session = await newSession(await newMember())
  const [keyId, body, signature] = accessToken.split('.') as [string, string, string]
  const richer = btoa(atob(body).replace('"enrolment":null', '"enrolment":{}')).replace(/=+$/, '')
  for (const token of [
    `${keyId}.${richer}.${signature}`,
    `none.${body}.${signature}`,
    `${keyId}.${body}.`,
    'x',
  ])
    expect((await call('GET', '/v1/members/me', { bearer: token })).status).toBe(401)
  expect((await call('GET', '/v1/members/me', { bearer: accessToken })).status).toBe(200)
})
