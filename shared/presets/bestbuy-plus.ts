import type { PresetFile } from '../contracts/index.ts'

/**
 * Paid by the year: prices for members, sales before everybody else, delivery without a minimum, 60 days to return. My Best
 * Buy Plus as published: $49.99 a year; who leaves after the first 60 days gets back the days that are left.
 */
export const bestbuyPlus = {
  key: 'bestbuy-plus',
  name: 'Plus',
  summary:
    'For $49.99 a year: prices for members, sales a day before everybody else, free delivery, and 60 days to return what you bought.',
  source: [
    'https://www.bestbuy.com/site/best-buy-membership/best-buy-membership-faqs/pcmcat1630361388557.c?id=pcmcat1630361388557',
    'https://visualfoodie.com/which-best-buy-membership-plan-should-you-choose',
  ],
  rules: {
    currency: 'USD',
    timeZone: 'America/Chicago',
    units: { storedValue: {} },
    earn: [],
    pointValueCentiMinor: null,
    plans: [
      {
        key: 'plus',
        name: 'Plus',
        price: { amountMinor: 4999, currency: 'USD' },
        term: 'year',
        refund: 'proRataLessSaved',
        entitlements: {
          freeShipping: true,
          // How much and how early is published sale by sale: these two are a start, for the shop to set.
          memberPricePercent: 5,
          earlyAccessHours: 24,
          returnDays: 60,
        },
      },
    ],
  },
  offers: [
    {
      key: 'free-delivery',
      content: { en: { headline: 'Free delivery for members' }, sv: { headline: 'Fri frakt för medlemmar' } },
      audience: { plans: ['plus'] },
      reward: { kind: 'freeShipping' },
      code: { kind: 'minted', prefix: 'PLUS' },
    },
  ],
} satisfies PresetFile
