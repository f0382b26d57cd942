import type { Basket, PurchaseCreate, ReturnCreate } from '../../../shared/contracts/basket.ts'
import { PurchaseBatchResult, type PurchaseResult, ReturnResult } from '../../../shared/contracts/basket.ts'
import { CodeValidation } from '../../../shared/contracts/claim.ts'

/** What a shop needs to talk with the worker: got when its store is registered. */
export type Connection = { worker: string; apiKey: string; storeId: string }

/** The worker did not answer, or answered something that helps nobody. The shop goes on without it. */
export class WorkerUnavailable extends Error {
  constructor(what: string, cause?: unknown) {
    super(what, { cause })
    this.name = 'WorkerUnavailable'
  }
}

/** A shopper waits for this answer: past it the shop says that it can't check. Milliseconds. */
const CODE_TIMEOUT_MS = 4_000
const ORDER_TIMEOUT_MS = 10_000

/** How often one order is sent, and the pause after the first failure in milliseconds; it doubles. */
const ATTEMPTS = 3
const PAUSE_MS = 200

/** Asks whether a code may be used on a basket. Throws `WorkerUnavailable`. */
export async function validateCode(
  connection: Connection,
  code: string,
  basket: Basket,
): Promise<CodeValidation> {
  const body = { storeId: connection.storeId, code, basket }
  const response = await post(connection, '/v1/codes/validate', body, {}, CODE_TIMEOUT_MS)
  if (!response.ok) throw await refusal(response)
  return parsed(CodeValidation, await response.json())
}

/** Sends one purchase, at most three times under one key. Throws `WorkerUnavailable` when none got through. */
export async function sendPurchase(
  connection: Connection,
  purchase: PurchaseCreate,
): Promise<PurchaseResult> {
  const answer = await insistently(connection, '/v1/purchases', purchase.externalRef, {
    purchases: [purchase],
  })
  return parsed(PurchaseBatchResult, answer).results[0]!
}

/** Sends one return, like a purchase. */
export async function sendReturn(connection: Connection, given: ReturnCreate): Promise<ReturnResult> {
  return parsed(ReturnResult, await insistently(connection, '/v1/returns', given.externalRef, given))
}

/**
 * The same key each time: an answer that was lost on the way may stand behind a purchase that was recorded, and
 * only the key tells the worker that this is no second one.
 */
async function insistently(
  connection: Connection,
  path: string,
  reference: string,
  body: unknown,
): Promise<unknown> {
  const key = { 'idempotency-key': `${connection.storeId}:${reference}` }
  let last: unknown
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * 2 ** (attempt - 1)))
    try {
      const response = await post(connection, path, body, key, ORDER_TIMEOUT_MS)
      if (response.ok) return await response.json()
      last = await refusal(response)
      // Asking again changes nothing but where the worker was busy or broken.
      if (response.status < 500 && response.status !== 429 && response.status !== 409) break
    } catch (error) {
      last = error
    }
  }
  throw last instanceof WorkerUnavailable ? last : new WorkerUnavailable('The worker did not answer', last)
}

async function post(
  { worker, apiKey }: Connection,
  path: string,
  body: unknown,
  headers: Record<string, string>,
  timeoutMs: number,
): Promise<Response> {
  if (apiKey === '') throw new WorkerUnavailable('This shop is not connected yet')
  try {
    return await fetch(new URL(path, worker), {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    })
  } catch (error) {
    throw new WorkerUnavailable(`The worker did not answer ${path}`, error)
  }
}

const refusal = async (response: Response): Promise<WorkerUnavailable> =>
  new WorkerUnavailable(`The worker answered ${response.status}: ${(await response.text()).slice(0, 500)}`)

function parsed<T>(schema: { parse(value: unknown): T }, value: unknown): T {
  try {
    return schema.parse(value)
  } catch (error) {
    throw new WorkerUnavailable('The worker answered in a shape that was not agreed', error)
  }
}
