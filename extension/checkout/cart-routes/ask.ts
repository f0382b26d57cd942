import { minorDigits } from '../../../shared/contracts/currency.ts'
import type { Money } from '../types.ts'

/** A shop that has not answered after this long is slower than pressing its own button. */
const TIMEOUT_MS = 8000
/** A basket of hundreds of lines is some hundred kilobytes; more is no basket. */
const MAX_CHARS = 2_000_000

/** What a shop's server said. `body` is parsed JSON of unknown shape, or `undefined` where it is none. */
export interface Reply {
  status: number
  headers: Headers
  body: unknown
}

/**
 * Asks the page's own server, as the page's own scripts do. `null`: another origin, a redirection, no answer in time.
 * `post` is sent as JSON; without it the request is a GET.
 */
export async function askShop(
  page: Document,
  address: string,
  signal: AbortSignal,
  { post, headers = {} }: { post?: unknown; headers?: Record<string, string> } = {},
): Promise<Reply | null> {
  const url = new URL(address, page.location.href)
  if (url.origin !== page.location.origin || signal.aborted) return null
  try {
    const reply = await fetch(url, {
      method: post === undefined ? 'GET' : 'POST',
      headers: {
        accept: 'application/json',
        ...(post === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(post === undefined ? {} : { body: JSON.stringify(post) }),
      credentials: 'same-origin',
      mode: 'same-origin',
      // The basket must not be told of anywhere else, not even where the shop itself points.
      redirect: 'error',
      cache: 'no-store',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    })
    const text = await reply.text()
    return {
      status: reply.status,
      headers: reply.headers,
      body: text.length > MAX_CHARS ? undefined : parsed(text),
    }
  } catch {
    // Network, time, cancellation or a redirection: for the ladder they are all the same "not by this route".
    return null
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A count of things as a server wrote it; nothing where it is none. */
export const countOf = (written: unknown): { quantity?: number } =>
  typeof written === 'number' && Number.isSafeInteger(written) && written >= 0 ? { quantity: written } : {}

/** A property of something of unknown shape. */
export const property = (of: unknown, name: string): unknown =>
  typeof of === 'object' && of !== null && Object.hasOwn(of, name)
    ? (of as Record<string, unknown>)[name]
    : undefined

/**
 * An amount written in some hundredths or thousandths as minor units of ISO 4217. `null`: no whole number of them,
 * or no currency.
 */
export function moneyOf(amount: unknown, digits: unknown, currency: unknown): Money | null {
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) return null
  if (typeof amount !== 'number' || !Number.isSafeInteger(amount) || amount < 0) return null
  if (typeof digits !== 'number' || !Number.isInteger(digits) || digits < 0 || digits > 6) return null
  const amountMinor = amount * 10 ** (minorDigits(currency) - digits)
  // Dividing by a power of ten leaves a rest far larger than any rounding of it, or none.
  const whole = Math.round(amountMinor)
  return Number.isSafeInteger(whole) && Math.abs(amountMinor - whole) < 1e-6
    ? { amountMinor: whole, currency }
    : null
}
