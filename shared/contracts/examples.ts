const STORE_ID = 'sto_01K9Z3M8Q4W6E2R5T7Y9A1S3D5'
const OFFER_ID = 'off_01K9Z3M8Q4W6E2R5T7Y9A1S3D6'
const ENROLMENT_ID = 'enr_01K9Z3M8Q4W6E2R5T7Y9A1S3D9'
const DEVICE_ID = 'dev_01K9Z3M8Q4W6E2R5T7Y9A1S3D7'
const DECISION = 'k1.eyJkZWNpc2lvbklkIjoiZGVjXzAxSyJ9.c2lnbmF0dXJl'
const AT = Date.UTC(2026, 10, 23, 12)

const rules = {
  currency: 'SEK',
  timeZone: 'Europe/Stockholm',
  units: { points: { pending: { kind: 'delay', days: 14 } } },
  earn: [
    { key: 'purchases', give: { kind: 'proportional', amount: 1, perMinor: 100, wholeStepsOnly: true } },
  ],
  pointValueCentiMinor: 500,
}
const offer = {
  key: 'coffee-again',
  content: { sv: { headline: '15 % på kaffe' }, en: { headline: '15% off coffee' } },
  audience: { segments: ['coffee-regulars'] },
  reward: { kind: 'percentOff', percent: 15, scope: { categories: ['coffee'] } },
  schedule: { startsAt: AT },
  limits: { perMember: 1, budgetMinor: 500_000 },
  code: { kind: 'minted', prefix: 'KAFFE' },
}
const lines = [
  { sku: 'skogsrost-500', name: 'Skogsrost', category: 'Coffee', quantity: 2, amountMinor: 15_800 },
]
const basket = { currency: 'SEK', totalMinor: 20_700, shippingMinor: 4_900, lines }
const rule = {
  all: [
    { signal: 'categoryShare', args: { category: 'coffee' }, op: 'gte', value: 0.3 },
    { signal: 'recencyDays', op: 'lte', value: 60 },
  ],
}
const byHand = { operator: 'Karin, kundtjänst', reason: 'Betalade kontant i butiken' }
const mapping = {
  externalRef: 'order',
  purchasedAt: 'time',
  memberNumber: 'member',
  sku: 'sku',
  quantity: 'qty',
  amount: 'amount',
}

/**
 * A request of every kind, under the name of its contract: what the documents of the API show, and tests parse.
 * Not among the exports of the room: the extension, which takes what it needs of them, shows no examples.
 */
