import { DAY_MS, DomainError, type ReturnCreate, type ReturnResult } from '../../shared/contracts/index.ts'
import { type Catalogue, ofUnits, removeReturn } from '../../shared/engine/index.ts'
import { savingsTakenBack } from '../../shared/ledger/index.ts'
import { catalogueAt, requireOwnStore } from '../db/compiled.ts'
import { brokenPromise, databaseOf, inTurn, Stale } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { unlearnedOfReturn } from '../db/learned-purchase.ts'
import { countTogether, itemsOf, noneTogether, type TogetherCounts } from '../db/learned-together.ts'
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
import { type Given, goodsBack, linesGiven, paidPerLine, part, shareBack } from './lines-given.ts'
import { closeBooks, OpenBook } from './open-book.ts'
import { sharesBack } from './sale-shares.ts'
import { watchSegments } from './segment-moves.ts'
import { restoreSpent, takeBack, uncount } from './take-back.ts'

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
    const catalogue = await catalogueAt(env, binding, programId, context.catalogueVersion)
    const { plan, open } = planReturn(context, wanted, contentHash, now, catalogue)
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

function planReturn(
  context: ReturnContext,
  wanted: ReturnCreate,
  contentHash: string,
  now: number,
  catalogue: Catalogue,
): { plan: ReturnPlan; open: OpenBook | null } {
  const { programId, rules } = catalogue
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
    segmentEvents: [],
    redemptions: redemptionsUndone(context, given, whole),
    together: noLongerTogether(context.lines, left),
    learned: [],
    now,
  }
  const { books, profile } = context
  if (purchase.enrolmentId === null || !books || !profile) return { plan, open: null }
  const enrolmentId = purchase.enrolmentId
  // What is due is posted first, so that points are taken from where they really are.
  const open = new OpenBook(books, programId, rules, now, [...context.ownLots, ...context.otherLots])
  const segments = watchSegments(catalogue, open, profile.data, now, 'member')
  restoreSpent(plan, context, open, rules, shareBack(context, given, whole))
  const tookBack = takeBack(plan, context, given, open, rules)
  uncount(open, rules, purchase.purchasedAt, given, context, whole, tookBack)
  open.settle()

  const gone = goneOf(context.lines, given, left)
  const goneCategories = gone((line) => line.category)
  const [goneBrands, goneProducts] = [gone((line) => line.brand), gone((line) => line.sku)]
  plan.learned = [
    unlearnedOfReturn(purchase.purchasedAt, {
      categories: goneCategories,
      brands: goneBrands,
      products: goneProducts,
    }),
  ]
  const own = purchase.purchasedAt
  const including = (span: { firstAt: number; lastAt: number } | null) =>
    span
      ? { firstAt: Math.min(span.firstAt, own), lastAt: Math.max(span.lastAt, own) }
      : { firstAt: own, lastAt: own }
  const { firstAt, lastAt, categories, brands, products } = context.others
  const overall = firstAt === null || lastAt === null ? null : { firstAt, lastAt }
  plan.profiles = [
    {
      enrolmentId,
      version: profile.version + 1,
      profile: removeReturn(
        profile.data,
        {
          purchasedAt: own,
          refundMinor: spendMinor,
          wholePurchase: whole,
          discounted: purchase.discounted,
          coded: purchase.coded,
          lines: given.map((line) => ({
            category: line.category,
            amountMinor: part(line, line.amountMinor),
          })),
          goneCategories,
          goneBrands,
          goneProducts,
          latest: {
            ...(whole ? { firstAt, lastAt } : including(overall)),
            categories: Object.fromEntries(
              Object.entries(categories).map(([category, span]) => [
                category,
                goneCategories.includes(category) ? span : including(span),
              ]),
            ),
            brands,
            products,
          },
        },
        rules.timeZone,
      ),
    },
  ]
  // A return pays nobody: a segment that it brings one into, and that pays, is found by the clock.
  plan.segmentEvents = plan.profiles.flatMap((after) => segments.events(after.profile, after.version))
  return { plan, open }
}

/** What of a kind the return names and of which nothing is left of the purchase; what was gone before is not among it. */
const goneOf =
  (lines: readonly RecordedLine[], given: readonly Given[], left: (line: RecordedLine) => number) =>
  (keyOf: (line: RecordedLine) => string | null): string[] =>
    [...new Set(given.flatMap((line) => keyOf(line) ?? []))].filter((key) =>
      lines.every((line) => keyOf(line) !== key || left(line) === 0),
    )

/** What the purchase held before this return and holds no longer, as it was counted together when it was recorded. */
function noLongerTogether(
  lines: readonly RecordedLine[],
  left: (line: RecordedLine) => number,
): TogetherCounts {
  const counts = noneTogether()
  const held = (still: (line: RecordedLine) => boolean) => {
    const now = new Set(itemsOf(lines.filter(still), Number.POSITIVE_INFINITY))
    return itemsOf(lines).filter((item) => now.has(item))
  }
  countTogether(
    counts,
    held((line) => line.returnedQuantity < line.quantity),
    -1,
  )
  countTogether(
    counts,
    held((line) => left(line) > 0),
    1,
  )
  return counts
}

/** What each redemption cost goes back with the units that it fell on, in whatever order and portions they come back. */
function redemptionsUndone(
  context: ReturnContext,
  given: readonly Given[],
  whole: boolean,
): ReturnPlan['redemptions'] {
  const unitsBack = (line: RecordedLine) =>
    line.returnedQuantity + (given.find((g) => g.line === line.line)?.units ?? 0)
  return context.redemptions.map(({ claimId, discountMinor, costMinor, fell }) => {
    const undone = whole
      ? costMinor
      : context.lines.reduce(
          (sum, line) => sum + ofUnits(fell[line.line] ?? 0, line.quantity, 0, unitsBack(line)),
          0,
        )
    return {
      claimId,
      // What came by itself took points' worth of the budget, and nothing off the order.
      reversedMinor: Math.min(undone, discountMinor),
      costMinor: costMinor - undone,
      whole,
    }
  })
}
