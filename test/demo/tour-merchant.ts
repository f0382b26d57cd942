import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Backtest,
  DAY_MS,
  type Decision,
  type ExperimentResult,
  type ExperimentView,
  type GoalView,
  type KpiReport,
  type MemberCreated,
  type Mirror,
  type Rule,
  type Segment,
  type SegmentCount,
  type Session,
} from '../../shared/contracts/index.ts'
import { type Api, apiOf } from './api.ts'
import { memberAt } from './member.ts'
import { count, money, some } from './terminal.ts'
import type { TourLog } from './tour-log.ts'
import type { World } from './world.ts'

/** Members who join and look around, besides the demo's own: few enough that nothing can be said of them. */
const VISITORS = 20

/** How far back the draft is tried, in days. */
const TRIED_DAYS = 90

/** Members who bought often, and not in the last month. */
const AWAY: Rule = {
  all: [
    { signal: 'purchaseCount', op: 'gte', value: 10 },
    { signal: 'recencyDays', op: 'gte', value: 30 },
  ],
}

/**
 * What the merchant of Tallboda asks before and after publishing, each answer against sums over the database's own rows:
 * a segment's count, a draft's backtest, a member's mirror, an experiment's result, a goal.
 */
export async function askAsMerchant(log: TourLog, world: World): Promise<void> {
  const merchant = apiOf(world.worker.url, world.demo.merchants.tallboda.apiKey)
  await countBeforeSaving(log, world, merchant)
  await tryDraft(log, world, merchant)
  await lookIntoMirror(log, world, merchant)
  await readExperiment(log, world, merchant)
  await readGoal(log, world, merchant)
}

/** The first row of a statement, whose ?1 is Tallboda's programme and ?2 its store. */
async function recorded<T>({ worker, demo }: World, sql: string, ...more: (string | number)[]): Promise<T> {
  const { programId, storeId } = demo.merchants.tallboda
  const db = await worker.database()
  const row = await db
    .prepare(sql)
    .bind(programId, storeId, ...more)
    .first<T>()
  if (row === null) throw new Error(`Nothing is recorded for: ${sql}`)
  return row
}

async function countBeforeSaving(log: TourLog, world: World, merchant: Api): Promise<void> {
  log.step('A segment, counted before it is saved')
  const counted = await merchant.post<SegmentCount>('/segments/count', { rule: AWAY })
  const rows = await recorded<{ members: number; of: number }>(
    world,
    `SELECT count(*) FILTER (WHERE often AND away) AS members, count(*) AS of FROM (
       SELECT count(p.id) >= 10 AS often, max(p.purchased_at) <= ?3 AS away FROM enrolments e
       LEFT JOIN purchases p ON p.enrolment_id = e.id WHERE e.program_id = ?1 AND ?2 <> '' GROUP BY e.id)`,
    counted.countedAt - 30 * DAY_MS,
  )
  log.note('rule', 'at least 10 purchases, none in the last 30 days')
  log.same('members', counted.members, rows.members, count)
  log.same('of', counted.of, rows.of, count)
  log.note('looked at', counted.isExact ? 'all of them' : `${count(counted.sampled)} of them`)
  const segment = await merchant.post<Segment>('/segments', { key: 'away', name: 'Away', rule: AWAY })
  const saved = await merchant.get<SegmentCount>(`/segments/${segment.id}/count`)
  log.same('once saved', saved.members, counted.members, count)
}

async function tryDraft(log: TourLog, world: World, merchant: Api): Promise<void> {
  log.step('A draft, tried on what was bought')
  const scope = { categories: ['coffee'] }
  const tried = await merchant.post<Backtest>('/offers/backtest', {
    days: TRIED_DAYS,
    offer: {
      key: 'tenth-off-coffee',
      content: { en: { headline: '10% off coffee' } },
      reward: { kind: 'percentOff', percent: 10, scope },
      conditions: { lines: scope },
      schedule: { startsAt: world.demo.history.madeAt },
      code: { kind: 'minted', prefix: 'TENTH' },
    },
  })
  const rows = await recorded<{ purchases: number; members: number; costMinor: number }>(
    world,
    `SELECT count(*) AS purchases, count(DISTINCT enrolment_id) AS members, ifnull(sum(coffee / 10), 0) AS costMinor FROM (
       SELECT p.enrolment_id, sum(l.amount_minor) AS coffee FROM purchases p JOIN purchase_lines l ON l.purchase_id = p.id
       WHERE p.program_id = ?1 AND p.store_id = ?2 AND p.purchased_at >= ?3 AND p.purchased_at < ?4
         AND p.enrolment_id IS NOT NULL AND lower(trim(l.category)) = 'coffee'
       GROUP BY p.id HAVING coffee >= 10)`,
    tried.from,
    tried.until,
  )
  const { has, anyway } = tried
  log.note('draft', `10% off coffee, on the last ${some(TRIED_DAYS, 'day')}`)
  log.same('purchases', has.purchases, rows.purchases, count)
  log.same('members', has.members, rows.members, count)
  log.same('would have cost', has.costMinor, rows.costMinor, (minor) => money(minor, 'USD'))
  log.note(
    'anyway',
    `${some(anyway.either.members, 'member')} would likely have bought at the full price: ${money(anyway.either.costMinor, 'USD')} of it`,
  )
  for (const { key, purchases, draftWins } of tried.conflicts)
    log.note('against', `${key} on ${some(purchases, 'basket')}, where the draft is better on ${draftWins}`)
}

