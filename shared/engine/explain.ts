import type { Comparison, Missing, Reason } from '../contracts/index.ts'
import { checkRule } from './check-rule.ts'
import type { CompiledOffer } from './compile-offer.ts'
import { compare, comparisonsOf, read, slotOf } from './compile-rule.ts'
import { judge, missingFor } from './conditions.ts'
import { GATES, type Gate, passes } from './gates.ts'
import { reason } from './reasons.ts'
import { audienceReasons, type DecisionInput, isIn, open, type Run } from './run.ts'
import type { SignalValue } from './signal.ts'

/** One gate's answer, with the reason where it is not a plain yes. */
export type GateAnswer = { gate: Gate | 'basket'; answer: 'yes' | 'no' | 'unknown'; reason: Reason | null }

/** One comparison of the offer's own rule, as it came out for this member. */
export type RuleLine = { comparison: Comparison; value: SignalValue; matched: boolean }

/** Why an offer is or is not for this member, here and now. */
export type Explanation = {
  offerId: string
  eligible: boolean
  /** Every gate, also those behind the first "no". */
  gates: GateAnswer[]
  /** The offer's segments, and whether each holds the member. */
  segments: { key: string; matched: boolean }[]
  lines: RuleLine[]
  /** What the member would be told; empty where the audience does not hold them. */
  reasons: Reason[]
  missing: Missing | null
}

/** The whole yes and no list of one offer; `null` where the programme has no such offer. Reads like `decide`, gate by gate. */
export function explainOffer(input: DecisionInput, offerId: string): Explanation | null {
  const item = input.catalogue.offers.get(offerId)
  if (!item) return null
  const run = open(input)
  const gates: GateAnswer[] = GATES.map((gate) => {
    const pass = passes[gate](item, run)
    return { gate, answer: pass ? 'yes' : 'no', reason: pass ? null : refusal(gate, item, run) }
  })
  const { answer, missing } = basketAnswer(item, run)
  gates.push(answer)

  const found = new Map(item.segments.map((segment) => [segment.key, segment]))
  return {
    offerId,
    eligible: gates.every((gate) => gate.answer !== 'no'),
    gates,
    segments: item.offer.audience.segments.map((key) => {
      const segment = found.get(key)
      return { key, matched: segment !== undefined && isIn(segment, run) }
    }),
    lines: ruleLines(item, run),
    reasons: passes.audience(item, run) ? audienceReasons(item, run) : [],
    missing,
  }
}

function refusal(gate: Gate, item: CompiledOffer, run: Run): Reason {
  switch (gate) {
    case 'store':
      return item.offer.state === 'live'
        ? reason('notInStore', {})
        : reason('notLive', { state: item.offer.state })
    case 'schedule':
      return run.now < item.startsAt
        ? reason('notStarted', { startsAt: item.startsAt })
        : reason('ended', { endsAt: item.endsAt })
    case 'hours':
      return reason('outsideHours', {})
    case 'exhausted':
      return reason('exhausted', {})
    case 'perMember':
      return reason('limitReached', { limit: item.perMember })
    case 'holdout':
      return reason('heldOut', {})
    case 'audience':
      return reason('notInAudience', {})
    case 'firstPurchase':
      return reason('notFirstPurchase', {})
    case 'purse':
      return reason('nothingToPayWith', {})
  }
}

function basketAnswer(item: CompiledOffer, run: Run): { answer: GateAnswer; missing: Missing | null } {
  const yes: GateAnswer = { gate: 'basket', answer: 'yes', reason: null }
  if (run.tally === null) return { answer: yes, missing: null }
  const answer = judge(item, run.tally, run.catalogue.scopes)
  if (answer === 'yes') return { answer: yes, missing: null }
  if (answer === 'unknown')
    return { answer: { gate: 'basket', answer, reason: reason('basketUnread', {}) }, missing: null }

  const { scopes, rules } = run.catalogue
  const missing = missingFor(item, run.tally, scopes, rules.currency)
  return { answer: { gate: 'basket', answer, reason: missing && missingReason(missing) }, missing }
}

const missingReason = (missing: Missing): Reason =>
  missing.kind === 'spendMore'
    ? reason('spendMore', { amountMinor: missing.amountMinor, currency: missing.currency })
    : reason('addLines', {
        quantity: missing.quantity,
        amountMinor: missing.amountMinor,
        currency: missing.currency,
      })

function ruleLines(item: CompiledOffer, run: Run): RuleLine[] {
  const { rule } = item.offer.audience
  if (rule === undefined || checkRule(rule).length > 0) return []
  return comparisonsOf(rule).map((comparison) => {
    // The catalogue was compiled from this very rule: its slots are already in the table.
    const slot = slotOf(comparison, run.catalogue.slots)
    return { comparison, value: read(run, slot), matched: compare(comparison, slot)(run) }
  })
}
