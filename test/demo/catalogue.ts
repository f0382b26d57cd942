import type { z } from 'zod'
import {
  DAY_MS,
  type ExperimentCreate,
  type GoalCreate,
  type MerchantCreate,
  type OfferCreate,
  type PickupMenu,
  type SegmentCreate,
  type StoreCreate,
} from '../../shared/contracts/index.ts'
import { SEGMENT_PRESETS } from '../../shared/engine/index.ts'
import type { ShopKind } from './shops/index.ts'
import { garmentBySku } from './shops/vindfaste/catalogue.ts'

/** A merchant of the demo, all that it would type into a console. */
export type DemoMerchant = {
  kind: ShopKind
  port: number
  registration: z.input<typeof MerchantCreate>
  /** Its origin is known once the shop is up. */
  store: Omit<StoreCreate, 'origin' | 'sites'>
  /** What can be ordered ahead, and where it is fetched. */
  menu?: PickupMenu
  segments: SegmentCreate[]
  offers(now: number): Partial<z.input<typeof OfferCreate>>[]
  /** Random splits that run from the start. */
  experiments?(now: number): z.input<typeof ExperimentCreate>[]
  /** What it wants figures to become, once they have been measured: `rise` of a fifth is 0.2. */
  goals?(now: number): (Omit<GoalCreate, 'baseline' | 'target'> & { rise: number })[]
}

const always = (now: number) => ({ startsAt: now - 3_600_000, endsAt: null })

/** A usual segment of recency, frequency and spend, as the API hands it out. */
const preset = (key: string): SegmentCreate =>
  SEGMENT_PRESETS.find(({ segment }) => segment.key === key)!.segment

