import type { ProgramRules, Unit } from '../../shared/contracts/index.ts'
import { clawBack, count, dayOf, partOfLine, restore, uncap } from '../../shared/ledger/index.ts'
import type { RecordedLine, ReturnContext, ReturnPlan } from '../db/returns.ts'
import { undoOwed } from './capture.ts'
import { earnRulesOf } from './earn-now.ts'
import { type Given, paidPerLine, part } from './lines-given.ts'
import type { OpenBook } from './open-book.ts'

/** Puts what was paid with points or stored value back to its lots, as far as the goods have come back. */
export function restoreSpent(
  plan: ReturnPlan,
  context: ReturnContext,
  open: OpenBook,
  rules: ProgramRules,
  backOf: (all: number) => number,
): void {
  for (const { unit, amount: all } of context.spentInAll) {
    const owing = context.spentOwing.find((part) => part.unit === unit)?.amount ?? 0
    const left = context.spent.reduce((sum, part) => sum + (part.unit === unit ? part.amount : 0), owing)
    const amount = backOf(all) - (all - left)
    if (amount <= 0) continue
    const { id: sourceId, purchaseId } = plan
    const to = { reference: `restore:${sourceId}`, sourceId, purchaseId }
    // Drawn last, given back first.
    const debt = Math.min(amount, owing)
    undoOwed(open, unit, debt, to, rules)
    open.post(restore(context.spent, unit, amount - debt, to), [], context.spentLots)
    plan.restored.push({ unit, amount })
  }
}

/** What these lines had earned of a unit, without what a correction took back before (`reverse.ts`). */
function earnedBack(context: ReturnContext, given: readonly Given[], unit: Unit): number {
  const earned = (line: RecordedLine) => line.earned[unit] ?? 0
  const left = context.lines.reduce(
    (sum, line) => sum + partOfLine(earned(line), line.quantity, line.returnedQuantity, line.quantity),
    -(context.reversed.find((taken) => taken.unit === unit)?.amount ?? 0),
  )
  const own = given.reduce((sum, line) => sum + part(line, earned(line)), 0)
  return Math.max(0, Math.min(own, left))
}

/**
 * What of the purchase's own lots was used and has not been asked back: all that they were opened with, but for what is
 * still there, what ran out, and what corrections and returns took.
 */
function usedOf(context: ReturnContext, open: OpenBook, unit: Unit): number {
  const own = context.ownLots.filter((lot) => lot.unit === unit)
  const ids = new Set(own.map(({ id }) => id))
  const sum = (rows: readonly { amount: number }[]) => rows.reduce((all, { amount }) => all + amount, 0)
  const there = open.book.lots.reduce((all, lot) => all + (ids.has(lot.id) ? lot.remaining : 0), 0)
  const expired = own.reduce((all, lot) => all + lot.expired, 0)
  // What has come due since is posted with the return.
  const expiring = open
    .noted()
    .drafts.filter(({ reason, lotId }) => reason === 'expire' && lotId !== null && ids.has(lotId))
  const taken = [...context.reversed, ...context.clawedBack].filter((back) => back.unit === unit)
  return sum(own) - there - expired - sum(expiring) - sum(taken)
}

/**
 * Takes back what the lines had earned, in each unit, as the programme's policy says.
 *
 * @returns what was really taken, debts included, by unit
 */
export function takeBack(
  plan: ReturnPlan,
  context: ReturnContext,
  given: readonly Given[],
  open: OpenBook,
  rules: ProgramRules,
): ReadonlyMap<Unit, number> {
  const tookBack = new Map<Unit, number>()
  const own = new Set(context.ownLots.map((lot) => lot.id))
  const ruleOf = new Map(context.ownLots.map((lot) => [lot.id, lot.ruleKey]))
  const units = new Set(given.flatMap((line) => Object.keys(line.earned) as Unit[]))
  for (const unit of units) {
    const lots = open.book.lots.filter((lot) => lot.unit === unit)
    const back = clawBack({
      unit,
      amount: earnedBack(context, given, unit),
      returnId: plan.id,
      purchaseId: plan.purchaseId,
      policy: rules.returns.clawBack,
      own: lots.filter((lot) => own.has(lot.id)),
      others: lots.filter((lot) => !own.has(lot.id)),
      used: usedOf(context, open, unit),
    })
    const takenNow = [...back.taken.values()].reduce((sum, amount) => sum + amount, 0)
    tookBack.set(unit, takenNow + back.owed)
    open.post(back.postings)
    // What a rule gave and lost again is free to be earned under its caps.
    const earnedAt = context.purchase?.purchasedAt ?? 0
    const taken = [...back.taken].flatMap(([lotId, given]) => {
      const ruleKey = ruleOf.get(lotId)
      return ruleKey ? [{ ruleKey, amount: given, earnedAt }] : []
    })
    const { standing, book } = open
    if (taken.some(({ ruleKey }) => standing.caps[ruleKey])) {
      const since = { joinedAt: book.enrolledAt, plans: open.plansAt(earnedAt) }
      open.keep({ ...standing, caps: uncap(standing.caps, earnRulesOf(rules), taken, since, rules.timeZone) })
    }
    if (unit !== 'points') continue
    plan.pointsClawedBack = takenNow
    plan.pointsForgiven = back.forgiven
    plan.pointsOwed = back.owed
  }
  return tookBack
}

/**
 * Takes what came back off what counts towards the tier: what the goods had cost, a purchase of which all has come back,
 * or of what was earned as much as `takeBack` really took or left owing. What the member keeps, because the policy lets
 * it go or it had run out, goes on counting. The tier itself stays until it is next worked out.
 */
export function uncount(
  open: OpenBook,
  rules: ProgramRules,
  purchasedAt: number,
  given: readonly Given[],
  context: ReturnContext,
  whole: boolean,
  tookBack: ReadonlyMap<Unit, number>,
): void {
  const basis = rules.tiers?.basis
  if (!basis || basis.kind === 'segment') return
  const paid = paidPerLine(context)
  const amount =
    basis.kind === 'spend'
      ? given.reduce((sum, line) => sum + part(line, paid[line.line] ?? 0), 0)
      : basis.kind === 'purchases'
        ? Number(whole)
        : (tookBack.get(basis.unit) ?? 0)
  if (amount > 0) open.keep(count(open.standing, dayOf(purchasedAt, rules.timeZone), -amount))
}
