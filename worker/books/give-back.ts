import {
  DAY_MS,
  DomainError,
  type ProgramRules,
  type ReturnCreate,
  type ReturnResult,
  type Unit,
} from '../../shared/contracts/index.ts'
import { removeReturn } from '../../shared/engine/index.ts'
import {
  allocate,
  clawBack,
  count,
  dayOf,
  paidForGoods,
  partOfLine,
  restore,
  savingsTakenBack,
  uncap,
} from '../../shared/ledger/index.ts'
import { catalogueAt, requireOwnStore } from '../db/compiled.ts'
import { brokenPromise, databaseOf, inTurn, Stale } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import {
  type RecordedLine,
  type ReturnContext,
  type ReturnPlan,
  readReturnContext,
  writeReturn,
} from '../db/returns.ts'
import type { Env } from '../env.ts'
import type { MerchantAuth } from '../http/app.ts'
import { sha256Hex } from '../http/bytes.ts'
import { undoOwed } from './capture.ts'
import { earnRulesOf } from './earn-now.ts'
import { closeBooks, OpenBook } from './open-book.ts'
import { sharesBack } from './sale-shares.ts'

/**
 * Records a return once per (store, external reference): the lines are given back, the points they earned are taken
 * back, the profile and the redemptions are undone in proportion, all in one batch.
 *
 * @throws DomainError not_found, return_exceeds_purchase, conflict, busy
 */
export async function recordReturn(
  env: Env,
  merchant: MerchantAuth,
  wanted: ReturnCreate,
  now: number,
): Promise<ReturnResult> {
  await requireOwnStore(env, merchant, wanted.storeId)
  const { binding, programId } = merchant
  const db = databaseOf(env, binding)
  const contentHash = await sha256Hex(JSON.stringify(wanted))
  return inTurn(async () => {
    const context = await readReturnContext(db, wanted, programId, now)
    const { purchase, recorded } = context
    if (!purchase) throw new DomainError('not_found', `No purchase ${wanted.purchaseRef} in this store`)
    if (recorded) {
      if (recorded.contentHash !== contentHash)
        throw new DomainError('conflict', `Return ${wanted.externalRef} is on record with another content`)
      const { id: returnId, contentHash: _, ...result } = recorded
      return { status: 'duplicate', returnId, purchaseId: purchase.id, ...result }
    }
    checkInstant(wanted, purchase.purchasedAt, now)
    const { rules } = await catalogueAt(env, binding, programId, context.catalogueVersion)
    const { plan, open } = planReturn(context, wanted, contentHash, now, programId, rules)
    try {
      await writeReturn(db, plan, open && (await closeBooks(env, [open])))
    } catch (error) {
      const broken = brokenPromise(error)
      // Two returns at once, under one reference or of the same lines: read again, and see what is left.
      const unique =
        broken !== null &&
        typeof broken === 'object' &&
        'unique' in broken &&
        broken.unique.startsWith('returns.')
      const changed =
        broken !== null &&
        typeof broken === 'object' &&
        'check' in broken &&
        broken.check.includes('returned_quantity')
      if (unique || changed) throw new Stale(error)
      throw error
    }
    const {
      id: returnId,
      purchaseId,
      refundMinor,
      pointsClawedBack,
      pointsForgiven,
      pointsOwed,
      restored,
    } = plan
    return {
      status: 'recorded',
      returnId,
      purchaseId,
      refundMinor,
      pointsClawedBack,
      pointsForgiven,
      pointsOwed,
      restored,
    }
  })
}

/** A return comes after its purchase and, but for a shop's clock running ahead, not after today. */
function checkInstant({ returnedAt }: ReturnCreate, purchasedAt: number, now: number): void {
  const message =
    returnedAt < purchasedAt - DAY_MS
      ? 'lies before the purchase'
      : returnedAt > now + DAY_MS
        ? 'lies in the future'
        : null
  if (message)
    throw new DomainError('invalid_request', `returnedAt ${message}`, {
      issues: [{ path: '/returnedAt', message }],
    })
}

type Given = RecordedLine & { units: number }