/** An evening next spring, by the clock of the roastery. */
const TASTING_AT = Date.UTC(new Date().getUTCFullYear() + 1, 3, 16, 23)

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
        units: { points: { pending: { kind: 'delay', days: 30 } }, storedValue: {} },
        earn: [
          {
            key: 'purchases',
            give: { kind: 'proportional', amount: 1, perMinor: 100, wholeStepsOnly: true },
          },
          { key: 'birthday', on: { kind: 'birthdayMonth' }, give: { kind: 'fixed', amount: 50 } },
        ],
        pointValueCentiMinor: 100,
        offers: {
          // Roasting keeps more of a price than most shops do.
          marginPercent: 45,
          groups: [
            { key: 'discounts', name: 'Discounts: the best of them', mode: 'best' },
            { key: 'cookie-points', name: 'Points on cookies, once', mode: 'best' },
          ],
        },
        transfers: { unit: 'points', perDay: 200 },
        tiers: {
          basis: { kind: 'spend' },
          window: { kind: 'rolling', months: 12 },
          graceDays: 14,
          downgrade: 'oneStep',
          levels: [
            {
              key: 'guest',
              name: 'Guest',
              content: {
                sv: { name: 'Gäst' },
                da: { name: 'Gæst' },
                nb: { name: 'Gjest' },
                ru: { name: 'Гость' },
              },
              threshold: 0,
            },
            {
              key: 'regular',
              name: 'Regular',
              content: {
                sv: { name: 'Stamgäst' },
                da: { name: 'Stamgæst' },
                nb: { name: 'Stamgjest' },
                ru: { name: 'Постоянный гость' },
              },
              threshold: 50_000,
              entitlements: { earlyAccessHours: 24 },
            },
            {
              key: 'roaster',
              name: 'Roaster',
              content: {
                sv: { name: 'Rostare' },
                da: { name: 'Rister' },
                nb: { name: 'Brenner' },
                ru: { name: 'Обжарщик' },
              },
              threshold: 300_000,
              entitlements: { earlyAccessHours: 48, freeShipping: true },
            },
          ],
        },
        plans: [
          {
            key: 'plus',
            name: 'Tallboda Plus',
            price: { amountMinor: 3_900, currency: 'USD' },
            term: 'year',
            trialDays: 30,
            entitlements: {
              freeShipping: true,
              memberPricePercent: 5,
              yearlyReward: { percent: 2, capMinor: 10_000, paidOn: { month: 3, day: 1 } },
            },
          },
        ],
        saleShares: [{ cause: 'shade-trees', basisPoints: 50 }],
      },
      causes: [
        {
          key: 'shade-trees',
          name: 'Shade trees for coffee farms',
          summary: 'Plants trees between coffee bushes, so that they and the birds have shade.',
          content: {
            sv: {
              name: 'Skuggträd åt kaffeodlingar',
              summary: 'Planterar träd mellan kaffebuskarna, så att de och fåglarna får skugga.',
            },
            da: {
              name: 'Skyggetræer til kaffegårde',
              summary: 'Planter træer mellem kaffebuskene, så de og fuglene får skygge.',
            },
            nb: {
              name: 'Skyggetrær til kaffegårder',
              summary: 'Planter trær mellom kaffebuskene, så de og fuglene får skygge.',
            },
            ru: {
              name: 'Тень для кофейных ферм',
              summary: 'Сажает деревья между кофейными кустами: тень нужна и им, и птицам.',
            },
          },
        },
        {
          key: 'breakfast-club',
          name: 'Breakfast club',
          summary: 'Breakfast at school, every morning, for whoever comes.',
          content: {
            sv: { name: 'Frukostklubben', summary: 'Frukost i skolan varje morgon, för alla som kommer.' },
            da: {
              name: 'Morgenmadsklubben',
              summary: 'Morgenmad på skolen hver morgen for alle, der kommer.',
            },
            nb: { name: 'Frokostklubben', summary: 'Frokost på skolen hver morgen, for alle som kommer.' },
            ru: { name: 'Клуб завтраков', summary: 'Завтрак в школе каждое утро для всех, кто придёт.' },
          },
        },
      ],
      rewards: [
        {
          key: 'free-coffee',
          content: {
            en: { name: 'A bag of coffee', detail: 'Any 250 g bag, handed over when you show your card.' },
            sv: { name: 'En påse kaffe', detail: 'Valfri påse på 250 g, när du visar kortet.' },
            da: { name: 'En pose kaffe', detail: 'En valgfri pose på 250 g, når du viser kortet.' },
            nb: { name: 'En pose kaffe', detail: 'Valgfri pose på 250 g, når du viser kortet.' },
            ru: { name: 'Пачка кофе', detail: 'Любая пачка 250 г по карте участника.' },
          },
          goods: { kind: 'freeItem', name: 'Coffee, 250 g' },
          price: { unit: 'points', amount: 180 },
        },
        {
          key: 'five-off',
          content: {
            en: { name: '$5 off', detail: 'A code of your own for your next order.' },
            sv: { name: '5 USD rabatt', detail: 'En egen kod för nästa beställning.' },
            da: { name: '5 USD rabat', detail: 'Din egen kode til næste ordre.' },
            nb: { name: '5 USD avslag', detail: 'Din egen kode til neste bestilling.' },
            ru: { name: 'Скидка 5 $', detail: 'Личный код на следующий заказ.' },
          },
          goods: {
            kind: 'code',
            source: { kind: 'minted', prefix: 'FEM' },
            discount: { kind: 'amountOff', amountMinor: 500 },
          },
          price: { unit: 'points', amount: 500 },
        },
        {
          key: 'tasting',
          content: {
            en: { name: 'A seat at the tasting', detail: 'Twelve seats, six coffees, one evening.' },
            sv: { name: 'En plats på provningen', detail: 'Tolv platser, sex kaffesorter, en kväll.' },
            da: { name: 'En plads til smagningen', detail: 'Tolv pladser, seks kaffer, én aften.' },
            nb: { name: 'En plass på smakingen', detail: 'Tolv plasser, seks kaffer, én kveld.' },
            ru: { name: 'Место на дегустации', detail: 'Двенадцать мест, шесть сортов, один вечер.' },
          },
          goods: {
            kind: 'seat',
            eventAt: TASTING_AT,
            place: 'The roastery, Main Street 4',
            capacity: 12,
            waitingList: true,
          },
          price: { unit: 'points', amount: 120 },
          perMember: 1,
        },
        {
          key: 'give',
          content: {
            en: { name: 'Give $2', detail: 'To a cause that you choose. The shop pays it.' },
            sv: { name: 'Ge 2 USD', detail: 'Till ett ändamål som du väljer. Butiken betalar.' },
            da: { name: 'Giv 2 USD', detail: 'Til et formål, du vælger. Butikken betaler.' },
            nb: { name: 'Gi 2 USD', detail: 'Til et formål du velger. Butikken betaler.' },
            ru: { name: 'Подарить 2 $', detail: 'На выбранное вами дело. Платит магазин.' },
          },
          goods: { kind: 'donation', amountMinor: 200 },
          price: { unit: 'points', amount: 150 },
        },
      ],
    },
  },
  menu: {
    places: [
      {
        key: 'main-street',
        name: 'Main Street',
        address: 'Main Street 4',
        openingHours: [{ days: [1, 2, 3, 4, 5, 6, 7], opens: '06:00', closes: '23:00' }],
      },
    ],
    items: [
      { sku: 'flat-white', name: 'Flat white', category: 'coffee', amountMinor: 450 },
      { sku: 'filter', name: 'Filter coffee', category: 'coffee', amountMinor: 300 },
      { sku: 'cinnamon-bun', name: 'Cinnamon bun', category: 'cookies', amountMinor: 375 },
    ],
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
    {
      key: 'overdue',
      name: 'Regulars who are late',
      rule: {
        all: [
          { signal: 'overdueRatio', op: 'gt', value: 1.5 },
          { signal: 'lifecycle', op: 'in', value: ['growing', 'steady', 'atRisk'] },
        ],
      },
    },
    preset('champions'),
    { key: 'tasting-panel', name: 'The tasting panel', list: true },
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
      stacking: { groups: ['discounts'] },
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
      stacking: { groups: ['cookie-points'] },
      priority: 40,
    },
    {
      key: 'triple-cookies',
      state: 'live',
      content: {
        en: { headline: 'Triple points on cookies' },
        sv: { headline: 'Tredubbla poäng på kakor' },
        da: { headline: 'Tredobbelte point på småkager' },
        nb: { headline: 'Tredoble poeng på kjeks' },
        ru: { headline: 'Тройные баллы за печенье' },
      },
      reward: { kind: 'pointsMultiplier', factor: 3, scope: { categories: ['cookies/cones', 'cookies'] } },
      schedule: always(now),
      stacking: { groups: ['cookie-points'] },
      priority: 40,
    },
    {
      key: 'late-but-welcome',
      state: 'live',
      content: {
        en: { headline: '40 extra points, it has been a while' },
        sv: { headline: '40 extra poäng, det var ett tag sedan' },
        da: { headline: '40 ekstra point, det er et stykke tid siden' },
        nb: { headline: '40 ekstra poeng, det er en stund siden' },
        ru: { headline: '40 баллов сверху: давно вас не было' },
      },
      audience: { segments: ['overdue'] },
      reward: { kind: 'bonusPoints', points: 40 },
      schedule: always(now),
      limits: { caps: [{ per: 'member', period: 'quarter', times: 1 }] },
      priority: 45,
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
      limits: {
        caps: [
          { per: 'household', period: 'month', times: 4 },
          { per: 'offer', period: 'month', times: 400 },
        ],
      },
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
      key: 'pay-with-points',
      state: 'live',
      content: {
        en: { headline: 'Pay with your points', terms: 'Up to half of the goods.' },
        sv: { headline: 'Betala med dina poäng', terms: 'Upp till hälften av varorna.' },
        da: { headline: 'Betal med dine point', terms: 'Op til halvdelen af varerne.' },
        nb: { headline: 'Betal med poengene dine', terms: 'Inntil halvparten av varene.' },
        ru: { headline: 'Оплатить баллами', terms: 'До половины стоимости товаров.' },
      },
      reward: { kind: 'payWithPoints', maxPercent: 50 },
      schedule: always(now),
      code: { kind: 'minted', prefix: 'POINTS' },
      priority: 10,
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
      stacking: { groups: ['discounts'] },
      code: { kind: 'minted', prefix: 'IGEN' },
      // A fifth of them sees nothing, so that the offer's effect can be measured.
      holdoutPercent: 20,
      pauseIfNotWorthIt: true,
      priority: 60,
    },
  ],
  experiments: (now) => [
    {
      key: 'cookie-points',
      name: 'Double or triple points on cookies',
      arms: [
        { key: 'double', weight: 0.5, offers: ['double-cookies'] },
        { key: 'triple', weight: 0.5, offers: ['triple-cookies'] },
      ],
      startsAt: now,
    },
  ],
  goals: (now) => [
    { metric: 'averageOrderValue', rise: 0.1, deadlineAt: now + 180 * DAY_MS, owner: 'Tallboda' },
  ],
}

