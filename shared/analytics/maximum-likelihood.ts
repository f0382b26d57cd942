import { minimise } from './minimise.ts'

/** Below this, four parameters say more of chance than of members. */
export const MIN_MEMBERS = 50
/** Members who bought again without whom nobody can tell leaving from buying seldom. */
export const MIN_REPEATING = 10

/** Why nothing was fitted. */
export type FitWhy =
  | 'tooFewMembers'
  | 'tooFewRepeat'
  /** All have bought alike: what differs between members can't be told from one kind of them. */
  | 'allAlike'
  /** No set of parameters is better than all others: the history does not follow the model. */
  | 'noMaximum'

/** How large or small a parameter may come out: e^8. Past it, the likelihood goes on rising for ever. */
const LARGEST_LOG = 8
/**
 * Draws the logarithms to 0 where the history says nothing of them: without it a flat slope is walked until numbers end. It is
 * next to nothing of what one member says, and moves no fourth decimal.
 */
const RIDGE = 1e-7

/** Parameters by name, or why there are none. */
export type Fitted<Names extends string> =
  | ({ why: null; logLikelihood: number } & Record<Names, number>)
  | { why: FitWhy }

/** Maximum likelihood of parameters that are all positive. */
export function maximise<Names extends string>(
  names: readonly Names[],
  start: readonly number[],
  logLikelihood: (values: readonly number[]) => number,
): Fitted<Names> {
  const { at } = minimise((logs) => {
    if (logs.some((log) => Math.abs(log) > LARGEST_LOG + 2)) return Number.POSITIVE_INFINITY
    const value = logLikelihood(logs.map(Math.exp))
    return Number.isNaN(value)
      ? Number.POSITIVE_INFINITY
      : RIDGE * logs.reduce((sum, log) => sum + log * log, 0) - value
  }, start.map(Math.log))
  if (at.some((log) => Math.abs(log) > LARGEST_LOG)) return { why: 'noMaximum' }
  const values = at.map(Math.exp)
  return {
    why: null,
    logLikelihood: logLikelihood(values),
    ...(Object.fromEntries(names.map((name, position) => [name, values[position]!])) as Record<
      Names,
      number
    >),
  }
}

/** All members of such groups. */
export const sizeOf = (groups: readonly { members: number }[]): number =>
  groups.reduce((sum, { members }) => sum + members, 0)
