import type { PresetFile } from '../contracts/index.ts'

/**
 * Points for money, points for a birthday, money off for points. Modelled on Sephora's Beauty Insider as published: 1 point
 * a dollar, 250 for the birthday, 500 points are $10 off, and all is lost after 12 months without buying or redeeming.
 */
export const points = {
  key: 'points',
  name: 'Points',
  summary:
    'One point for every dollar spent on goods, 250 points in your birthday month, $10 off for 500 points.',
  source: [
    'https://thekrazycouponlady.com/tips/money/sephora-vib',
    'https://klabatnewsok.com/qa/what-is-the-sephora-100-rouge-reward.html',
  ],
  rules: {
    currency: 'USD',
    timeZone: 'America/Los_Angeles',
    units: {
      points: {
        // Until a purchase can no longer be returned, its points are not there to be spent.
        pending: { kind: 'delay', days: 30 },
        expiry: { kind: 'inactivity', months: 12, resetBy: ['purchase', 'spend'] },
      },
    },
    earn: [
      { key: 'purchase', give: { kind: 'proportional', amount: 1, perMinor: 100 } },
      {
        key: 'birthday',
        on: { kind: 'birthdayMonth' },
        give: { kind: 'fixed', amount: 250 },
        pending: { kind: 'none' },
      },
    ],
    pointValueCentiMinor: 200,
  },
  rewards: [
    {
      key: 'ten-off',
      content: { en: { name: '$10 off' }, sv: { name: '10 dollar av' } },
      goods: {
        kind: 'code',
        source: { kind: 'minted', prefix: 'TEN' },
        discount: { kind: 'amountOff', amountMinor: 1000 },
      },
      price: { unit: 'points', amount: 500 },
    },
  ],
} satisfies PresetFile