/** Every size of the one kind of socks that there is. */
const SOCKS = garmentBySku('VF-MYR')!.sizes.map((size) => `VF-MYR-${size}`)

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
        units: {
          points: {
            pending: { kind: 'delay', days: 14 },
            expiry: { kind: 'rolling', months: 12, roundUpTo: 'month' },
          },
        },
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
      key: 'third-pair',
      state: 'live',
      content: {
        en: { headline: 'Three pairs of socks for two', terms: 'The cheapest of three is free.' },
        sv: { headline: 'Tre par strumpor för två', terms: 'Det billigaste av tre är gratis.' },
        da: { headline: 'Tre par strømper for to', terms: 'Det billigste af tre er gratis.' },
        nb: { headline: 'Tre par sokker for to', terms: 'Det billigste av tre er gratis.' },
        ru: { headline: 'Три пары носков по цене двух', terms: 'Самая дешёвая из трёх бесплатно.' },
      },
      reward: {
        kind: 'buyXGetY',
        buy: { quantity: 2, scope: { skus: SOCKS } },
        get: { quantity: 1, scope: { skus: SOCKS } },
      },
      schedule: always(now),
      code: { kind: 'minted', prefix: 'STRUMPA' },
      priority: 40,
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
      conditions: { firstPurchase: true },
      reward: { kind: 'bonusPoints', points: 100 },
      schedule: always(now),
      limits: { perMember: 1 },
      priority: 40,
    },
  ],
}

/** The demo's merchants. */
export const MERCHANTS: readonly DemoMerchant[] = [tallboda, vindfaste]