function linesGiven(context: ReturnContext, wanted: ReturnCreate): Given[] {
  const units = new Map<number, number>()
  for (const { line, quantity } of wanted.lines) units.set(line, (units.get(line) ?? 0) + quantity)
  return [...units].map(([number, quantity]) => {
    const at = wanted.lines.findIndex((asked) => asked.line === number)
    const line = context.lines.find((candidate) => candidate.line === number)
    if (!line)
      throw new DomainError('invalid_request', `The purchase has no line ${number}`, {
        issues: [{ path: `/lines/${at}/line`, message: 'is not in the purchase' }],
      })
    if (line.returnedQuantity + quantity > line.quantity) {
      const left = line.quantity - line.returnedQuantity
      throw new DomainError('return_exceeds_purchase', `Line ${number} has ${left} left to return`, {
        issues: [{ path: `/lines/${at}/quantity`, message: `at most ${left}` }],
      })
    }
    return { ...line, units: quantity }
  })
}

/** A line's whole amount or points, as far as the units of this return go. */
const part = (line: Given, whole: number) =>
  partOfLine(whole, line.quantity, line.returnedQuantity, line.returnedQuantity + line.units)

function planReturn(
  context: ReturnContext,
  wanted: ReturnCreate,
  contentHash: string,
  now: number,
  programId: string,
  rules: ProgramRules,
): { plan: ReturnPlan; open: OpenBook | null } {
  const purchase = context.purchase as NonNullable<ReturnContext['purchase']>
  const given = linesGiven(context, wanted)
  // What goes back is what was paid.
  const paid = paidPerLine(context)
  // Lines are read in their own order, which counts from 0: a line's number is its place.
  const refundMinor = given.reduce((sum, line) => sum + part(line, paid[line.line] ?? 0), 0)
  // The profile counts goods at their lines' amounts, coming and going.
  const spendMinor = given.reduce((sum, line) => sum + part(line, line.amountMinor), 0)
  const left = (line: RecordedLine) =>
    line.quantity - line.returnedQuantity - (given.find((g) => g.line === line.line)?.units ?? 0)
  const whole = context.lines.every((line) => left(line) === 0)

  const id = newId('ret')
  const plan: ReturnPlan = {
    id,
    contentHash,
    wanted,
    lines: given.map(({ line, units, returnedQuantity }) => ({
      line,
      quantity: units,
      returnedBefore: returnedQuantity,
    })),
    purchaseId: purchase.id,
    refundMinor,
    pointsClawedBack: 0,
    pointsForgiven: 0,
    pointsOwed: 0,
    restored: [],
    programId,
    donations: sharesBack(
      context.shares,
      { returnId: id, purchaseId: purchase.id, purchasedAt: purchase.purchasedAt },
      shareBack(context, given, whole),
    ),
    savings: savingsTakenBack(context.savings, id, goodsBack(context, given, whole)),
    profiles: [],
    redemptions: redemptionsUndone(context, given, whole),
    now,
  }
  const { books, profile } = context
  if (purchase.enrolmentId === null || !books || !profile) return { plan, open: null }
  const enrolmentId = purchase.enrolmentId
  // What is due is posted first, so that points are taken from where they really are.
  const open = new OpenBook(books, programId, rules, now, [...context.ownLots, ...context.otherLots])
  restoreSpent(plan, context, open, rules, shareBack(context, given, whole))
  takeBack(plan, context, given, open, rules)
  uncount(open, rules, purchase.purchasedAt, given, context, whole)
  open.settle()

  const gone = [...new Set(given.flatMap((line) => line.category ?? []))].filter((category) =>
    context.lines.every((line) => line.category !== category || left(line) === 0),
  )
  const own = purchase.purchasedAt
  const including = (span: { firstAt: number; lastAt: number } | null) =>
    span
      ? { firstAt: Math.min(span.firstAt, own), lastAt: Math.max(span.lastAt, own) }
      : { firstAt: own, lastAt: own }
  const { firstAt, lastAt, categories } = context.others
  const overall = firstAt === null || lastAt === null ? null : { firstAt, lastAt }
  plan.profiles = [
    {
      enrolmentId,
      version: profile.version + 1,
      profile: removeReturn(profile.data, {
        purchasedAt: own,
        refundMinor: spendMinor,
        wholePurchase: whole,
        lines: given.map((line) => ({ category: line.category, amountMinor: part(line, line.amountMinor) })),
        goneCategories: gone,
        latest: {
          ...(whole ? { firstAt, lastAt } : including(overall)),
          categories: Object.fromEntries(
            Object.entries(categories).map(([category, span]) => [
              category,
              gone.includes(category) ? span : including(span),
            ]),
          ),
        },
      }),
    },
  ]
  return { plan, open }
}

