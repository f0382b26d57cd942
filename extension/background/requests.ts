import { SentKind } from './sent-log.ts'

/** One kind of request: where it goes, and every field that its body or its query may carry. */
export interface RequestKind {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** The path below the API's origin, without its query. */
  path: RegExp
  /** Names as the API has them; of a list, those of its items. */
  fields: readonly string[]
  /** Whether it goes with the member's token; without one and without fields it carries nothing of theirs. */
  token: boolean
}

const request =
  (method: RequestKind['method'], token: boolean) =>
  (path: RegExp, fields: readonly string[] = []): RequestKind => ({ method, path, fields, token })
const get = request('GET', true)
const post = request('POST', true)
const put = request('PUT', true)
const remove = request('DELETE', true)
/** Asked by nobody in particular, or by who has no token yet. */
const getAsNobody = request('GET', false)
const postAsNobody = request('POST', false)

const DECISION = /^\/v1\/decisions$/
const VISIT = ['storeId', 'locale', 'tone']
const TOTAL = ['basket.currency', 'basket.totalMinor']
const INTEREST = ['interest.category', 'interest.weight']

/**
 * Every request that the extension makes, by why it is made. The privacy page prints it, and a test holds a full journey's
 * requests against it: a kind or a field that is not here must not leave the device.
 */
export const REQUESTS: Record<SentKind, readonly RequestKind[]> = {
  partners: [getAsNobody(/^\/v1\/partners(?:\/all)?$/)],
  // The first bits of a hash: some hundreds of partners share them.
  partnerDetails: [getAsNobody(/^\/v1\/partners\/[01]{1,20}$/)],
  join: [postAsNobody(/^\/v1\/members$/, ['locale'])],
  pair: [postAsNobody(/^\/v1\/devices$/, ['code'])],
  pairingCode: [post(/^\/v1\/members\/me\/pairing-codes$/)],
  session: [postAsNobody(/^\/v1\/sessions$/, ['deviceId', 'deviceSecret', 'storeId'])],
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
  causes: [getAsNobody(/^\/v1\/programs\/\w+\/causes$/)],
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
    put(/^\/v1\/members\/me\/birth-month$/, ['month']),
    remove(/^\/v1\/members\/me\/birth-month$/),
  ],
  transfer: [post(/^\/v1\/members\/me\/transfers$/, ['toNumber', 'unit', 'amount'])],
  receipt: [get(/^\/v1\/members\/me\/entries\/\d+\/receipt$/, ['unit'])],
  mirror: [get(/^\/v1\/members\/me\/mirror$/, ['storeId', 'locale', 'tone'])],
  consents: [get(/^\/v1\/members\/me\/consents$/)],
  consent: [put(/^\/v1\/members\/me\/consents\/\w+$/, ['granted'])],
  export: [get(/^\/v1\/members\/me\/export$/, ['cursor'])],
  erase: [remove(/^\/v1\/members\/me$/)],
}

/** What the privacy page prints: every kind, each field that any of its requests may carry, and whether a token goes along. */
export const printedRequests = (): { kind: SentKind; fields: string[]; token: boolean }[] =>
  SentKind.options.map((kind) => ({
    kind,
    fields: [...new Set(REQUESTS[kind].flatMap(({ fields }) => fields))],
    token: REQUESTS[kind].some(({ token }) => token),
  }))

/** What Firefox calls data that leaves a device. Source: MDN, data_collection_permissions. */
type Data =
  | 'authenticationInfo'
  | 'browsingActivity'
  | 'personallyIdentifyingInfo'
  | 'websiteActivity'
  | 'websiteContent'

/** Which data a field is: the first pattern that fits says it; a field that none fits is the member's own act with us. */
const DATA: readonly (readonly [RegExp, Data])[] = [
  [/^(?:code|deviceId|deviceSecret)$/, 'authenticationInfo'],
  // Which shop the member is at.
  [/^storeId$/, 'browsingActivity'],
  // What a shop's page says: the basket's total, and what it became.
  [/^(?:basket\..*|currency|total(?:Before|After)Minor)$/, 'websiteContent'],
  // What they look at there.
  [/^interest\./, 'websiteActivity'],
  // The month of birth, and whom something is given to.
  [/^(?:month|toNumber)$/, 'personallyIdentifyingInfo'],
]

/** Firefox's names of what a request carries. A member's token proves who they are. */
export const dataOf = ({ fields, token }: RequestKind): Data[] => [
  ...(token ? (['authenticationInfo'] as const) : []),
  ...fields.flatMap((field) => DATA.find(([names]) => names.test(field))?.[1] ?? []),
]
