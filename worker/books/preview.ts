import {
  DAY_MS,
  DomainError,
  type EarningsPreview,
  type PreviewRequest,
  type PurchaseCreate,
  type Unit,
} from '../../shared/contracts/index.ts'
import { addPurchase, type Catalogue } from '../../shared/engine/index.ts'
import { emptyProfile } from '../../shared/engine/profile.ts'
import { emptyStanding, type LotOpening, paidForGoods, trueExpiry } from '../../shared/ledger/index.ts'
import { catalogueAt } from '../db/compiled.ts'
import type { Db } from '../db/database.ts'
import { enrolledIds } from '../db/enrolments.ts'
import { NO_FACTS } from '../db/facts-column.ts'
import { newId } from '../db/ids.ts'
import { findPseudonym } from '../db/membership.ts'
import { type EnrolmentState, readPurchaseContext } from '../db/purchases.ts'
import type { Env } from '../env.ts'
import { fieldError } from '../http/reported.ts'
import { earnNow, isFirstPurchase, memberContext } from './earn-now.ts'
import { OpenBook } from './open-book.ts'
import { planPurchases } from './plan.ts'
import { watchSegments } from './segment-moves.ts'
import { missing } from './whose.ts'

/** How far ahead a basket can be asked about, in days: next year's campaign. */
const MOST_DAYS_AHEAD = 400

/** Where it is asked, and by whom; a merchant asks of its own stores alone. */
export interface PreviewOf {
  programId: string
  binding: string
  db: Db
  merchantId: string | null
}

/**
 * What a basket would earn if it were paid at that instant: worked out by the code that records purchases, and then not
 * written. Of an instant ahead it is as if nothing else happened until then.
 *
 * @throws DomainError not_found, invalid_request, currency_mismatch
 */
export async function previewEarnings(
  env: Env,
  of: PreviewOf,
  wanted: PreviewRequest,
  now: number,
): Promise<EarningsPreview> {
  const { db, programId, binding } = of
  const at = wanted.at ?? now
  if (at > now + MOST_DAYS_AHEAD * DAY_MS)
    throw fieldError('at', `lies more than ${MOST_DAYS_AHEAD} days ahead`)
  const enrolmentId = await memberMeant(env, programId, wanted)
  const asOf = Math.max(now, at)
  const known = enrolledIds(enrolmentId === null ? [] : [enrolmentId])
  // No purchase has no reference: it names the store, whose caps are read.
  const references: [string, string][] = [[wanted.storeId, '']]
  const context = await readPurchaseContext(db, programId, references, [], known, asOf, [], at)
  const catalogue = await catalogueAt(env, binding, programId, context.catalogueVersion, db)
  requireStore(catalogue, of, wanted)
  if (enrolmentId !== null && !context.enrolments.has(enrolmentId))
    throw missing('/enrolmentId', `no enrolment ${enrolmentId}`)

  const memberId = enrolmentId ?? newId('enr')
  const state = context.enrolments.get(memberId) ?? somebodyNew(memberId, asOf)
  const purchase = asPaid(wanted, at)
  const { books, results } = planPurchases({
    catalogue,
    context: { ...context, enrolments: new Map([[memberId, state]]) },
    sent: [{ index: 0, purchase, contentHash: '', enrolmentId: memberId }],
    merchantId: catalogue.shelves.get(wanted.storeId)?.store.merchantId ?? '',
    now: asOf,
    history: false,
  })
  const [result] = results
  if (result?.status !== 'recorded')
    throw new DomainError('invalid_request', String(result?.problem?.detail ?? 'It could not be paid'))

  const lots = books
    .flatMap((open) => open.noted().lots)
    .filter((lot) => lot.purchaseId === result.purchaseId)
  const end = endOf(catalogue, books[0])
  const totals = new Map<Unit, number>()
  for (const { unit, amount } of result.earned) totals.set(unit, (totals.get(unit) ?? 0) + amount)
  return {
    enrolmentId,
    at,
    totals: [...totals].flatMap(([unit, amount]) => (amount > 0 ? [{ unit, amount }] : [])),
    // Lots are opened in the order of what gave them; what a cap cut to nothing opened none.
    earned: result.earned.map((earned) => {
      const lot = earned.amount > 0 ? lots.shift() : undefined
      return { ...earned, activatesOn: lot?.activatesOn ?? null, expiresAt: lot ? end(lot) : null }
    }),
    explained: explain(catalogue, state, purchase, asOf),
  }
}

