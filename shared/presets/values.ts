import type { PresetFile } from '../contracts/index.ts'

/**
 * A share of each sale to a cause, and points that members can give to one. The share is that of 1% for the Planet as
 * published: at least 1% of sales, whether or not there was a profit, to environmental groups that are approved.
 */
export const values = {
  key: 'values',
  name: 'Values',
  summary:
    'We give 1% of each sale to nature. You earn points as well, and can give them to a cause of your choice.',
  source: [
    'https://www.wisemove.co.nz/1-percent-for-the-planet',
    'https://ailuna.helpshift.com/hc/en/3-ailuna/faq/33-what-is-1-for-the-planet/',
  ],
  rules: {
    currency: 'SEK',
    timeZone: 'Europe/Stockholm',
    units: { points: { pending: { kind: 'delay', days: 14 } } },
    earn: [{ key: 'purchase', give: { kind: 'proportional', amount: 1, perMinor: 1000 } }],
    pointValueCentiMinor: 1000,
    saleShares: [{ cause: 'nature', basisPoints: 100 }],
  },
  causes: [
    { key: 'nature', name: 'Nature', summary: 'Groups that protect woods, water and what lives there.' },
    { key: 'neighbours', name: 'Neighbours', summary: 'Groups that look after people near the shop.' },
  ],
  rewards: [
    {
      key: 'give',
      content: { en: { name: 'Give 10 kr to a cause' }, sv: { name: 'Ge 10 kr till ett ändamål' } },
      goods: { kind: 'donation', amountMinor: 1000 },
      price: { unit: 'points', amount: 100 },
    },
  ],
} satisfies PresetFile
