import type { PresetFile } from '../contracts/index.ts'

/**
 * One fee for life, and a dividend each March. REI Co-op as published: $30 once; typically 10% of what was bought at full
 * price in the year before, paid once in March as credit, and gone in the second January after.
 */
export const rei = {
  key: 'rei',
  name: 'Co-op',
  summary:
    'Pay $30 once and be a member for life. Each March you get 10% of what you bought at full price the year before, to shop for until the second January after.',
  source: [
    'https://www.rivo.io/blog/rei-co-op-membership-program',
    'https://www.trailgroove.com/blogs/entry/261-2024-rei-reward-dividend-release-member-guide/',
    'https://www.rei.com/membership/benefits',
  ],
  rules: {
    currency: 'USD',
    timeZone: 'America/Los_Angeles',
    units: {
      // Paid on 1 March, it is a year old when the next January but one comes.
      storedValue: { expiry: { kind: 'date', on: { month: 1, day: 3 }, afterMonths: 12 } },
    },
    earn: [],
    pointValueCentiMinor: null,
    plans: [
      {
        key: 'member',
        name: 'Member for life',
        price: { amountMinor: 3000, currency: 'USD' },
        term: 'lifetime',
        refund: 'none',
        entitlements: {
          freeShipping: true,
          yearlyReward: {
            percent: 10,
            paidOn: { month: 3, day: 1 },
            afterYearEnd: true,
            scope: {
              fullPriceOnly: true,
              exceptCategories: ['gift cards', 'services', 'outlet', 'membership fees'],
            },
          },
        },
      },
    ],
  },
  offers: [
    {
      key: 'free-delivery',
      content: { en: { headline: 'Free delivery for members' }, sv: { headline: 'Fri frakt för medlemmar' } },
      audience: { plans: ['member'] },
      reward: { kind: 'freeShipping' },
      code: { kind: 'minted', prefix: 'COOP' },
    },
  ],
} satisfies PresetFile
