import { SentKind } from './sent-log.ts'

/** One kind of request: where it goes, and every field that its body or its query may carry. */
export interface RequestKind {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** The path below the API's origin, without its query. */
  path: RegExp
  /** Names as the API has them; of a list, those of its items. `[]`: nothing but the member's token, or nothing at all. */
  fields: readonly string[]
}

const get = (path: RegExp, fields: readonly string[] = []): RequestKind => ({ method: 'GET', path, fields })
const post = (path: RegExp, fields: readonly string[] = []): RequestKind => ({ method: 'POST', path, fields })

const DECISION = /^\/v1\/decisions$/
const VISIT = ['storeId', 'locale', 'tone']
const TOTAL = ['basket.currency', 'basket.totalMinor']
const INTEREST = ['interest.category', 'interest.weight']

/**
 * Every request that the extension makes, by why it is made. The privacy page prints it, and a test holds a full journey's
 * requests against it: a kind or a field that is not here must not leave the device.
 */
export const REQUESTS: Record<SentKind, readonly RequestKind[]> = {
  partners: [get(/^\/v1\/partners(?:\/all)?$/)],
  // The first bits of a hash: some hundreds of partners share them.
  partnerDetails: [get(/^\/v1\/partners\/[01]{1,20}$/)],
  join: [post(/^\/v1\/members$/, ['locale'])],
  pair: [post(/^\/v1\/devices$/, ['code'])],
  pairingCode: [post(/^\/v1\/members\/me\/pairing-codes$/)],
  session: [post(/^\/v1\/sessions$/, ['deviceId', 'deviceSecret', 'storeId'])],
  decision: [post(DECISION, VISIT)],
  decisionBasket: [post(DECISION, [...VISIT, ...TOTAL])],
  decisionInterest: [post(DECISION, [...VISIT, ...INTEREST])],
  decisionBasketInterest: [post(DECISION, [...VISIT, ...TOTAL, ...INTEREST])],
  claim: [post(/^\/v1\/claims$/, ['decision', 'offerId'])],
  outcome: [
    post(/^\/v1\/claims\/\w+\/outcome$/, [
      'result',
      'currency',
      'totalBeforeMinor',
      'totalAfterMinor',
      'measuredAt',
    ]),
  ],
  exposure: [post(/^\/v1\/exposures$/, ['decision', 'offerIds', 'shownAt'])],
  entries: [get(/^\/v1\/members\/me\/entries$/, ['unit', 'cursor'])],
  membership: [get(/^\/v1\/members\/me\/membership$/)],
  rewards: [get(/^\/v1\/members\/me\/(?:rewards|reward-orders)$/)],
  causes: [get(/^\/v1\/programs\/\w+\/causes$/)],
  rewardOrder: [
    post(/^\/v1\/members\/me\/reward-orders$/, ['reward', 'cause']),
    post(/^\/v1\/members\/me\/reward-orders\/\w+\/cancel$/),
  ],
  plan: [post(/^\/v1\/members\/me\/plans\/[\w-]+\/(?:cancel|resume)$/, ['refund'])],
  pickups: [get(/^\/v1\/members\/me\/pickups$/), get(/^\/v1\/stores\/\w+\/menu$/)],
  pickup: [
    post(/^\/v1\/members\/me\/pickups$/, ['storeId', 'placeKey', 'pickupAt', 'lines.sku', 'lines.quantity']),
    post(/^\/v1\/members\/me\/pickups\/\w+\/cancel$/),
  ],
  birthMonth: [
    { method: 'PUT', path: /^\/v1\/members\/me\/birth-month$/, fields: ['month'] },
    { method: 'DELETE', path: /^\/v1\/members\/me\/birth-month$/, fields: [] },
  ],
  transfer: [post(/^\/v1\/members\/me\/transfers$/, ['toNumber', 'unit', 'amount'])],
  receipt: [get(/^\/v1\/members\/me\/entries\/\d+\/receipt$/, ['unit'])],
  mirror: [get(/^\/v1\/members\/me\/mirror$/, ['storeId'])],
  consents: [get(/^\/v1\/members\/me\/consents$/)],
  consent: [{ method: 'PUT', path: /^\/v1\/members\/me\/consents\/\w+$/, fields: ['granted'] }],
  export: [get(/^\/v1\/members\/me\/export$/, ['part', 'cursor'])],
  erase: [{ method: 'DELETE', path: /^\/v1\/members\/me$/, fields: [] }],
}

/** What the privacy page prints: every kind, and each field that any of its requests may carry. */
export const printedRequests = (): { kind: SentKind; fields: string[] }[] =>
  SentKind.options.map((kind) => ({
    kind,
    fields: [...new Set(REQUESTS[kind].flatMap(({ fields }) => fields))],
  }))