/** Puts what was paid with points or stored value back to its lots, as far as the goods have come back. */
function restoreSpent(
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

/** Takes back what the lines had earned, in each unit, as the programme's policy says. */
function takeBack(
  plan: ReturnPlan,
  context: ReturnContext,
  given: readonly Given[],
  open: OpenBook,
  rules: ProgramRules,
): void {
  const own = new Set(context.ownLots.map((lot) => lot.id))
  const ruleOf = new Map(context.ownLots.map((lot) => [lot.id, lot.ruleKey]))
  const units = new Set(given.flatMap((line) => Object.keys(line.earned) as Unit[]))
  for (const unit of units) {
    const lots = open.book.lots.filter((lot) => lot.unit === unit)
    const amount = earnedBack(context, given, unit)
    const back = clawBack({
      unit,
      amount,
      returnId: plan.id,
      purchaseId: plan.purchaseId,
      policy: rules.returns.clawBack,
      own: lots.filter((lot) => own.has(lot.id)),
      others: lots.filter((lot) => !own.has(lot.id)),
    })
    open.post(back.postings)
    // What a rule gave and lost again is free to be earned under its caps.
    const earnedAt = context.purchase?.purchasedAt ?? 0
    const taken = [...back.taken].flatMap(([lotId, given]) => {
      const ruleKey = ruleOf.get(lotId)
      return ruleKey ? [{ ruleKey, amount: given, earnedAt }] : []
    })
    const { standing, plans, book } = open
    if (taken.some(({ ruleKey }) => standing.caps[ruleKey])) {
      const since = { joinedAt: book.enrolledAt, planStartedAt: plans[0]?.startedAt ?? null }
      open.keep({ ...standing, caps: uncap(standing.caps, earnRulesOf(rules), taken, since, rules.timeZone) })
    }
    if (unit !== 'points') continue
    plan.pointsClawedBack = amount - back.forgiven - back.owed
    plan.pointsForgiven = back.forgiven
    plan.pointsOwed = back.owed
  }
}

/** Takes what came back off what counts towards the tier. The tier itself stays until it is next worked out. */
function uncount(
  open: OpenBook,
  rules: ProgramRules,
  purchasedAt: number,
  given: readonly Given[],
  context: ReturnContext,
  whole: boolean,
): void {
  const basis = rules.tiers?.basis
  if (!basis || basis.kind === 'segment') return
  const paid = paidPerLine(context)
  const amount =
    basis.kind === 'spend'
      ? given.reduce((sum, line) => sum + part(line, paid[line.line] ?? 0), 0)
      : basis.kind === 'purchases'
        ? Number(whole)
        : earnedBack(context, given, basis.unit)
  if (amount > 0) open.keep(count(open.standing, dayOf(purchasedAt, rules.timeZone), -amount))
}

/** What was paid for each line: an order's discount that its lines do not show is shared among them. */
function paidPerLine({ purchase, lines }: ReturnContext): number[] {
  const goodsMinor = (purchase?.totalMinor ?? 0) - (purchase?.shippingMinor ?? 0)
  return allocate(
    paidForGoods(lines, goodsMinor),
    lines.map((line) => line.amountMinor),
  )
}

/** How much of an amount that belongs to the whole purchase has come back with this return and those before it. */
function shareBack(context: ReturnContext, given: readonly Given[], whole: boolean): (all: number) => number {
  const { backMinor, goodsMinor } = goodsBack(context, given, whole)
  return (all) => (whole ? all : goodsMinor === 0 ? 0 : partOfLine(all, goodsMinor, 0, backMinor))
}

/** What of the goods has come back with this return and those before it. */
function goodsBack(context: ReturnContext, given: readonly Given[], whole: boolean) {
  const goodsMinor = context.lines.reduce((sum, line) => sum + line.amountMinor, 0)
  const backMinor = context.lines.reduce((sum, line) => {
    const units = line.returnedQuantity + (given.find((g) => g.line === line.line)?.units ?? 0)
    return sum + partOfLine(line.amountMinor, line.quantity, 0, units)
  }, 0)
  return { backMinor, goodsMinor, whole }
}

/** Discounts go back in proportion to the goods that have come back so far; the last return takes what is left. */
function redemptionsUndone(
  context: ReturnContext,
  given: readonly Given[],
  whole: boolean,
): ReturnPlan['redemptions'] {
  const undone = shareBack(context, given, whole)
  return context.redemptions.map(({ claimId, discountMinor, costMinor }) => ({
    claimId,
    reversedMinor: undone(discountMinor),
    costMinor: costMinor - undone(costMinor),
    whole,
  }))
}
