import type { PresetFile } from '../contracts/index.ts'

/**
 * A yearly fee, and on the dearer level a share of the year's spend back. Costco in the United States as published: $65 a
 * year, or $130 as an Executive Member with 2% back, at most $1,250 a year, which is $62,500 of purchases.
 */
export const costco = {
  key: 'costco',
  name: 'Warehouse',
  summary:
    'Members pay $65 a year. Executive Members pay $130 and get 2% of what they spend back once a year, up to $1,250.',
  source: [
    'https://www.foodrepublic.com/1744418/costco-executive-rewards-explained/',
    'https://www.tastingtable.com/1997395/costco-executive-membership-spending/',
    'https://customerservice.costco.com/app/answers/detail/a_id/1205',
  ],
  rules: {
    currency: 'USD',
    timeZone: 'America/Los_Angeles',
    units: { storedValue: {} },
    earn: [],
    pointValueCentiMinor: null,
    plans: [
      {
        key: 'gold-star',
        name: 'Gold Star',
        price: { amountMinor: 6500, currency: 'USD' },
        term: 'year',
        entitlements: {},
      },
      {
        key: 'executive',
        name: 'Executive',
        price: { amountMinor: 13_000, currency: 'USD' },
        term: 'year',
        // The reward of the year is the fee's own: whoever leaves at once does not keep both.
        refund: 'proRataLessSaved',
        entitlements: {
          yearlyReward: {
            percent: 2,
            capMinor: 125_000,
            // Published: two months before the member's own renewal. One day for all is as near as a date comes.
            paidOn: { month: 1, day: 1 },
            scope: { exceptCategories: ['gasoline', 'tobacco', 'gift cards', 'membership fees'] },
          },
        },
      },
    ],
  },
} satisfies PresetFile
