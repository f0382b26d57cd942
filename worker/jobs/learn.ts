import {
  type BoughtMember,
  boughtTogether,
  fitLifetime,
  rfmCuts,
  TOGETHER_LIMITS,
  tally,
} from '../../shared/analytics/index.ts'
import { type Complements, DAY_MS, type ProgramFacts } from '../../shared/contracts/index.ts'
import { learnedFrom, spreadRates } from '../../shared/engine/choosing/counts.ts'
import { fnv1a32 } from '../../shared/engine/holdout.ts'
import { dayOf, dayStart } from '../../shared/ledger/calendar.ts'
import { type Db, databaseOf } from '../db/database.ts'
import {
  type DueProgram,
  forgetFacts,
  listDuePrograms,
  noteLooked,
  readBought,
  readFacts,
  readItems,
  readPairs,
  saveFacts,
  takeTurn,
} from '../db/learned.ts'
import { forgetDays, readChoosable, readSums } from '../db/learned-sums.ts'
import type { Env } from '../env.ts'
import { pauseUnworthy } from './learn-worth.ts'

const HOUR_MS = 3_600_000

/** Programmes looked at in one run of the clock: a backlog is worked off over several minutes. */
const PROGRAMS_A_RUN = 20

/** Members whose history is looked at, in pages: of more than that, a sample that chance has drawn. */
const MOST_MEMBERS = 200_000
const MEMBERS_A_PAGE = 10_000

/** Pairs that are looked at: of more than that, only those that were bought together more often. */
const MOST_PAIRS = 100_000
const ROWS_A_PAGE = 20_000

/** Fewer cannot be cut into fifths. */
const FEWEST_MEMBERS = 5

/** Items whose companions are told: every isolate keeps them in memory. */
const MOST_ITEMS = 2_000

/** D1 takes 2 MB a value. */
const MOST_BYTES = 1_500_000

/** How long one run goes on to take programmes, in milliseconds: the clock's next run takes the rest. */
const RUN_MS = 20_000

/** A day's work is done within so many hours after midnight, so that not all programmes of a zone are looked at at once. */
const SPREAD_HOURS = 3

/** What nothing has been bought or shown for is worked out anew only once a week. */
const QUIET_MS = 7 * DAY_MS

/**
 * Works out anew what programmes have learned, for those whose time has come: once a day who their members are and what is
 * bought together, and once an hour, where something has happened, what ranking knows. Run twice at once, each programme
 * is looked at by one of both.
 *
 * @returns how many programmes got new facts
 */
export async function learnDue(env: Env, binding: string, now: number): Promise<number> {
  const db = databaseOf(env, binding)
  const endsAt = Date.now() + RUN_MS
  let learned = 0
  for (const due of await listDuePrograms(db, now, PROGRAMS_A_RUN)) {
    if (Date.now() > endsAt) break
    if (!(await takeTurn(db, due, now + HOUR_MS))) continue
    try {
      if (await learnProgram(env, db, due, now)) learned += 1
    } catch (error) {
      // It comes again in an hour; the others go on.
      console.error(error)
    }
  }
  return learned
}

async function learnProgram(env: Env, db: Db, due: DueProgram, now: number): Promise<boolean> {
  const { programId, changes } = due
  const isNews = changes !== due.learnedChanges
  const isDaily = now >= due.nextDayAt
  if (!isNews && !isDaily) return false
  const looked = { changes, nextDayAt: isDaily ? nextDayAt(due, now) : due.nextDayAt }
  if (isDaily) await pauseUnworthy(env, db, due, now)

  const before = await readFacts(db, programId)
  if (!isNews && before && now - before.madeAt < QUIET_MS) {
    await db.batch([noteLooked(db, programId, looked)])
    return false
  }
  const daily =
    isDaily || before === null
      ? { ...(await members(db, programId, now)), ...(await together(db, programId)) }
      : before
  const counts = spreadRates(await readSums(db, programId), await readChoosable(db, programId))
  const facts: ProgramFacts = {
    version: (before?.version ?? 0) + 1,
    madeAt: now,
    rfm: daily.rfm,
    lifetime: daily.lifetime,
    complements: daily.complements,
    learned: counts.size === 0 ? null : learnedFrom(counts, now),
  }
  const saved = await saveFacts(db, programId, fitting(facts, MOST_BYTES), looked)
  if (isDaily) await db.batch([forgetDays(db, programId, now), forgetFacts(db, programId, now)])
  return saved
}

