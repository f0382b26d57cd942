import { DAY_MS, DomainError, type ReturnCreate, type ReturnResult } from '../../shared/contracts/index.ts'
import { removeReturn } from '../../shared/engine/index.ts'
import {
  allocate,
  clawBack,
  lotsAfter,
  type Posting,
  paidForGoods,
  partOfLine,
  settle,
} from '../../shared/ledger/index.ts'
import { requireOwnStore } from '../db/compiled.ts'
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
  const db = databaseOf(env, merchant.binding)
  const contentHash = await sha256Hex(JSON.stringify(wanted))
  return inTurn(async () => {
    const context = await readReturnContext(db, wanted)
    const { purchase, recorded } = context
    if (!purchase) throw new DomainError('not_found', `No purchase ${wanted.purchaseRef} in this store`)
    if (recorded) {
      if (recorded.contentHash !== contentHash)
        throw new DomainError('conflict', `Return ${wanted.externalRef} is on record with another content`)
      const { id, refundMinor, pointsClawedBack, pointsForgiven } = recorded
      return {
        status: 'duplicate',
        returnId: id,
        purchaseId: purchase.id,
        refundMinor,
        pointsClawedBack,
        pointsForgiven,
      }
    }
    checkInstant(wanted, purchase.purchasedAt, now)
    const plan = planReturn(context, wanted, contentHash, now)
    try {
      await writeReturn(db, plan)
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
    const { id, purchaseId, refundMinor, pointsClawedBack, pointsForgiven } = plan
    return { status: 'recorded', returnId: id, purchaseId, refundMinor, pointsClawedBack, pointsForgiven }
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
): ReturnPlan {
  const purchase = context.purchase as NonNullable<ReturnContext['purchase']>
  const given = linesGiven(context, wanted)
  // What goes back is what was paid: an order's discount that its lines do not show is shared among them.
  const paid = allocate(
    paidForGoods(context.lines, purchase.totalMinor - purchase.shippingMinor),
    context.lines.map((line) => line.amountMinor),
  )
  // Lines are read in their own order, which counts from 0: a line's number is its place.
  const refundMinor = given.reduce((sum, line) => sum + part(line, paid[line.line] ?? 0), 0)
  // The profile counts goods at their lines' amounts, coming and going.
  const spendMinor = given.reduce((sum, line) => sum + part(line, line.amountMinor), 0)
  const left = (line: RecordedLine) =>
    line.quantity - line.returnedQuantity - (given.find((g) => g.line === line.line)?.units ?? 0)
  const whole = context.lines.every((line) => left(line) === 0)

  const plan: ReturnPlan = {
    id: newId('ret'),
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
    entries: [],
    profiles: [],
    redemptions: redemptionsUndone(context, given, whole),
    now,
  }
  const { account, profile } = context
  if (purchase.enrolmentId === null || !account || !profile) return plan
  const enrolmentId = purchase.enrolmentId

  // What is due is posted first, so that points are taken from where they really are.
  const due = settle([...context.ownLots, ...context.otherLots], now)
  const points = given.reduce((sum, line) => sum + part(line, line.pointsEarned), 0)
  const { postings, forgiven } = clawBack(
    points,
    plan.id,
    lotsAfter(context.ownLots, due),
    lotsAfter(context.otherLots, due),
  )
  plan.entries = [...due, ...postings].map((posting: Posting, index) => ({
    ...posting,
    id: newId('ent'),
    enrolmentId,
    seq: account.seq + 1 + index,
    purchaseId: posting.reason === 'clawback' ? purchase.id : null,
    offerId: null,
    postedAt: now,
  }))
  plan.pointsClawedBack = points - forgiven
  plan.pointsForgiven = forgiven

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
  return plan
}

/** Discounts go back in proportion to the goods that have come back so far; the last return takes what is left. */
function redemptionsUndone(
  context: ReturnContext,
  given: readonly Given[],
  whole: boolean,
): ReturnPlan['redemptions'] {
  const total = context.lines.reduce((sum, line) => sum + line.amountMinor, 0)
  const back = context.lines.reduce((sum, line) => {
    const units = line.returnedQuantity + (given.find((g) => g.line === line.line)?.units ?? 0)
    return sum + partOfLine(line.amountMinor, line.quantity, 0, units)
  }, 0)
  const undone = (amount: number) => (whole ? amount : total === 0 ? 0 : partOfLine(amount, total, 0, back))
  return context.redemptions.map(({ claimId, discountMinor, costMinor }) => ({
    claimId,
    reversedMinor: undone(discountMinor),
    costMinor: costMinor - undone(costMinor),
    whole,
  }))
}
