import {
  type Basket,
  DAY_MS,
  type Offer,
  type Profile,
  ProgramRules,
  type Reward,
  type Rule,
} from '../../shared/contracts/index.ts'
import {
  addPurchase,
  compileCatalogue,
  type DecisionInput,
  decide,
  emptyProfile,
  segmentsOf,
} from '../../shared/engine/index.ts'

import { plainRules } from '../plain-rules.ts'
import { combineScene } from './combine-scenes.ts'

const NOW = Date.UTC(2026, 5, 15, 12)
const CATEGORIES = Array.from({ length: 40 }, (_, i) => `category ${i}`)
const STORE = { id: 'sto_1', merchantId: 'mer_1', currency: 'SEK', locale: 'sv' as const }

/** A repeatable stand-in for chance: the benchmark must weigh the same every time. */
const pick = (n: number, of: number) => Math.imul(n + 1, 2_654_435_761) % of

/** A member of two years and 200 purchases over 40 categories. */
function aProfile(): Profile {
  let profile = emptyProfile()
  for (let i = 0; i < 200; i += 1) {
    const lines = [0, 1, 2].map((line) => ({
      category: CATEGORIES[Math.abs(pick(i * 3 + line, CATEGORIES.length))]!,
      amountMinor: 1_000 + 10 * i,
    }))
    const spendMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
    profile = addPurchase(
      profile,
      {
        purchasedAt: NOW - (730 - i * 3.6) * DAY_MS,
        spendMinor,
        region: 'SE-AB',
        lines,
      },
      'Europe/Stockholm',
    )
  }
  return profile
}

const SEGMENTS = 50

/** Rules as merchants write them: two or three comparisons, ten shapes, five categories or thresholds each. */
function ruleOf(i: number): Rule {
  const n = Math.floor(i / 10)
  const args = { category: CATEGORIES[i % CATEGORIES.length]! }
  const shapes: Rule[] = [
    {
      all: [
        { signal: 'recencyDays', op: 'lt', value: 10 + n * 20 },
        { signal: 'purchaseCount', op: 'gte', value: 3 + n },
      ],
    },
    {
      all: [
        { signal: 'categoryShare', args, op: 'gt', value: 0.02 },
        { signal: 'daysSinceCategory', args, op: 'gt', value: 7 + n },
      ],
    },
    {
      any: [
        { signal: 'spendInWindow', args: { days: 30 }, op: 'gt', value: 20_000 * n },
        { signal: 'averageOrderValue', op: 'gt', value: 9_000 },
      ],
    },
    {
      all: [
        { signal: 'categorySurge', args, op: 'gt', value: 1.2 },
        { signal: 'tenureDays', op: 'gt', value: 60 },
      ],
    },
    { not: { signal: 'recencyDays', op: 'lt', value: 60 + n } },
    {
      all: [
        { signal: 'memberRegion', op: 'in', value: ['SE', 'SE-AB', 'NO'] },
        { signal: 'purchaseCount', op: 'gt', value: n },
      ],
    },
    {
      all: [
        { signal: 'localHour', op: 'gte', value: 6 },
        { signal: 'localHour', op: 'lt', value: 12 + n },
      ],
    },
    {
      any: [
        { signal: 'interest', args, op: 'gte', value: 2 },
        { signal: 'categoryShare', args, op: 'gt', value: 0.05 },
      ],
    },
    {
      all: [
        { signal: 'spendInWindow', args: { days: 90 }, op: 'gt', value: 10_000 },
        { not: { signal: 'daysSinceCategory', args, op: 'lt', value: 30 } },
      ],
    },
    {
      all: [
        { signal: 'tenureDays', op: 'gt', value: 365 },
        { signal: 'averageOrderValue', op: 'gte', value: 2_000 },
        { signal: 'recencyDays', op: 'lte', value: 90 },
      ],
    },
  ]
  return shapes[i % 10]!
}

function rewardOf(i: number): Reward {
  const scope = { categories: [CATEGORIES[i % CATEGORIES.length]!] }
  const rewards: Reward[] = [
    { kind: 'percentOff', percent: 10 + (i % 20) },
    { kind: 'percentOff', percent: 20, scope },
    { kind: 'amountOff', amountMinor: 1_000 + i * 10 },
    { kind: 'freeShipping' },
    { kind: 'pointsMultiplier', factor: 2, scope },
    { kind: 'bonusPoints', points: 100 + i },
  ]
  return rewards[i % 6]!
}