async function lookIntoMirror(log: TourLog, world: World, merchant: Api): Promise<void> {
  log.step('The mirror: one view for member and merchant')
  const { storeId } = world.demo.merchants.tallboda
  const { api, enrolmentId } = await memberAt(world, 'tallboda')
  const mine = await api.get<Mirror>(`/members/me/mirror?storeId=${storeId}`)
  const theirs = await merchant.get<Mirror>(`/enrolments/${enrolmentId}/mirror?storeId=${storeId}`)
  const { segments } = await merchant.get<{ segments: string[] }>(`/enrolments/${enrolmentId}`)
  const rows = await recorded<{ purchases: number; lastAt: number }>(
    world,
    'SELECT count(*) AS purchases, max(purchased_at) AS lastAt FROM purchases WHERE program_id = ?1 AND store_id = ?2 AND enrolment_id = ?3',
    enrolmentId,
  )
  const signal = (name: string) => mine.signals.find((one) => one.name === name)?.value ?? null
  log.same('signals', mine.signals.length, theirs.signals.length, count)
  log.same('purchases', signal('purchaseCount'), rows.purchases)
  log.same('days since', signal('recencyDays'), Math.floor((mine.at - rows.lastAt) / DAY_MS))
  log.note('stage', mine.lifecycle ?? "can't say yet")
  const held = (mirror: Mirror) => mirror.segments.filter(({ matched }) => matched)
  const keys = (mirror: Mirror) => held(mirror).map(({ key }) => key)
  log.same('segments', keys(mine).sort().join(', '), [...segments].sort().join(', '))
  log.same('to the merchant', keys(theirs).join(', '), keys(mine).join(', '))
  for (const { key, lines } of held(mine))
    for (const { comparison, value } of lines.filter(({ matched }) => matched))
      log.note(key, `${comparison.signal} is ${typeof value === 'number' ? Number(value.toFixed(2)) : value}`)
  const offered = (mirror: Mirror) => mirror.offers.filter(({ eligible }) => eligible).map(({ key }) => key)
  const decision = await api.post<Decision>('/decisions', { storeId })
  log.same(
    'offers',
    offered(mine).sort().join(', '),
    decision.offers
      .map(({ key }) => key)
      .sort()
      .join(', '),
  )
}

async function readExperiment(log: TourLog, world: World, merchant: Api): Promise<void> {
  log.step('An experiment that is too young to say anything')
  const { storeId } = world.demo.merchants.tallboda
  const anybody = apiOf(world.worker.url)
  for (let visitor = 0; visitor < VISITORS; visitor += 1) {
    const { deviceId, deviceSecret } = await anybody.post<MemberCreated>('/members', { locale: 'en' })
    const session = await anybody.post<Session>('/sessions', { deviceId, deviceSecret, storeId })
    await apiOf(world.worker.url, session.accessToken).post('/decisions', { storeId })
  }
  const [experiment] = (await merchant.get<{ items: ExperimentView[] }>('/experiments')).items
  if (!experiment) throw new Error('The demo runs no experiment')
  // Assignments go by the queue, which delivers within seconds.
  let rows = { members: 0, arms: '' }
  for (let tries = 0; tries < 100 && rows.members < VISITORS + 1; tries += 1) {
    await sleep(200)
    rows = await recorded(
      world,
      `SELECT ifnull(sum(members), 0) AS members, ifnull(group_concat(arm || ' ' || members, ', ' ORDER BY arm), '') AS arms FROM (
         SELECT arm, count(*) AS members FROM assignments WHERE program_id = ?1 AND ?2 <> '' AND split_id = ?3 GROUP BY arm)`,
      experiment.id,
    )
  }
  const result = await merchant.get<ExperimentResult>(`/experiments/${experiment.id}/results`)
  log.note('experiment', `${experiment.name}: ${experiment.state}`)
  log.same('assigned', rows.members, VISITORS + 1, (members) => some(members, 'member'))
  const told = result.arms.map(({ arm, members }) => `${arm} ${members}`)
  log.same('arms', told.sort().join(', '), rows.arms)
  log.note('split alarm', result.sampleRatioAlarm ? 'yes' : 'no')
  log.same('verdict', result.verdict, 'tooFew')
}

async function readGoal(log: TourLog, world: World, merchant: Api): Promise<void> {
  log.step('A goal, and where it stands')
  const [goal] = (await merchant.get<{ items: GoalView[] }>('/goals')).items
  if (!goal) throw new Error('The demo has no goal')
  const report = await merchant.get<KpiReport>(`/kpis/${goal.metric}`)
  const rows = await recorded<{ average: number }>(
    world,
    `SELECT sum(total_minor) / count(*) AS average FROM purchases
     WHERE program_id = ?1 AND store_id = ?2 AND enrolment_id IS NOT NULL AND purchased_at >= ?3 AND purchased_at < ?4`,
    report.from,
    report.to,
  )
  const asMoney = (minor: number | null) => (minor === null ? 'nothing' : money(minor, 'USD'))
  log.note('figure', report.definition.definition)
  log.same('a year’s value', report.value.value, rows.average, asMoney)
  log.note('goal', `${asMoney(goal.baseline)} to ${asMoney(goal.target)} by ${day(goal.deadlineAt)}`)
  const { state, forecast } = goal.status
  log.note(
    'forecast',
    forecast ? `${state}: ${asMoney(forecast.low)} to ${asMoney(forecast.high)}` : `${state}`,
  )
}

const day = (at: number): string => new Date(at).toISOString().slice(0, 10)
