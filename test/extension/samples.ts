import type { Shown } from '../../extension/facts.ts'
import type { DecidedOffer, Decision, Partner } from '../../shared/contracts/index.ts'

/** Invented for pictures and unit tests; nothing here is anyone's purchase. */
export const NOW = Date.UTC(2026, 10, 22, 13, 32)
const DAY = 86_400_000
const id = (prefix: string, n: number) => `${prefix}_${String(n).padStart(26, '0')}`

export const partner: Partner = {
  storeId: id('sto', 1),
  name: 'Tallboda Kafferosteri',
  origin: 'https://tallboda.example',
  platform: 'other',
  currency: 'SEK',
  locale: 'sv',
}

export const otherPartner: Partner = {
  ...partner,
  storeId: id('sto', 2),
  name: 'Vindfäste',
  origin: 'https://vindfaste.example',
}

const offer = (n: number, change: Partial<DecidedOffer>): DecidedOffer => ({
  offerId: id('off', n),
  revision: 1,
  key: `offer-${n}`,
  headline: '45 kr off coffee over 300 kr',
  terms: null,
  reward: { kind: 'amountOff', amountMinor: 4500 },
  use: 'code',
  effect: { kind: 'discount', amountMinor: 4500, currency: 'SEK' },
  reasons: [{ code: 'categoryRhythm', params: { category: 'coffee', everyDays: 9, daysAgo: 12 } }],
  personal: true,
  endsAt: NOW + 7 * DAY,
  score: 1,
  ...change,
})

export const coffee = offer(1, {})
export const filters = offer(2, {
  headline: 'Double points on filters',
  reward: { kind: 'pointsMultiplier', factor: 2 },
  use: 'automatic',
  effect: { kind: 'points', points: null },
  reasons: [{ code: 'categoryBought', params: { category: 'filters', daysAgo: 42 } }],
  endsAt: NOW + 14 * DAY,
})
export const delivery = offer(3, {
  headline: 'Free delivery',
  reward: { kind: 'freeShipping' },
  effect: { kind: 'freeShipping', amountMinor: 4900, currency: 'SEK' },
  reasons: [],
  personal: false,
  endsAt: null,
})

/** A part of the basket paid with the member's own points: last of the offers, as it saves nothing. */
export const ownPoints = offer(5, {
  headline: 'Pay with your points',
  reward: { kind: 'payWithPoints', unit: 'points', maxPercent: 50 },
  effect: {
    kind: 'discount',
    amountMinor: 1200,
    currency: 'SEK',
    takes: { unit: 'points', amount: 240 },
  },
  reasons: [],
  personal: false,
  endsAt: null,
})

export const nearly: Decision['nearly'] = [
  {
    ...offer(4, {
      headline: '10 % off everything over 500 kr',
      reward: { kind: 'percentOff', percent: 10 },
      effect: { kind: 'discount', amountMinor: null, currency: 'SEK' },
    }),
    missing: { kind: 'spendMore', amountMinor: 1400, currency: 'SEK' },
  },
]

export const shown: Shown = {
  decisionId: id('dec', 1),
  currency: 'SEK',
  balance: {
    unit: 'points',
    held: 0,
    available: 1840,
    pending: 126,
    nextReleaseAt: NOW + 12 * DAY,
    worthMinor: 9200,
  },
  offers: [coffee, filters, delivery],
  nearly: [],
  best: null,
}

export const decision: Decision = {
  id: shown.decisionId,
  storeId: partner.storeId,
  programId: id('prg', 1),
  currency: 'SEK',
  decidedAt: NOW,
  expiresAt: NOW + 10 * 60_000,
  balance: shown.balance,
  offers: shown.offers,
  nearly: [],
  best: null,
  token: 'not-a-real-token',
}

export const member = {
  id: id('mem', 1),
  number: '7043118622590418',
  locale: 'en' as const,
  createdAt: NOW,
}

export const result = {
  storeId: partner.storeId,
  claims: [{ claimId: id('clm', 1), offerId: coffee.offerId, code: 'KAFFE45' }],
  currency: 'SEK',
  beforeMinor: 48600,
  afterMinor: 44100,
  measuredAt: NOW,
}

/** Three codes of one run: two stand, each with its own part, and one did not help. */
export const severalResult = {
  ...result,
  claims: [...result.claims, { claimId: id('clm', 2), offerId: delivery.offerId, code: 'FRAKT0' }],
  afterMinor: 39200,
  parts: [
    { code: 'KAFFE45', beforeMinor: 48600, afterMinor: 44100 },
    { code: 'FRAKT0', beforeMinor: 44100, afterMinor: 39200 },
  ],
  idle: ['VINTER10'],
}

/** The same measured, where the member's own points paid for it. */
export const paidResult = {
  ...result,
  claims: [
    {
      claimId: id('clm', 1),
      offerId: ownPoints.offerId,
      code: 'POANG-7F3Q',
      takes: { unit: 'points' as const, amount: 240 },
    },
  ],
  afterMinor: 47400,
}
