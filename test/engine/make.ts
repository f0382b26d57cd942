import {
  type Basket,
  DAY_MS,
  foldCategory,
  type Line,
  type Offer,
  type Profile,
  ProgramRules,
  type Rule,
  type Segment,
} from '../../shared/contracts/index.ts'
import {
  addPurchase,
  type CatalogueData,
  compileCatalogue,
  type DecisionInput,
  emptyProfile,
  type ProfileLine,
  type ProfilePurchase,
  type SignalContext,
  type SignalExample,
} from '../../shared/engine/index.ts'

/** Noon UTC on 15 June 2026. */
export const NOW = Date.UTC(2026, 5, 15, 12)

/** A point for every whole krona, usable after 30 days. */
export const RULES = ProgramRules.parse({
  currency: 'SEK',
  timeZone: 'Europe/Stockholm',
  units: { points: { pending: { kind: 'delay', days: 30 } } },
  earn: [{ key: 'everyday', give: { kind: 'proportional', amount: 1, perMinor: 100, wholeStepsOnly: true } }],
  pointValueCentiMinor: 500,
})

const ulid = (n: number) => String(n).padStart(26, '0')

/** An id of the right shape: `idOf('off', 3)`. */
export const idOf = (kind: string, n: number) => `${kind}_${ulid(n)}`

export const STORE = {
  id: idOf('sto', 1),
  merchantId: idOf('mer', 1),
  currency: 'SEK',
  locale: 'sv' as const,
}

export const line = (
  categoryOrNone: string | undefined,
  amountMinor: number,
  more: Partial<Line> = {},
): Line => ({
  sku: 'SKU-0',
  quantity: 1,
  amountMinor,
  ...(categoryOrNone === undefined ? {} : { category: categoryOrNone }),
  ...more,
})

export const basketOf = (lines: Line[], more: Partial<Basket> = {}): Basket => ({
  currency: 'SEK',
  totalMinor: lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  lines,
  ...more,
})

export const segmentOf = (key: string, rule: Rule): Segment => ({
  id: idOf('seg', key.length),
  key,
  name: key,
  rule,
  createdAt: NOW,
})

export const offerOf = (n: number, more: Partial<Offer> = {}): Offer => ({
  id: idOf('off', n),
  merchantId: STORE.merchantId,
  key: `offer-${n}`,
  revision: 1,
  state: 'live',
  content: { en: { headline: `Offer ${n}` } },
  audience: { segments: [] },
  reward: { kind: 'amountOff', amountMinor: 1_000 },
  conditions: {},
  schedule: { startsAt: NOW - DAY_MS, endsAt: null },
  limits: {},
  code: { kind: 'minted', prefix: 'AB' },
  storeIds: [],
  priority: 50,
  holdoutPercent: 0,
  stacking: { groups: [], alone: false, excludes: [] },
  pauseIfNotWorthIt: false,
  createdAt: NOW,
  updatedAt: NOW,
  ...more,
})

export const catalogueOf = (offers: Offer[], more: Partial<CatalogueData> = {}) =>
  compileCatalogue({
    programId: idOf('prg', 1),
    version: 1,
    rules: RULES,
    stores: [STORE],
    segments: [],
    offers,
    ...more,
  })

/** A decision's input around some offers: nothing used, nobody known, no basket. */
export const inputOf = (
  offers: Offer[],
  more: Partial<DecisionInput> = {},
  data: Partial<CatalogueData> = {},
): DecisionInput => ({
  catalogue: catalogueOf(offers, data),
  storeId: STORE.id,
  locale: 'en',
  profile: null,
  enrolmentId: idOf('enr', 1),
  usage: { exhausted: new Set(), perMember: new Map() },
  now: NOW,
  ...more,
})

export const purchaseOf = (daysAgo: number, lines: ProfileLine[], region?: string): ProfilePurchase => ({
  purchasedAt: Math.round(NOW - daysAgo * DAY_MS),
  spendMinor: lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  region: region ?? null,
  lines,
})

export const profileOf = (...purchases: ProfilePurchase[]): Profile =>
  purchases.reduce((profile, purchase) => addPurchase(profile, purchase, RULES.timeZone), emptyProfile())

/** Purchases of one category, so many days ago each. */
export const bought = (category: string, ...daysAgo: number[]): ProfilePurchase[] =>
  daysAgo.map((days) => purchaseOf(days, [{ category, amountMinor: 1_000 }]))

/** What a signal reads where nothing is known but what is given. */
export const contextOf = (more: Partial<SignalContext> = {}): SignalContext => ({
  profile: null,
  member: null,
  programme: null,
  now: NOW,
  interest: null,
  basket: null,
  isIn: () => null,
  timeZone: RULES.timeZone,
  currency: RULES.currency,
  ...more,
})

/** What a signal's golden case is evaluated in. No purchases: no profile. */
export function contextOfExample(example: SignalExample): SignalContext {
  const now = example.now ?? NOW
  const purchases = (example.purchases ?? []).map(
    ({ daysAgo, product, region, coded = false, amountMinor = 1_000, ...line }) => ({
      ...purchaseOf(daysAgo, [{ ...line, sku: product, amountMinor }], region),
      coded,
      purchasedAt: Math.round(now - daysAgo * DAY_MS),
    }),
  )
  const { member, programme, basket, segments } = example
  const folded = (names: (string | undefined)[]) =>
    new Set(names.flatMap((name) => (name === undefined ? [] : [foldCategory(name)])))
  return contextOf({
    profile: purchases.length === 0 ? null : profileOf(...purchases),
    now,
    interest: example.interest
      ? new Map(example.interest.map(({ category, weight }) => [foldCategory(category), weight]))
      : null,
    timeZone: example.timeZone ?? RULES.timeZone,
    member: member ? { tier: null, plans: [], ...member } : null,
    programme: programme
      ? {
          version: 1,
          madeAt: now,
          rfm: null,
          lifetime: null,
          complements: null,
          learned: null,
          ...programme,
        }
      : null,
    basket: basket
      ? {
          categories: folded(basket.map(({ category }) => category)),
          brands: folded(basket.map(({ brand }) => brand)),
          skus: new Set(basket.flatMap(({ product }) => product ?? [])),
        }
      : null,
    isIn: (segment) => segments?.[segment] ?? null,
  })
}
