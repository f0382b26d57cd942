import { expect, test } from 'vitest'
import { LIMITS } from '../../worker/http/rate-limit.ts'
import settings from '../../wrangler.toml?raw'
import { call, newMerchant } from './api.ts'
import { newMember, newSession, newStore } from './scene.ts'

let callers = 0
/** An address that nobody else in this file calls from. */
const newCaller = () => {
  callers += 1
  return { 'cf-connecting-ip': `93.184.215.${callers}` }
}

const ATTEMPTS: Record<string, (headers: Record<string, string>) => ReturnType<typeof call>> = {
  join: (headers) => call('POST', '/v1/members', { headers, body: {} }),
  registration: (headers) => call('POST', '/v1/merchants', { headers, body: {} }),
  sessions: (headers) => call('POST', '/v1/sessions', { headers, body: {} }),
  pairing: (headers) => call('POST', '/v1/devices', { headers, body: { code: '0000-0000' } }),
}

test.each(Object.keys(ATTEMPTS))('%s is limited for one caller, and told how', async (name) => {
  const attempt = ATTEMPTS[name] as (typeof ATTEMPTS)[string]
  const { quota } = LIMITS[name as keyof typeof LIMITS]
  const caller = newCaller()
  const answers = []
  // Twice the quota and one more: the window may turn over once on the way.
  for (let sent = 0; sent <= 2 * quota; sent += 1) answers.push(await attempt(caller))
  expect(answers.slice(0, quota).map((answer) => answer.status)).not.toContain(429)
  expect(answers[0]?.headers.get('ratelimit-policy')).toBe(`"${name}";q=${quota};w=60`)

  const refused = answers.find((answer) => answer.status === 429)
  expect(refused?.body).toMatchObject({ type: '/problems/rate_limited', status: 429 })
  expect(refused?.headers.get('content-type')).toContain('application/problem+json')
  expect(refused?.headers.get('retry-after')).toBe('60')
  expect(refused?.headers.get('ratelimit')).toBe(`"${name}";r=0;t=60`)
  expect((await attempt(newCaller())).status).not.toBe(429)
})

test('mails are limited for one member, wherever they ask from', async () => {
  const member = await newMember()
  const { accessToken } = await newSession(member)
  const ask = (bearer: string) =>
    call('POST', '/v1/members/me/emails', { bearer, body: { email: 'not an address' } })
  const answers = []
  for (let sent = 0; sent <= 2 * LIMITS.email.quota; sent += 1) answers.push((await ask(accessToken)).status)
  expect(answers).toContain(429)
  expect((await ask((await newSession(await newMember())).accessToken)).status).toBe(422)
})

test('mails are limited for one address, whoever asks', async () => {
  const answers = []
  for (let sent = 0; sent <= 2 * LIMITS.email.quota; sent += 1) {
    const { accessToken } = await newSession(await newMember())
    const body = { email: 'one@post.example' }
    answers.push(await call('POST', '/v1/members/me/emails', { bearer: accessToken, body }))
  }
  expect(answers.slice(0, LIMITS.email.quota).map(({ status }) => status)).not.toContain(429)
  // The books count as well, and say no such thing: this is the platform's own count.
  expect(answers.map(({ headers }) => headers.get('ratelimit'))).toContain('"email";r=0;t=60')
})

test('looking for the proof of a store is limited for one merchant', async () => {
  const [one, other] = [await newMerchant(), await newMerchant()]
  const verify = async ({ key }: { key: string }, storeId: string) =>
    (await call('POST', `/v1/stores/${storeId}/verify`, { bearer: key })).status
  const [store, theirs] = [await newStore(one.key), await newStore(other.key)]
  const answers = []
  for (let sent = 0; sent <= 2 * LIMITS.verification.quota; sent += 1)
    answers.push(await verify(one, store.id))
  expect(answers).toContain(429)
  expect(await verify(other, theirs.id)).toBe(422)
})

test('the figures told are the figures set', () => {
  for (const { binding, quota, windowS } of Object.values(LIMITS)) {
    const block = settings.split('[[ratelimits]]').find((part) => part.includes(`"${binding}"`))
    expect(block).toContain(`{ limit = ${quota}, period = ${windowS} }`)
  }
})
