import type { PresetFile } from '../contracts/index.ts'

/** Buy nine, the tenth is free. Caffè Nero's card as published: a stamp a drink, nine for a free one, stamps never expire. */
export const stamps = {
  key: 'stamps',
  name: 'Stamp card',
  summary: 'A stamp for every drink. Buy nine, and the tenth is free. Stamps do not expire.',
  source: [
    'https://www.thescottishsun.co.uk/money/6003922/best-and-worst-coffee-loyalty-schemes-starbucks-costa-mcdonalds/',
    'https://conversation.which.co.uk/travel-leisure/coffee-shops-loyalty-nero-starbucks-pret-costa/',
  ],
  rules: {
    currency: 'GBP',
    timeZone: 'Europe/London',
    units: { stamps: {} },
    earn: [
      {
        key: 'drink',
        unit: 'stamps',
        give: { kind: 'perItem', amount: 1 },
        scope: { categories: ['drinks'] },
      },
    ],
    pointValueCentiMinor: null,
  },
  rewards: [
    {
      key: 'tenth-drink',
      content: { en: { name: 'The tenth drink, free' }, sv: { name: 'Den tionde drycken gratis' } },
      goods: { kind: 'freeItem', name: 'Any drink from the menu' },
      price: { unit: 'stamps', amount: 9 },
    },
  ],
} satisfies PresetFile
