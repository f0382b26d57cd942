import type { PresetFile } from '../contracts/index.ts'

const thing = (key: string, amount: number, name: string) => ({
  key,
  content: { en: { name } },
  goods: { kind: 'freeItem' as const, name },
  price: { unit: 'points' as const, amount },
})

const moneyOff = (key: string, amount: number, name: string, amountMinor: number, categories?: string[]) => ({
  key,
  content: { en: { name } },
  goods: {
    kind: 'code' as const,
    source: { kind: 'minted' as const, prefix: 'STARS' },
    discount: { kind: 'amountOff' as const, amountMinor, ...(categories && { scope: { categories } }) },
  },
  price: { unit: 'points' as const, amount },
})

/**
 * Starbucks Rewards in the United States from 10 March 2026, as published: 1, 1.2 and 1.7 Stars a dollar; Gold at 500 and
 * Reserve at 2,500 Stars within 12 months, for 12 months; Green's Stars expire after six months, a month later for each month
 * that was active; Gold's and Reserve's never. Stored value pays, in the shop by showing the card.
 */
export const starbucks2026 = {
  key: 'starbucks-2026',
  name: 'Stars',
  summary:
    'One Star a dollar, 1.2 as Gold and 1.7 as Reserve. From 25 Stars they become something in the cup. Load the card, order ahead, and pay by showing it.',
  source: [
    'https://thepointsguy.com/news/starbucks-rewards-introduces-elite-status-tiers',
    'https://www.businesswire.com/news/home/20260128583882/en/',
    'https://www.consumeraffairs.com/news/starbucks-is-changing-its-rewards-program-heres-how-it-affects-your-free-drinks-020226.html',
    'https://www.fox5ny.com/news/starbucks-unveils-updated-rewards-program-new-member-benefits',
  ],
  rules: {
    currency: 'USD',
    timeZone: 'America/Los_Angeles',
    units: {
      points: {
        expiry: {
          kind: 'rolling',
          months: 6,
          roundUpTo: 'month',
          unlessActiveInMonth: true,
          exceptTiers: ['gold', 'reserve'],
        },
      },
      storedValue: {},
    },
    earn: [
      {
        key: 'stars',
        give: { kind: 'proportional', amount: 1, perMinor: 100 },
        scope: { exceptCategories: ['gift cards', 'alcohol'] },
      },
    ],
    pointValueCentiMinor: null,
    tiers: {
      basis: { kind: 'earned', unit: 'points' },
      window: { kind: 'rolling', months: 12 },
      keepsUntil: 'window',
      downgrade: 'anew',
      levels: [
        { key: 'green', name: 'Green', threshold: 0 },
        { key: 'gold', name: 'Gold', threshold: 500, entitlements: { earnPercent: 120 } },
        { key: 'reserve', name: 'Reserve', threshold: 2500, entitlements: { earnPercent: 170 } },
      ],
    },
  },
  rewards: [
    thing('customise', 25, 'A drink your way: an extra shot, a syrup or cold foam'),
    moneyOff('two-off', 60, '$2 off', 200),
    thing('brewed', 100, 'Brewed coffee or tea, something from the bakery, or a snack'),
    thing('handcrafted', 200, 'A handcrafted drink or a hot breakfast'),
    thing('lunch', 300, 'A sandwich, a protein box or a bag of coffee'),
    moneyOff('merchandise', 400, 'Merchandise, up to $20', 2000, ['merchandise']),
  ],
} satisfies PresetFile
