import type { z } from 'zod'
import type { MerchantCreate, OfferCreate, SegmentCreate, StoreCreate } from '../../shared/contracts/index.ts'
import type { ShopKind } from './shops/index.ts'

/** A merchant of the demo, all that it would type into a console. */
export type DemoMerchant = {
  kind: ShopKind
  port: number
  registration: z.input<typeof MerchantCreate>
  /** Its origin is known once the shop is up. */
  store: Omit<StoreCreate, 'origin'>
  segments: SegmentCreate[]
  offers(now: number): Partial<OfferCreate>[]
}

const always = (now: number) => ({ startsAt: now - 3_600_000, endsAt: null })

/** Coffee and biscuits, in dollars: the real grocery history is in dollars, too. */
const tallboda: DemoMerchant = {
  kind: 'tallboda',
  port: 8801,
  registration: {
    name: 'Tallboda Roastery',
    program: {
      name: 'Tallboda',
      rules: {
        currency: 'USD',
        timeZone: 'America/New_York',
        units: { points: { pending: { kind: 'delay', days: 30 } } },
        earn: [
          {
            key: 'purchases',
            give: { kind: 'proportional', amount: 1, perMinor: 100, wholeStepsOnly: true },
          },
        ],
        pointValueCentiMinor: 100,
      },
    },
  },
  store: { name: 'Tallboda', platform: 'other', currency: 'USD', locale: 'en' },
  segments: [
    {
      key: 'coffee-lovers',
      name: 'Coffee lovers',
      rule: {
        any: [
          { signal: 'categoryShare', args: { category: 'coffee' }, op: 'gte', value: 0.05 },
          { signal: 'categorySurge', args: { category: 'coffee' }, op: 'gte', value: 1.2 },
        ],
      },
    },
    {
      key: 'lapsed',
      name: 'Not here for two months',
      rule: { signal: 'recencyDays', op: 'gte', value: 60 },
    },
    {
      key: 'new-here',
      name: 'New here',
      rule: { signal: 'purchaseCount', op: 'lt', value: 2 },
    },
    {
      key: 'big-spenders',
      name: 'Big spenders',
      rule: { signal: 'spendInWindow', args: { days: 90 }, op: 'gte', value: 6_000 },
    },
  ],
  offers: (now) => [
    {
      key: 'coffee-again',
      state: 'live',
      content: {
        en: { headline: '15% off coffee', terms: 'On all coffee in the basket. Once a member.' },
        sv: { headline: '15 % på kaffe', terms: 'Gäller allt kaffe i korgen. En gång per medlem.' },
        da: { headline: '15 % på kaffe', terms: 'Gælder al kaffe i kurven. Én gang per medlem.' },
        nb: { headline: '15 % på kaffe', terms: 'Gjelder all kaffe i kurven. Én gang per medlem.' },
        ru: { headline: 'Скидка 15 % на кофе', terms: 'На весь кофе в корзине. Один раз на участника.' },
      },
      audience: {
        segments: ['coffee-lovers'],
        rule: { signal: 'daysSinceCategory', args: { category: 'coffee' }, op: 'gt', value: 10 },
      },
      reward: { kind: 'percentOff', percent: 15, scope: { categories: ['coffee'] } },
      conditions: { lines: { categories: ['coffee'], quantity: 1 } },
      schedule: always(now),
      limits: { perMember: 1, budgetMinor: 500_000 },
      code: { kind: 'minted', prefix: 'KAFFE' },
      priority: 80,
    },
    {
      key: 'double-cookies',
      state: 'live',
      content: {
        en: { headline: 'Double points on cookies' },
        sv: { headline: 'Dubbla poäng på kakor' },
        da: { headline: 'Dobbelte point på småkager' },
        nb: { headline: 'Doble poeng på kjeks' },
        ru: { headline: 'Двойные баллы за печенье' },
      },
      reward: { kind: 'pointsMultiplier', factor: 2, scope: { categories: ['cookies/cones', 'cookies'] } },
      schedule: always(now),
      priority: 40,
    },
    {
      key: 'free-delivery',
      state: 'live',
      content: {
        en: { headline: 'Free delivery over $40' },
        sv: { headline: 'Fri frakt över 40 USD' },
        da: { headline: 'Fri fragt over 40 USD' },
        nb: { headline: 'Fri frakt over 40 USD' },
        ru: { headline: 'Бесплатная доставка от 40 $' },
      },
      reward: { kind: 'freeShipping' },
      conditions: { minBasketMinor: 4000 },
      schedule: always(now),
      code: { kind: 'minted', prefix: 'FRAKT' },
      priority: 50,
    },
    {
      key: 'big-basket-bonus',
      state: 'live',
      content: {
        en: { headline: '50 extra points on a basket over $30' },
        sv: { headline: '50 extra poäng på en korg över 30 USD' },
        da: { headline: '50 ekstra point på en kurv over 30 USD' },
        nb: { headline: '50 ekstra poeng på en kurv over 30 USD' },
        ru: { headline: '50 баллов сверху за корзину от 30 $' },
      },
      audience: { segments: ['big-spenders'] },
      reward: { kind: 'bonusPoints', points: 50 },
      conditions: { minBasketMinor: 3000 },
      schedule: always(now),
      priority: 45,
    },
    {
      key: 'come-back',
      state: 'live',
      content: {
        en: { headline: '$5 off, good to see you again' },
        sv: { headline: '5 USD rabatt, kul att se dig igen' },
        da: { headline: '5 USD rabat, godt at se dig igen' },
        nb: { headline: '5 USD avslag, fint å se deg igjen' },
        ru: { headline: 'Скидка 5 $, рады видеть вас снова' },
      },
      audience: { segments: ['lapsed'] },
      reward: { kind: 'amountOff', amountMinor: 500 },
      conditions: { minBasketMinor: 2000 },
      schedule: always(now),
      limits: { perMember: 1, total: 500 },
      code: { kind: 'minted', prefix: 'IGEN' },
      // A fifth of them sees nothing, so that the offer's effect can be measured.
      holdoutPercent: 20,
      priority: 60,
    },
  ],
}

