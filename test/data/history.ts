import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { convertCompleteJourney, surveyCompleteJourney, weeksToNow } from './completejourney.ts'
import { makeSyntheticHistory, STEADY_COFFEE_HOUSEHOLD } from './synthetic.ts'

/**
 * The real household that demos follow. Of 2,300 in the sample only 1029 and 1803 bought coffee on as many as seven
 * days. 1803 stopped four months before the end, so "you buy coffee" would be a memory. 1029 went on: about every 32
 * days on the whole, the last three times 10 and 11 days apart and the latest 13 days before the end, so its surge
 * says something too.
 */
export const COFFEE_HOUSEHOLD = '1029'

const SYNTHETIC_SEED = 7

/** A purchase history ready to be uploaded, and what may be said of it. */
export type History = {
  source: 'completejourney' | 'synthetic'
  /** For people: where it is from and what was done to it. Printed wherever its figures are. */
  label: string
  households: string[]
  /** Whom a demo follows: someone who buys coffee regularly, and still does. */
  demoHousehold: string
  /** Whole weeks that the times were moved forward; 0 for a synthetic one, which is made to end at `now`. */
  shiftWeeks: number
  /** Times without a zone, to be read as UTC. One pass only. */
  csv: AsyncIterable<string>
  /** The real rows' folder, for figures worked out from them; `null` where the history is synthetic. */
  dir: string | null
}

/**
 * The real history where its folder is there, a synthetic one of the same shape otherwise.
 * `sharedDir` is the folder that holds `data/completejourney`; left out, `../shared` beside this project.
 */
export async function loadHistory(options: {
  sharedDir?: string
  now: number
  memberNumberOf(household: string): string
  /** At most so many, the demo's own among them. */
  maxHouseholds?: number
}): Promise<History> {
  const { now, memberNumberOf, maxHouseholds = Number.POSITIVE_INFINITY } = options
  const sharedDir = options.sharedDir ?? resolve(import.meta.dirname, '../../../shared')
  const dir = join(sharedDir, 'data', 'completejourney')
  if (!existsSync(join(dir, 'transactions.csv'))) {
    const householdCount = Math.min(200, maxHouseholds)
    const made = makeSyntheticHistory({ seed: SYNTHETIC_SEED, now, memberNumberOf, householdCount })
    return {
      source: 'synthetic',
      label: `synthetic, seed ${SYNTHETIC_SEED}, ${count(householdCount)}`,
      households: made.households,
      demoHousehold: STEADY_COFFEE_HOUSEHOLD,
      shiftWeeks: 0,
      csv: made.csv,
      dir: null,
    }
  }

  const shiftWeeks = await weeksToNow(dir, now)
  const all = (await surveyCompleteJourney(dir)).households
  const households = [COFFEE_HOUSEHOLD, ...all.filter((household) => household !== COFFEE_HOUSEHOLD)]
    .slice(0, maxHouseholds)
    .sort((a, b) => Number(a) - Number(b))
  return {
    source: 'completejourney',
    label: `The Complete Journey (dunnhumby), ${count(households.length)}, moved forward ${shiftWeeks} weeks`,
    households,
    demoHousehold: COFFEE_HOUSEHOLD,
    shiftWeeks,
    csv: convertCompleteJourney({ dir, memberNumberOf, shiftWeeks, households: new Set(households) }),
    dir,
  }
}

const count = (households: number): string =>
  `${households.toLocaleString('en-US')} ${households === 1 ? 'household' : 'households'}`
