import Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { stripeSignatureFault } from '../../worker/http/stripe-signature.ts'
import body from '../fixtures/stripe/signed-vector.body.raw?raw'
import vector from '../fixtures/stripe/signed-vector.json'
import { official, SECRET } from './stripe-scene.ts'

const bytes = (text: string) => new TextEncoder().encode(text).buffer as ArrayBuffer
const signedAt = vector.timestamp * 1000
const header = vector['Stripe-Signature']
const check = (sent: string | undefined, text = body, now = signedAt, secret = vector.secret) =>
  stripeSignatureFault(secret, sent, bytes(text), now)

/** What the official library says of the same. */
async function officially(
  sent: string,
  text = body,
  now = signedAt,
  secret = vector.secret,
): Promise<boolean> {
  const provider = Stripe.createSubtleCryptoProvider()
  try {
    await official.webhooks.constructEventAsync(text, sent, secret, 300, provider, now)
    return true
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return false
    throw error
  }
}

describe('a signature made by the official library', () => {
  test.each([header, ...vector.also_valid_header_forms])('is good as %s', async (sent) => {
    expect(await check(sent)).toBeNull()
    expect(await officially(sent)).toBe(true)
  })

  test.each([
    ['a space more', `${body} `],
    ['a digit changed', body.replace('7700', '7701')],
    ['nothing', ''],
  ])('is refused over %s', async (_, text) => {
    expect(text).not.toBe(body)
    expect(await check(header, text)).toBe('mismatch')
    expect(await officially(header, text)).toBe(false)
  })

  test('is good for five minutes', async () => {
    for (const lateS of [0, 1, 300]) {
      expect(await check(header, body, signedAt + lateS * 1000)).toBeNull()
      expect(await officially(header, body, signedAt + lateS * 1000)).toBe(true)
    }
    expect(await check(header, body, signedAt + 301_000)).toBe('expired')
    expect(await officially(header, body, signedAt + 301_000)).toBe(false)
    expect(await check(header, body, signedAt - 301_000)).toBe('expired')
  })

  test('is refused under another secret or another time', async () => {
    expect(await check(header, body, signedAt, 'whsec_other')).toBe('mismatch')
    expect(await check(header.replace('1752619700', '1752619701'))).toBe('mismatch')
  })

  test('made anew by the library for any body is good', async () => {
    for (const text of ['{}', '{"name":"Åsa Öberg 🦌"}', '{"a":1}\n']) {
      const sent = await official.webhooks.generateTestHeaderStringAsync({ payload: text, secret: SECRET })
      expect(await check(sent, text, Date.now(), SECRET)).toBeNull()
    }
  })
})

test.each([
  undefined,
  '',
  't=1752619700',
  'v1=d6d8481ea4a5678c32ce33398c146aedf952a035cf7aa4506e13590ab6d4c72d',
  't=,v1=d6d8',
  't=abc,v1=d6d8',
  't=-1752619700,v1=d6d8',
  header.replace('v1=', 'v0='),
  header.replace('v1=', 'v2='),
])('the header %s is malformed', async (sent) => {
  expect(await check(sent)).toBe('malformed')
})

test('a signature cut short, lengthened or in capitals fits nothing', async () => {
  for (const sent of [
    header.slice(0, -1),
    `${header}0`,
    header.replace(/v1=.*/, (v) => `v1=${v.slice(3).toUpperCase()}`),
  ])
    expect(await check(sent)).toBe('mismatch')
})