/** Outdoor clothes, in kronor: everybody is new here. */
const vindfaste: DemoMerchant = {
  kind: 'vindfaste',
  port: 8802,
  registration: {
    name: 'Vindfäste Uteliv AB',
    program: {
      name: 'Vindfäste',
      rules: {
        currency: 'SEK',
        timeZone: 'Europe/Stockholm',
        units: { points: { pending: { kind: 'delay', days: 14 } } },
        earn: [
          {
            key: 'purchases',
            give: { kind: 'proportional', amount: 1, perMinor: 1000, wholeStepsOnly: true },
          },
        ],
        pointValueCentiMinor: 1000,
      },
    },
  },
  store: { name: 'Vindfäste', platform: 'other', currency: 'SEK', locale: 'sv' },
  segments: [{ key: 'new-here', name: 'Nya här', rule: { signal: 'purchaseCount', op: 'lt', value: 2 } }],
  offers: (now) => [
    {
      key: 'winter',
      state: 'live',
      content: {
        en: { headline: '10% off for winter' },
        sv: { headline: '10 % inför vintern' },
        da: { headline: '10 % til vinteren' },
        nb: { headline: '10 % til vinteren' },
        ru: { headline: 'Скидка 10 % к зиме' },
      },
      reward: { kind: 'percentOff', percent: 10 },
      schedule: always(now),
      code: { kind: 'minted', prefix: 'VINTER' },
      priority: 60,
    },
    {
      key: 'first-purchase',
      state: 'live',
      content: {
        en: { headline: '100 points for your first purchase' },
        sv: { headline: '100 poäng för ditt första köp' },
        da: { headline: '100 point for dit første køb' },
        nb: { headline: '100 poeng for ditt første kjøp' },
        ru: { headline: '100 баллов за первую покупку' },
      },
      audience: { segments: ['new-here'] },
      reward: { kind: 'bonusPoints', points: 100 },
      schedule: always(now),
      limits: { perMember: 1 },
      priority: 40,
    },
  ],
}

/** The demo's merchants. */
export const MERCHANTS: readonly DemoMerchant[] = [tallboda, vindfaste]