export const EXAMPLES: Record<string, unknown> = {
  ProgramCreate: { preset: 'points', name: 'Tallboda', currency: 'SEK', timeZone: 'Europe/Stockholm' },
  MerchantCreate: { name: 'Tallboda Kafferosteri', program: { name: 'Tallboda', rules } },
  ProgramRules: rules,
  ApiKeyCreate: {
    name: 'the shop',
    scopes: ['purchases:write', 'codes:read'],
    expiresAt: Date.UTC(2027, 10, 1),
  },
  StoreCreate: {
    name: 'Tallboda',
    origin: 'https://tallboda.example',
    platform: 'woocommerce',
    currency: 'SEK',
    locale: 'sv',
  },
  StoreUpdate: { name: 'Tallboda på nätet' },
  SegmentCreate: { key: 'coffee-regulars', name: 'Coffee regulars', rule },
  SegmentCountRequest: { rule },
  SegmentMembers: { members: ['7043000000000004', ENROLMENT_ID] },
  OfferCreate: { ...offer, state: 'live' },
  OfferReplace: offer,
  OfferStateChange: { state: 'paused' },
  MerchantUpdate: { offerApproval: true },
  HouseholdSet: { household: 'storgatan-4' },
  ExperimentCreate: {
    key: 'coffee-depth',
    name: '15 or 20 percent off coffee',
    arms: [
      { key: 'fifteen', weight: 0.5, offers: ['coffee-again'] },
      { key: 'twenty', weight: 0.5, offers: ['coffee-twenty'] },
    ],
    group: { key: 'coffee', from: 0, to: 0.5 },
    startsAt: AT,
  },
  ExperimentChange: { state: 'ended' },
  GoalCreate: {
    metric: 'repeatPurchaseRate',
    baseline: 0.24,
    target: 0.3,
    deadlineAt: Date.UTC(2027, 5, 30),
    owner: 'Karin, sortiment',
  },
  NpsCreate: { score: 9, comment: 'Kaffet kommer alltid i tid' },
  PurchaseBatch: {
    purchases: [
      {
        storeId: STORE_ID,
        externalRef: '1042',
        purchasedAt: AT,
        currency: 'SEK',
        totalMinor: 18_330,
        shippingMinor: 4_900,
        lines: [{ ...lines[0], amountMinor: 13_430 }],
        codes: [{ code: 'KAFFE-7GQ2MX4B', discountMinor: 2_370 }],
        buyer: { memberNumber: '7043000000000004' },
      },
    ],
  },
  ReturnCreate: {
    storeId: STORE_ID,
    purchaseRef: '1042',
    externalRef: '1042-r1',
    returnedAt: AT,
    lines: [{ line: 0, quantity: 1 }],
  },
  ImportCreate: { storeId: STORE_ID, fileName: 'history.csv', sizeBytes: 131, currency: 'SEK', mapping },
  ImportFile: [
    'order,time,member,sku,qty,amount',
    '1001,2026-03-01T10:00:00Z,7043000000000004,skogsrost-500,2,158.00',
    '1002,2026-03-02,,filter,1,29.00',
    '',
  ].join('\n'),
  MemberCreate: { locale: 'sv' },
  PairingRedeem: { code: 'K7M2-9QRT' },
  EmailClaim: { email: 'vera@post.example' },
  EmailConfirm: { email: 'vera@post.example', code: '042917' },
  SessionCreate: {
    deviceId: DEVICE_ID,
    deviceSecret: 'c2VjcmV0LW9mLTMyLWJ5dGVzLWluLWJhc2U2NHVybC4',
    storeId: STORE_ID,
  },
  DecisionRequest: { storeId: STORE_ID, locale: 'sv', basket, interest: [{ category: 'Coffee', weight: 3 }] },
  ExposureCreate: { decision: DECISION, offerIds: [OFFER_ID], shownAt: AT },
  ClaimCreate: { decision: DECISION, offerId: OFFER_ID },
  ClaimOutcome: {
    result: 'applied',
    currency: 'SEK',
    totalBeforeMinor: 20_700,
    totalAfterMinor: 18_330,
    measuredAt: AT,
  },
  SubscriptionCreate: { memberNumber: '7043000000000004', plan: 'plus', ...byHand },
  SubscriptionChange: byHand,
  SubscriptionEnd: { refund: true, ...byHand },
  SubscriptionPayment: { paidMinor: 59_900, ...byHand },
  SubscriptionRefund: { amountMinor: 29_950, ...byHand },
  StripeSettingsReplace: { webhookSecret: 'whsec_5WbX5kEWLlfzsGNjH64I8lOOqUB6e8FH' },
  RewardCreate: {
    key: 'coffee-evening',
    content: { sv: { name: 'Kaffekväll i rosteriet' }, en: { name: 'An evening at the roastery' } },
    goods: {
      kind: 'seat',
      eventAt: Date.UTC(2026, 11, 10, 17),
      place: 'Rosteriet, Tallboda',
      capacity: 20,
      waitingList: true,
    },
    price: { unit: 'points', amount: 200 },
    perMember: 2,
  },
  CodePoolUpload: { codes: ['GIFT-7Q2M', 'GIFT-9XKD'] },
  RewardOrderCreate: { reward: 'coffee-evening' },
  RewardOrderChange: { state: 'sent', externalRef: '1042' },
  RewardHandOver: { memberNumber: '7043000000000004' },
  CauseCreate: {
    key: 'woods',
    name: 'Skogens vänner',
    summary: 'Planterar blandskog där det var kalt.',
    url: 'https://woods.example',
  },
  CauseReplace: { name: 'Skogens vänner', summary: 'Planterar blandskog där det var kalt.', open: false },
  PlanCancel: { refund: false },
  PickupMenu: {
    places: [
      {
        key: 'sodermalm',
        name: 'Södermalm',
        address: 'Götgatan 1, Stockholm',
        openingHours: [{ days: [1, 2, 3, 4, 5], opens: '07:00', closes: '18:00' }],
      },
    ],
    items: [{ sku: 'latte', name: 'Caffè latte', category: 'Coffee', amountMinor: 4_900 }],
  },
  PickupCreate: {
    storeId: STORE_ID,
    placeKey: 'sodermalm',
    pickupAt: AT,
    lines: [{ sku: 'latte', quantity: 2 }],
  },
  PickupChange: { state: 'ready' },
  PickupCollect: { memberNumber: '7043000000000004' },
  TopUpCreate: {
    storeId: STORE_ID,
    externalRef: 'till-7-1042',
    memberNumber: '7043000000000004',
    amountMinor: 50_000,
  },
  ChargeCreate: {
    storeId: STORE_ID,
    externalRef: 'till-7-1043',
    memberNumber: '7043000000000004',
    amountMinor: 9_800,
    upTo: true,
  },
  ChargeRefund: { storeId: STORE_ID },
  CodeValidate: { storeId: STORE_ID, code: 'KAFFE-7GQ2MX4B', basket },
  TransferCreate: { toNumber: '7043000000000004', unit: 'points', amount: 200, note: 'Till fikat' },
  GiftCreate: {
    memberNumber: '7043000000000004',
    unit: 'points',
    amount: 500,
    operator: 'Kajsa, customer service',
    reason: 'The parcel came late',
  },
  AdjustmentCreate: {
    enrolmentId: ENROLMENT_ID,
    unit: 'points',
    amount: -120,
    operator: 'Kajsa, customer service',
    reason: 'Counted twice at the till',
  },
  ReversalCreate: { operator: 'Kajsa, customer service', reason: 'The rule gave ten times too much' },
  EventBatch: {
    events: [
      { id: 'review-8812', type: 'review', memberNumber: '7043000000000004', occurredAt: AT },
      {
        id: 'parcel-1042',
        type: 'delivered',
        enrolmentId: ENROLMENT_ID,
        occurredAt: AT,
        storeId: STORE_ID,
        purchaseRef: '1042',
      },
    ],
  },
  PreviewRequest: { storeId: STORE_ID, ...basket, memberNumber: '7043000000000004' },
  OwnPreviewRequest: { storeId: STORE_ID, ...basket },
  BirthMonth: { month: 5 },
  ConsentChange: { granted: false },
  BacktestCreate: { offer, days: 90 },
  TierMatch: {
    tier: 'gold',
    untilAt: Date.UTC(2027, 5, 30, 22),
    operator: 'Kajsa, customer service',
    reason: 'Gold at another roastery',
  },
}
