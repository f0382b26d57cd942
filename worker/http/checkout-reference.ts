import type { Env } from '../env.ts'
import { sign, verify } from './signing.ts'

/** Stripe takes letters, digits, `-` and `_` as a `client_reference_id`, and at most this many of them. */
const LONGEST = 200
/** An HMAC-SHA256 in base64url. */
const MAC_LENGTH = 43

/** Whom a reference is of, and for which plan it was handed out. */
export interface CheckoutReference {
  enrolmentId: string
  plan: string
}

/**
 * What a member takes to a shop's Stripe checkout as `client_reference_id`: signed, so that nobody can make another
 * member's, and of the pseudonym alone. Shape: the length of the key's id in two digits, then key id, payload and
 * signature with nothing between them, because every sign that could stand there is in base64url or not allowed.
 */
export async function checkoutReference(env: Env, { enrolmentId, plan }: CheckoutReference): Promise<string> {
  const [keyId = '', payload = '', mac = ''] = (await sign(env, 'checkout', [enrolmentId, plan])).split('.')
  const reference = `${String(keyId.length).padStart(2, '0')}${keyId}${payload}${mac}`
  if (reference.length > LONGEST)
    throw new Error(`SIGNING_KEYS: the id ${keyId} is too long for a checkout reference`)
  return reference
}

/** Whose a reference is that came back from Stripe; `null`: we never made it. */
export async function readCheckoutReference(env: Env, reference: string): Promise<CheckoutReference | null> {
  const [, digits] = /^(\d\d)[\w-]+$/.exec(reference.slice(0, LONGEST)) ?? []
  if (digits === undefined) return null
  const keyId = reference.slice(2, 2 + Number(digits))
  const rest = reference.slice(2 + Number(digits))
  const token = `${keyId}.${rest.slice(0, -MAC_LENGTH)}.${rest.slice(-MAC_LENGTH)}`
  const payload = await verify<[string, string]>(env, 'checkout', token)
  return payload && { enrolmentId: payload[0], plan: payload[1] }
}