/** Some time in the small hours of the programme's next day. */
function nextDayAt({ programId, timeZone }: DueProgram, now: number): number {
  const spreadMs = fnv1a32(programId) % (SPREAD_HOURS * HOUR_MS)
  return dayStart(dayOf(now, timeZone) + 1, timeZone) + spreadMs
}

async function members(
  db: Db,
  programId: string,
  now: number,
): Promise<Pick<ProgramFacts, 'rfm' | 'lifetime'>> {
  const bought: BoughtMember[] = []
  let after = ''
  for (let looked = 0; looked < MOST_MEMBERS; looked += MEMBERS_A_PAGE) {
    const page = await readBought(db, programId, after, MEMBERS_A_PAGE)
    bought.push(...page.filter(({ purchases, firstAt }) => purchases > 0 && firstAt !== null))
    if (page.length < MEMBERS_A_PAGE) break
    after = page.at(-1)?.enrolmentId ?? ''
  }
  if (bought.length < FEWEST_MEMBERS) return { rfm: null, lifetime: null }
  return {
    rfm: rfmCuts(
      {
        recencyDays: tally(bought.map(({ lastAt }) => Math.max(0, Math.floor((now - lastAt) / DAY_MS)))),
        purchases: tally(bought.map(({ purchases }) => purchases)),
        spendMinor: tally(bought.map(({ spendMinor }) => spendMinor)),
      },
      now,
    ),
    lifetime: fitLifetime(bought, now).params,
  }
}

async function together(db: Db, programId: string): Promise<{ complements: Complements | null }> {
  const items = new Map<string, number>()
  const { minTogether, minSupport } = TOGETHER_LIMITS
  for (let after = ''; ; ) {
    const page = await readItems(db, programId, after, minTogether, ROWS_A_PAGE)
    for (const { item, purchases } of page) items.set(item, purchases)
    if (page.length < ROWS_A_PAGE || items.size >= MOST_PAIRS) break
    after = page.at(-1)?.item ?? ''
  }
  const purchases = items.get(ANY_PURCHASE) ?? 0
  if (purchases === 0) return { complements: null }
  let atLeast = Math.max(minTogether, Math.ceil(minSupport * purchases))
  let pairs = await pairsOf(db, programId, atLeast)
  while (pairs === null) {
    atLeast *= 2
    pairs = await pairsOf(db, programId, atLeast)
  }
  const found = Object.entries(boughtTogether({ purchases, items, pairs }))
  if (found.length === 0) return { complements: null }
  const kept = found
    .sort(([one], [other]) => (items.get(other) ?? 0) - (items.get(one) ?? 0))
    .slice(0, MOST_ITEMS)
  return { complements: Object.fromEntries(kept) }
}

/** Where all purchases are counted (`db/learned-together.ts`). */
const ANY_PURCHASE = '*'

/** All pairs of at least so many purchases; `null`: more than are looked at. */
async function pairsOf(
  db: Db,
  programId: string,
  atLeast: number,
): Promise<[string, string, number][] | null> {
  const pairs: [string, string, number][] = []
  let after: [string, string] = ['', '']
  for (;;) {
    const page = await readPairs(db, programId, after, atLeast, ROWS_A_PAGE)
    for (const { first, second, purchases } of page) pairs.push([first, second, purchases])
    const last = page.at(-1)
    if (page.length < ROWS_A_PAGE || !last) return pairs
    if (pairs.length >= MOST_PAIRS) return null
    after = [last.first, last.second]
  }
}

/** Facts that can be written down: where they are too long, without the companions of what is bought least. */
export function fitting(facts: ProgramFacts, mostBytes: number): ProgramFacts {
  const { complements } = facts
  if (complements === null || new TextEncoder().encode(JSON.stringify(facts)).length <= mostBytes)
    return facts
  const items = Object.entries(complements)
  const fewer = items.slice(0, items.length >> 1)
  return fitting({ ...facts, complements: fewer.length > 0 ? Object.fromEntries(fewer) : null }, mostBytes)
}
