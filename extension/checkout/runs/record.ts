import type { ApplyOutcome, CodeResult, Money, Press, RunState } from '../types.ts'
import { measuredWith } from './choose.ts'
import { has, sameCode, without } from './codes.ts'

/** What came of one press, as far as it could be told. */
export interface Answer {
  outcome: ApplyOutcome
  /** The grand total that stood still afterwards. */
  after: Money | null
  /** Whether the code is in use now. */
  present: boolean
  /** Codes that were in use before and are not now. */
  gone: string[]
  /** Whether the total is seen to be what it was before the press. */
  steady: boolean
  /** Whether the shop has had its say, or nothing was sent that it could answer. */
  answered: boolean
}

/** Answers after which the total is known to be that of the codes in use. */
const MEASURED: ApplyOutcome[] = ['applied', 'noSaving', 'rejected']

/** The state after a press has been answered. Pure. */
export function record(
  state: RunState,
  press: Pick<Press, 'kind' | 'code' | 'before'>,
  answer: Answer,
): RunState {
  const left = without(state.standing, [...answer.gone, press.code])
  const standing = answer.present ? [...left, press.code] : left
  const next: RunState = { ...state, standing, press: null, presses: state.presses + 1 }
  if (press.kind === 'take') {
    if (answer.present) next.blocked = [...state.blocked, `take ${press.code}`]
  } else {
    if (!answer.present) next.blocked = blockedBy(state, press.code)
    if (answer.present && has(state.codes, press.code)) next.entered = [...state.entered, press.code]
    next.replaces ||= answer.present && answer.gone.length > 0
    if (has(state.codes, press.code)) {
      next.unanswered = without(state.unanswered, [press.code])
      if (!answer.answered) next.unanswered.push(press.code)
      const others = without(state.codes, [press.code])
      const free = (codes: string[]): boolean => !codes.some((code) => has(others, code))
      // Driven out by it or not there at all: either way the others had no part in this total.
      if (free(state.standing) || (answer.present && free(standing)))
        next.alone = [...state.alone, press.code]
      next.results = told(state.results, {
        code: press.code,
        outcome: answer.outcome === 'cancelled' && !answer.answered ? 'unconfirmed' : answer.outcome,
        before: press.before,
        after: answer.after,
      })
    }
  }
  return measure(
    next,
    answer,
    state.standing.some((code) => has(state.codes, code)),
  )
}

/** A refusal while others stood may be for their sake: the code gets one more chance without them. */
const blockedBy = (state: RunState, code: string): string[] =>
  has(state.alone, code) || !state.standing.some((one) => has(state.codes, one))
    ? [...state.blocked, `put ${code}`]
    : state.blocked

/** Keeps the total, or stops the run where it can't be trusted any more. */
function measure(state: RunState, { outcome, after, steady }: Answer, hadOurs: boolean): RunState {
  if (outcome === 'unconfirmed' && !steady) return { ...state, halted: state.halted ?? outcome }
  // A shop that heeds no press of ours is asked once. One that had taken a code of ours may only not take a second.
  if (outcome === 'unsupported' && !hadOurs) return { ...state, halted: state.halted ?? outcome }
  if (!after || !MEASURED.includes(outcome)) return state
  const known = measuredWith(state, state.standing)
  if (!known) return { ...state, measured: [...state.measured, { codes: state.standing, total: after }] }
  // The same codes and another total: something else has moved it, and no comparison holds any more.
  const same = known.total.amountMinor === after.amountMinor && known.total.currency === after.currency
  return same ? state : { ...state, halted: state.halted ?? 'unconfirmed' }
}

/** A result in the place of the code's earlier one. The latest press is the one that counts. */
const told = (results: CodeResult[], result: CodeResult): CodeResult[] => [
  ...results.filter(({ code }) => !sameCode(code, result.code)),
  result,
]