const offerOf = (i: number): Offer => ({
  id: `off_${String(i).padStart(26, '0')}`,
  merchantId: 'mer_1',
  key: `offer-${i}`,
  revision: 1,
  state: 'live',
  content: { en: { headline: `Offer ${i}` }, sv: { headline: `Erbjudande ${i}` } },
  audience:
    i % 5 === 0
      ? { segments: [] }
      : { segments: [`segment-${i % SEGMENTS}`, `segment-${(i * 7) % SEGMENTS}`] },
  reward: rewardOf(i),
  conditions:
    i % 3 === 0
      ? { minBasketMinor: 10_000 + i * 500 }
      : i % 7 === 0
        ? { lines: { categories: [CATEGORIES[i % 40]!], quantity: 2 } }
        : {},
  schedule: { startsAt: NOW - (i % 10 === 9 ? -1 : 1) * DAY_MS, endsAt: NOW + 30 * DAY_MS },
  limits: i % 4 === 0 ? { perMember: 1 } : {},
  code: null,
  storeIds: [],
  priority: i % 100,
  holdoutPercent: i % 2 === 0 ? 10 : 0,
  stacking: { groups: [], alone: false, excludes: [] },
  pauseIfNotWorthIt: false,
  createdAt: NOW,
  updatedAt: NOW,
})

const basket: Basket = {
  currency: 'SEK',
  totalMinor: 45_000,
  shippingMinor: 4_900,
  lines: [3, 5, 8, 13, 21].map((n) => ({
    sku: `SKU-${n}`,
    category: CATEGORIES[n]!,
    quantity: 1,
    amountMinor: 1_000 * n,
  })),
}

/** The member as the database hands it over: parsed, with shapes that JSON gives. */
const profile: Profile = JSON.parse(JSON.stringify(aProfile()))

/** A decision over so many offers, and over offers of which so many more are out of the member's reach. */
const inputOver = (offers: number, beyond = 0): DecisionInput => ({
  catalogue: compileCatalogue({
    programId: 'prg_1',
    version: 1,
    rules: ProgramRules.parse(plainRules()),
    stores: [STORE],
    segments: [...Array.from({ length: SEGMENTS }, (_, i) => ruleOf(i)), NOBODYS].map((rule, i) => ({
      id: `seg_${i}`,
      key: i === SEGMENTS ? 'nobody' : `segment-${i}`,
      name: '',
      rule,
      createdAt: NOW,
    })),
    offers: [
      ...Array.from({ length: offers }, (_, i) => offerOf(i)),
      // Half of them are another segment's, half of another season.
      ...Array.from({ length: beyond }, (_, i): Offer => {
        const offer = offerOf(offers + i)
        return i % 2 === 0
          ? { ...offer, audience: { segments: ['nobody'] } }
          : { ...offer, schedule: { startsAt: NOW + 60 * DAY_MS, endsAt: NOW + 90 * DAY_MS } }
      }),
    ],
  }),
  storeId: STORE.id,
  locale: 'sv',
  profile,
  enrolmentId: 'enr_00000000000000000000000001',
  usage: {
    exhausted: new Set(['off_00000000000000000000000004']),
    perMember: new Map([['off_00000000000000000000000008', 1]]),
  },
  basket,
  interest: [{ category: 'category 3', weight: 2 }],
  now: NOW,
})

/** A segment that holds nobody. */
const NOBODYS: Rule = { signal: 'recencyDays', op: 'gt', value: 100_000 }

const few = inputOver(200)
const many = inputOver(1000)
const fewAndFar = inputOver(200, 800)

const deciding = (input: DecisionInput) => (i: number) => {
  const { offers, nearly } = decide({ ...input, now: NOW + (i & 1023) })
  return offers.length + nearly.length
}

/** What is measured, each returning a number, so that no run can be left out as unused. `empty` is the control. */
const SUBJECTS: Record<string, (i: number) => number> = {
  empty: (i) => i & 1,
  rules50: (i) =>
    segmentsOf(few.catalogue, { profile, interest: few.interest!, now: NOW + (i & 1023) }).length,
  decision200: deciding(few),
  decision1000: deciding(many),
  decision200and800: deciding(fewAndFar),
}

const scenes = new Map<string, () => number>()

/** The best combination of a scene on so many lines, as `/combine/SCENE/LINES`: made once, worked out each time. */
function combined(path: string): (() => number) | undefined {
  const [, name, scene, lines] = path.split('/')
  if (name !== 'combine') return undefined
  const known = scenes.get(path) ?? combineScene(Number(scene), Number(lines))
  scenes.set(path, known)
  return known
}

export default {
  async fetch(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    const run = SUBJECTS[pathname.slice(1)] ?? combined(pathname)
    if (!run) return new Response('no such subject', { status: 404 })
    const times = Number(searchParams.get('times'))
    let sum = 0
    for (let i = 0; i < times; i += 1) sum += run(i)
    return Response.json({ sum })
  },
}