/** The member's pseudonym, if they have one here; nobody is enrolled by being asked about. `null`: somebody new. */
async function memberMeant(
  env: Env,
  programId: string,
  { memberNumber, enrolmentId }: PreviewRequest,
): Promise<string | null> {
  if (memberNumber === undefined) return enrolmentId ?? null
  const found = await findPseudonym(env.DB, programId, memberNumber)
  if (!found) throw missing('/memberNumber', 'is nobody’s number')
  return found.enrolmentId
}

function requireStore(
  { shelves, rules }: Catalogue,
  { merchantId }: PreviewOf,
  { storeId, currency }: PreviewRequest,
): void {
  const store = shelves.get(storeId)?.store
  if (!store || (merchantId !== null && store.merchantId !== merchantId))
    throw missing('/storeId', `no verified store ${storeId}`)
  if (currency === rules.currency) return
  const message = `the programme keeps ${rules.currency}`
  throw new DomainError('currency_mismatch', message, { issues: [{ path: '/currency', message }] })
}

const somebodyNew = (enrolmentId: string, enrolledAt: number): EnrolmentState => ({
  profileVersion: 0,
  profile: emptyProfile(),
  may: { personalOffers: true, interest: true },
  books: {
    book: { enrolmentId, enrolledAt, accounts: {}, lots: [], holds: [], standing: emptyStanding() },
    standingVersion: 0,
    standingDueAt: null,
    subscriptions: [],
    profile: null,
    facts: NO_FACTS,
    heads: {},
  },
})

const asPaid = (
  { storeId, currency, totalMinor, shippingMinor, lines }: PreviewRequest,
  purchasedAt: number,
): PurchaseCreate => ({
  storeId,
  externalRef: 'preview',
  purchasedAt,
  currency,
  totalMinor,
  shippingMinor,
  lines,
  codes: [],
  benefits: [],
  buyer: {},
})

/** When a lot would run out, of a member who has bought this and does nothing more. */
function endOf({ rules }: Catalogue, open: OpenBook | undefined) {
  return (lot: LotOpening): number | null => {
    if (!open) return lot.expiresAt
    const tier = open.standing.tier ?? rules.tiers?.levels[0]?.key ?? null
    return trueExpiry(lot, { ...open.standing, tier }, rules.timeZone)
  }
}

/** Every rule's answer, which `planPurchases` has no use for. */
function explain(
  catalogue: Catalogue,
  { profile, books }: EnrolmentState,
  purchase: PurchaseCreate,
  now: number,
): EarningsPreview['explained'] {
  const { rules, programId } = catalogue
  const { lines, totalMinor, shippingMinor, storeId, purchasedAt } = purchase
  const open = new OpenBook(books, programId, rules, now)
  const spendMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0)
  const after = addPurchase(profile, { purchasedAt, spendMinor, region: null, lines }, rules.timeZone)
  const { explained } = earnNow(
    rules,
    open,
    {
      kind: 'purchase',
      storeId,
      purchasedAt,
      goodsPaidMinor: paidForGoods(lines, totalMinor - shippingMinor),
      lines,
      first: isFirstPurchase(open, profile),
    },
    memberContext(
      open,
      rules,
      watchSegments(catalogue, open, profile, now, 'member').entered(after),
      purchasedAt,
    ),
  )
  return explained.map(({ ruleKey: rule, unit, applied, why, figures }) => ({
    rule,
    unit,
    applied,
    why,
    ...figures,
  }))
}
