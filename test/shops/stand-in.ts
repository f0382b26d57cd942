import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PurchaseCreate, ReturnCreate } from '../../shared/contracts/basket.ts'
import { CodeValidate } from '../../shared/contracts/claim.ts'

const ID = '01J00000000000000000000000'

/** An id that the contracts accept. */
export const STORE_ID = `sto_${ID}`

/** What the stand-in was sent. */
export type Heard = {
  purchases: PurchaseCreate[]
  returns: ReturnCreate[]
  keys: string[]
  authorizations: (string | undefined)[]
  validations: CodeValidate[]
}

/**
 * Answers what a shop asks a worker, by the contracts and with fixed rules: TEN takes 10 off, TENPERCENT a tenth,
 * SHIP delivery, POINTS gives points; FULL needs a basket of at least 100.00; GONE has expired. The real worker is
 * tried end to end elsewhere: here the shops are.
 */
export async function startStandIn(): Promise<{
  origin: string
  heard: Heard
  /** So many of the next requests are cut off without an answer. */
  cutOff(requests: number): void
  close(): Promise<void>
}> {
  const heard: Heard = { purchases: [], returns: [], keys: [], authorizations: [], validations: [] }
  let toCut = 0

  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const body = JSON.parse(text)
    const key = request.headers['idempotency-key']
    if (typeof key === 'string') heard.keys.push(key)
    heard.authorizations.push(request.headers.authorization)
    if (toCut > 0) {
      toCut -= 1
      return request.socket.destroy()
    }
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer(request.url ?? '', body, heard)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    cutOff(requests) {
      toCut = requests
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function answer(path: string, body: Record<string, unknown>, heard: Heard): unknown {
  if (path === '/v1/codes/validate') {
    const request = CodeValidate.parse(body)
    heard.validations.push(request)
    return validation(request)
  }
  if (path === '/v1/purchases') {
    const [purchase] = body.purchases as PurchaseCreate[]
    heard.purchases.push(purchase!)
    const result = {
      index: 0,
      externalRef: purchase!.externalRef,
      status: 'recorded',
      purchaseId: `pur_${ID}`,
      enrolmentId: purchase!.codes.length > 0 ? `enr_${ID}` : null,
      pointsEarned: 12,
      earned: [],
      redeemedOfferIds: [],
      pastLimitOfferIds: [],
      problem: null,
    }
    return { results: [result] }
  }
  heard.returns.push(body as ReturnCreate)
  return {
    status: 'recorded',
    returnId: `ret_${ID}`,
    purchaseId: `pur_${ID}`,
    refundMinor: 500,
    pointsClawedBack: 5,
    pointsForgiven: 0,
    pointsOwed: 0,
    restored: [],
  }
}

function validation({ code, basket }: CodeValidate): unknown {
  const { currency, totalMinor, shippingMinor = 0 } = basket
  const goodsMinor = totalMinor - shippingMinor
  const discount = (amountMinor: number) => ({ kind: 'discount', amountMinor, currency })
  const yes = (effect: unknown) => ({
    valid: true,
    code: code.toUpperCase(),
    offerId: `off_${ID}`,
    headline: 'An offer',
    effect,
    reason: null,
  })
  const no = (reason: string) => ({ valid: false, code, offerId: null, headline: null, effect: null, reason })
  switch (code.toUpperCase()) {
    case 'TEN':
      return yes(discount(1000))
    case 'TENPERCENT':
      return yes(discount(Math.floor(goodsMinor / 10)))
    case 'SHIP':
      return yes({ kind: 'freeShipping', amountMinor: shippingMinor, currency })
    case 'POINTS':
      return yes({ kind: 'points', points: 50 })
    case 'FULL':
      return goodsMinor >= 10_000 ? yes(discount(2000)) : no('conditions')
    case 'GONE':
      return no('expired')
    default:
      return no('unknown')
  }
}
