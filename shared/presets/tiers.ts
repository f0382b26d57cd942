import type { PresetFile } from '../contracts/index.ts'

/**
 * Standing by what is spent in a calendar year, kept to the end of the year after it. Modelled on Sephora's Beauty Insider
 * as published: $350 a year for the second tier, $1,000 for the third; 1, 1.25 and 1.5 points a dollar.
 */
export const tiers = {
  key: 'tiers',
  name: 'Tiers',
  summary:
    'Spend $350 in a calendar year and earn 1.25 points a dollar, spend $1,000 and earn 1.5 with free delivery: for the rest of that year and all of the next.',
  source: [
    'https://www.shop.ca/news/sephora-reveals-changes-to-the-beauty-insider-program-594',
    'https://pleasefireme.com/writers-diary/does-vib-expire/',
  ],
  rules: {
    currency: 'USD',
    timeZone: 'America/Los_Angeles',
    units: {
      points: {
        pending: { kind: 'delay', days: 30 },
        expiry: { kind: 'inactivity', months: 12, resetBy: ['purchase', 'spend'] },
      },
    },
    earn: [{ key: 'purchase', give: { kind: 'proportional', amount: 1, perMinor: 100 } }],
    pointValueCentiMinor: 200,
    tiers: {
      basis: { kind: 'spend' },
      window: { kind: 'calendarYear' },
      keepsUntil: 'nextWindow',
      downgrade: 'anew',
      levels: [
        { key: 'insider', name: 'Insider', threshold: 0 },
        { key: 'silver', name: 'Silver', threshold: 35_000, entitlements: { earnPercent: 125 } },
        {
          key: 'rouge',
          name: 'Rouge',
          threshold: 100_000,
          entitlements: { earnPercent: 150, freeShipping: true },
        },
      ],
    },
  },
  offers: [
    {
      key: 'free-delivery',
      content: { en: { headline: 'Free delivery for members' }, sv: { headline: 'Fri frakt för medlemmar' } },
      audience: { tiers: ['rouge'] },
      reward: { kind: 'freeShipping' },
      code: { kind: 'minted', prefix: 'ROUGE' },
    },
  ],
} satisfies PresetFile
