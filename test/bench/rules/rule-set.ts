import {
  type Comparison,
  DAY_MS,
  type Profile,
  ProgramRules,
  type Rule,
} from '../../../shared/contracts/index.ts'
import {
  addPurchase,
  type Catalogue,
  compileCatalogue,
  emptyProfile,
  type MemberView,
} from '../../../shared/engine/index.ts'
import { plainRules } from '../../plain-rules.ts'

const NOW = Date.UTC(2026, 5, 15, 12)
const RULES = 50
const MEMBERS = 64
const CATEGORIES = Array.from({ length: 40 }, (_, i) => `category ${i}`)

/** A repeatable stand-in for chance: the benchmark must weigh the same every time. */
const pick = (n: number, of: number) => Math.abs(Math.imul(n + 1, 2_654_435_761) % of)

/** Rules as merchants write them: two or three comparisons, ten shapes, five categories or thresholds each. */
function ruleOf(i: number): Rule {
  const n = Math.floor(i / 10)
  const args = { category: CATEGORIES[i % CATEGORIES.length]! }
  const than = (
    signal: string,
    op: Comparison['op'],
    value: number,
    of?: Comparison['args'],
  ): Comparison => ({
    signal,
    op,
    value,
    ...(of ? { args: of } : {}),
  })
  const shapes: Rule[] = [
    { all: [than('recencyDays', 'lt', 10 + n * 20), than('purchaseCount', 'gte', 3 + n)] },
    { all: [than('categoryShare', 'gt', 0.02, args), than('daysSinceCategory', 'gt', 7 + n, args)] },
    { any: [than('spendInWindow', 'gt', 20_000 * n, { days: 30 }), than('averageOrderValue', 'gt', 9_000)] },
    { all: [than('categorySurge', 'gt', 1.2, args), than('tenureDays', 'gt', 60)] },
    { not: than('recencyDays', 'lt', 60 + n) },
    {
      all: [
        { signal: 'memberRegion', op: 'in', value: ['SE', 'SE-AB', 'NO'] },
        than('purchaseCount', 'gt', n),
      ],
    },
    { all: [than('localHour', 'gte', 6), than('localHour', 'lt', 12 + n)] },
    { any: [than('interest', 'gte', 2, args), than('categoryShare', 'gt', 0.05, args)] },
    {
      all: [
        than('spendInWindow', 'gt', 10_000, { days: 90 }),
        { not: than('daysSinceCategory', 'lt', 30, args) },
      ],
    },
    {
      all: [
        than('tenureDays', 'gt', 365),
        than('averageOrderValue', 'gte', 2_000),
        than('recencyDays', 'lte', 90),
      ],
    },
  ]
  return shapes[i % 10]!
}

/** A member with from none to 200 purchases over two years. */
function profileOf(member: number): Profile {
  let profile = emptyProfile()
  const purchases = member % 8 === 0 ? 0 : pick(member, 200)
  for (let i = 0; i < purchases; i += 1) {
    const lines = [0, 1, 2].map((line) => ({
      category: CATEGORIES[pick(member * 1_000 + i * 3 + line, CATEGORIES.length)]!,
      amountMinor: 1_000 + 10 * i + pick(i, 4_000),
    }))
    profile = addPurchase(
      profile,
      {
        purchasedAt: NOW - (730 - i * (1 + pick(member, 37) / 10)) * DAY_MS,
        spendMinor: lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
        region: ['SE-AB', 'SE', 'NO-03', 'DK-84'][member % 4]!,
        lines,
      },
      'Europe/Stockholm',
    )
  }
  // As the database hands it over: parsed, with the shapes that JSON gives.
  return JSON.parse(JSON.stringify(profile))
}

/** The rules that every engine is given. */
export const rules: Rule[] = Array.from({ length: RULES }, (_, i) => ruleOf(i))

/** The members that every engine is asked about. */
export const members: MemberView[] = Array.from({ length: MEMBERS }, (_, member) => ({
  profile: profileOf(member),
  interest: member % 3 === 0 ? [] : [{ category: CATEGORIES[pick(member, 40)]!, weight: 1 + (member % 3) }],
  now: NOW + member * 977,
}))

/** The rules as the project compiles them: each is a segment. */
export const catalogueOf = (own: readonly Rule[]): Catalogue =>
  compileCatalogue({
    programId: 'prg_1',
    version: 1,
    rules: ProgramRules.parse(plainRules()),
    stores: [],
    segments: own.map((rule, i) => ({ id: `seg_${i}`, key: `segment-${i}`, name: '', rule, createdAt: NOW })),
    offers: [],
  })
