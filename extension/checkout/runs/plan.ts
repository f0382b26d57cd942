import type { Measured, RunPhase, RunState } from '../types.ts'
import { bestOf, measuredWith } from './choose.ts'
import { has, without } from './codes.ts'

/** What a run does next. */
export type Move = { kind: 'put' | 'take'; code: string } | { kind: 'end' }

export interface Plan {
  phase: RunPhase
  move: Move
}

const END: Move = { kind: 'end' }
/** A press, its undoing and putting it back for every code, and some to spare: past that a shop plays tricks. */
const pressesAllowed = ({ codes, earlierCodes }: RunState): number =>
  4 * (codes.length + earlierCodes.length) + 2

/** The next step of a run. Pure: the state says all. */
export function plan(state: RunState): Plan {
  const { phase, halted } = state
  const end: Plan = { phase, move: END }
  if (phase === 'showing' || state.presses >= pressesAllowed(state)) return end
  if (state.goal === 'undo') return { phase, move: reach(state, state.earlierCodes) }
  if (halted === 'cancelled') return { phase: 'restoring', move: reach(state, state.earlierCodes) }
  // Whatever became of ours: what the member had before must not be lost for it.
  if (halted && lostEarlier(state)) return { phase: 'restoring', move: reach(state, state.earlierCodes) }
  if (halted) return end

  if (phase === 'together') {
    const next = state.codes.find((code) => !state.results.some((result) => result.code === code))
    if (next !== undefined) {
      const useless = idle(state)
      return {
        phase,
        move: useless === undefined ? { kind: 'put', code: next } : { kind: 'take', code: useless },
      }
    }
    if (allHelp(state)) return end
  }
  if (phase === 'together' || phase === 'alone') {
    const best = bestOf(state).codes
    for (const code of state.codes) {
      // One that lowered the total beside others is part of the best: alone it would be worth less than together.
      const settled = has(state.alone, code) || has(best, code) || has(state.blocked, `put ${code}`)
      if (settled) continue
      const move = reach(state, [...standingEarlier(state), code])
      if (move.kind !== 'end') return { phase: 'alone', move }
    }
  }
  return { phase: 'restoring', move: reach(state, bestOf(state).codes) }
}

const lostEarlier = ({ earlierCodes, standing }: RunState): boolean =>
  without(earlierCodes, standing).length > 0

const standingEarlier = ({ standing, codes }: RunState): string[] => without(standing, codes)

/** The claimed combination as it was meant: each accepted, each lowered the total, all in the basket. */
const allHelp = ({ codes, results, standing }: RunState): boolean =>
  codes.every(
    (code) =>
      has(standing, code) && results.some((result) => result.code === code && result.outcome === 'applied'),
  )

/** A code that was taken beside the others and lowered nothing: it goes before the next one is measured. */
function idle(state: RunState): string | undefined {
  const latest = state.results.findLast(({ code }) => has(state.codes, code))
  if (latest?.outcome !== 'noSaving' || !has(state.standing, latest.code)) return undefined
  if (state.replaces || has(state.blocked, `take ${latest.code}`)) return undefined
  return latest.code
}

/** The next press on the way from what stands to these codes; "end" where they stand, or where no way leads. */
function reach(state: RunState, wanted: string[]): Move {
  const { standing, codes, blocked, replaces } = state
  const extra = standing.filter((code) => has(codes, code) && !has(wanted, code))
  const missing = wanted.filter((code) => !has(standing, code) && !has(blocked, `put ${code}`))
  const [first] = missing
  // Where one code drives the other out, the one that is wanted takes the other's place.
  if (replaces && wanted.length === 1 && first !== undefined) return { kind: 'put', code: first }
  const out = extra.find((code) => !has(blocked, `take ${code}`))
  if (out !== undefined) return { kind: 'take', code: out }
  // What can't be taken out leaves every other basket unreachable.
  if (extra.length > 0 || first === undefined) return END
  return { kind: 'put', code: first }
}

/** The total that a move should lead to, where that basket has been measured. */
export function expectedAfter(state: RunState, move: Exclude<Move, { kind: 'end' }>): Measured | null {
  const { standing, replaces } = state
  if (move.kind === 'take') return measuredWith(state, without(standing, [move.code]))
  return measuredWith(state, replaces ? [move.code] : [...standing, move.code])
}
