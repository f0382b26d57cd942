import type { PresetFile } from '../contracts/index.ts'

/** All that the fee buys, by the month as by the year. */
const entitlements = { freeShipping: true, earlyAccessHours: 1 }

/**
 * Paid by the month or the year: free delivery, and offers for members alone. Amazon Prime in the United States as
 * published: $14.99 a month or $139 a year, 30 days of trial, no money back once a benefit was used.
 */
export const prime = {
  key: 'prime',
  name: 'Prime',
  summary:
    'For $14.99 a month or $139 a year: free delivery, and offers for members alone. The first 30 days are free.',
  source: [
    'https://www.cbsnews.com/essentials/amazon-prime-benefits-what-is/',
    'https://www.windowscentral.com/software-apps/amazon-prime-memberships-faq',
    'https://www.moneycrashers.com/amazon-prime-review/',
  ],
  rules: {
    currency: 'USD',
    timeZone: 'America/Los_Angeles',
    units: { storedValue: {} },
    earn: [],
    pointValueCentiMinor: null,
    plans: [
      {
        key: 'prime-month',
        name: 'Prime, by the month',
        price: { amountMinor: 1499, currency: 'USD' },
        term: 'month',
        trialDays: 30,
        refund: 'none',
        entitlements,
      },
      {
        key: 'prime-year',
        name: 'Prime, by the year',
        price: { amountMinor: 13_900, currency: 'USD' },
        term: 'year',
        trialDays: 30,
        refund: 'none',
        entitlements,
      },
    ],
  },
  offers: [
    {
      key: 'free-delivery',
      content: { en: { headline: 'Free delivery for members' }, sv: { headline: 'Fri frakt för medlemmar' } },
      audience: { plans: ['prime-month', 'prime-year'] },
      reward: { kind: 'freeShipping' },
      code: { kind: 'minted', prefix: 'PRIME' },
    },
    {
      key: 'members-only',
      content: { en: { headline: 'A deal for members alone' }, sv: { headline: 'Bara för medlemmar' } },
      audience: { plans: ['prime-month', 'prime-year'] },
      reward: { kind: 'percentOff', percent: 20 },
      code: { kind: 'minted', prefix: 'DEAL' },
      // On what and how much changes by the day: the shop says, and then puts it live.
      state: 'draft',
    },
  ],
} satisfies PresetFile
