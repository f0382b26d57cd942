import {
  cohorts,
  definitionOf,
  KPIS,
  type KpiInputs,
  type Measured,
  measure,
} from '../../shared/analytics/index.ts'
import {
  type Cohort,
  DAY_MS,
  DomainError,
  type KpiKey,
  type KpiReport,
  type ProgramRules,
} from '../../shared/contracts/index.ts'
import { buyingOf, lifetimeValueMinor } from '../../shared/engine/index.ts'
import { endOfMonth, periodAt } from '../../shared/ledger/calendar.ts'
import { type Db, databaseOf } from '../db/database.ts'
import {
  isPeriodic,
  type KpiScope,
  type Month,
  type Periodic,
  readCodes,
  readCohorts,
  readPeriods,
  type Span,
  WITHOUT_MONTHS,
} from '../db/kpis.ts'
import { readBought, readFacts } from '../db/learned.ts'
import { findProgram } from '../db/programs.ts'
import { listProgramStores } from '../db/stores.ts'
import type { Env } from '../env.ts'
import type { MerchantAuth } from '../http/app.ts'

/** Members whose lifetime value is worked out one by one: of more of them, a sample that chance has drawn. */
const MOST_MEMBERS = 10_000

/** How far a lifetime value looks ahead. */
const WEEKS_AHEAD = 52

/** What a goal's figure is looked back at. Windows that shared days would rise and fall together, and look like a trend. */
const WINDOW_DAYS = 30
const LOOKED_BACK = 13

/** A merchant's figures, opened. */
export interface Figures {
  db: Db
  scope: KpiScope
  rules: ProgramRules
  /** Whether no other merchant has a store in the programme, so that all its sales are the merchant's own. */
  isAlone: boolean
}

/** What a merchant's figures are worked out of: their own stores, and the programme. */
export async function openFigures(env: Env, merchant: MerchantAuth): Promise<Figures> {
  const { merchantId, programId, binding } = merchant
  const db = databaseOf(env, binding)
  const program = await findProgram(db, programId)
  if (!program) throw new DomainError('not_found', `No programme ${programId}`)
  const stores = await listProgramStores(env.DB, programId)
  const storeIds = stores.filter((store) => store.merchantId === merchantId).map(({ id }) => id)
  const { pointValueCentiMinor } = program.rules
  const isAlone = storeIds.length === stores.length
  return {
    db,
    rules: program.rules,
    isAlone,
    scope: { programId, merchantId, storeIds, pointValueCentiMinor },
  }
}

/** A figure over a period, with the calendar months of it where it has any. */
export async function reportOf(figures: Figures, key: KpiKey, span: Span, now: number): Promise<KpiReport> {
  const kpi = KPIS[key]
  const months = WITHOUT_MONTHS.has(key) ? [] : monthsOf(span, figures.rules.timeZone)
  const [whole, ...parts] = await readPeriods(figures.db, figures.scope, periodic(key), [span, ...months])
  const inputs = { ...whole, ...(await readRest(figures, key, span, now)) } as KpiInputs
  return {
    definition: definitionOf(kpi),
    ...span,
    value: measure(kpi, inputs),
    series: months.map((month, at) => ({ ...month, value: measure(kpi, parts[at] as KpiInputs) })),
    figures: inputs,
  }
}

/** How a figure has gone, for a goal: what it was over each of the last months before an instant, 30 days each. */
export async function historyOf(figures: Figures, key: KpiKey, until: number): Promise<Measured[]> {
  const spans = Array.from({ length: LOOKED_BACK }, (_, back) => {
    const to = until - back * WINDOW_DAYS * DAY_MS
    return { from: to - WINDOW_DAYS * DAY_MS, to }
  })
  const read = await readPeriods(figures.db, figures.scope, periodic(key), spans)
  return spans.map(({ to }, at) => ({
    at: to,
    value: measure(KPIS[key], read[at] as KpiInputs).value,
  }))
}

const periodic = (key: KpiKey): (keyof Periodic)[] => KPIS[key].needs.filter(isPeriodic)

function monthsOf({ from, to }: Span, timeZone: string): Span[] {
  const months: Span[] = []
  for (let at = from; at < to; ) {
    const end = Math.min(endOfMonth(at, timeZone), to)
    months.push({ from: at, to: end })
    at = end
  }
  return months
}

/** What takes more than one query of a period. */
async function readRest(
  { db, scope, rules, isAlone }: Figures,
  key: KpiKey,
  span: Span,
  now: number,
): Promise<Partial<Pick<KpiInputs, 'codes' | 'lifetime'>>> {
  const { needs } = KPIS[key]
  if (needs.includes('codes')) return { codes: await readCodes(db, scope, span, rules.offers.marginPercent) }
  if (needs.includes('lifetime')) {
    // Profiles and what is fitted to them are the whole programme's: what others take is not the merchant's to know.
    return { lifetime: isAlone ? await readLifetime(db, scope.programId, span, now) : 'otherMerchants' }
  }
  return {}
}

/** What members are expected to bring, as they stand now: of a period that is long over, nobody can say any more. */
async function readLifetime(
  db: Db,
  programId: string,
  { to }: Span,
  now: number,
): Promise<KpiInputs['lifetime']> {
  const params = (await readFacts(db, programId))?.lifetime ?? null
  if (params === null || params.p === null || to < now - DAY_MS) return null
  let [members, valueMinor] = [0, 0]
  for (const bought of await readBought(db, programId, '', MOST_MEMBERS)) {
    const buying = buyingOf(bought, now)
    const value =
      buying &&
      lifetimeValueMinor(params, buying, bought, { weeks: WEEKS_AHEAD, discountRate: 0, marginShare: 1 })
    if (value === null) continue
    members += 1
    valueMinor += value
  }
  return { members, valueMinor }
}

/** The cohorts of so many calendar months that are over, in the programme's time zone. */
export async function cohortsOf(
  { db, scope, rules: { timeZone } }: Figures,
  count: number,
  now: number,
): Promise<Cohort[]> {
  const months: Month[] = []
  let to = periodAt('month', now, timeZone, now).startsAt
  for (let back = 0; back < count; back += 1) {
    const { startsAt: from } = periodAt('month', to - 1, timeZone, now)
    months.unshift({ month: monthName(from, timeZone), from, to })
    to = from
  }
  const [first, ...rest] = months
  if (!first) return []
  const last = months.at(-1) ?? first
  return cohorts(await readCohorts(db, scope, [first, ...rest]), last.month)
}

/** `2026-03`. */
const monthName = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv', { timeZone, year: 'numeric', month: '2-digit' }).format(at)
