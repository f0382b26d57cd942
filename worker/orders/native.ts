import { z } from 'zod'
import {
  DomainError,
  issuesOf,
  PurchaseCreate,
  type PurchaseResult,
  toProblem,
} from '../../shared/contracts/index.ts'

/** A purchase that was not taken, and why. */
export const refused = (index: number, externalRef: string | null, error: DomainError): PurchaseResult => ({
  index,
  externalRef,
  status: 'refused',
  purchaseId: null,
  enrolmentId: null,
  pointsEarned: 0,
  earned: [],
  redeemedOfferIds: [],
  pastLimitOfferIds: [],
  problem: toProblem(error),
})

/** Checks each of a batch by itself, so that one bad purchase does not refuse the other 499. */
export function parsePurchases(raw: readonly unknown[]): {
  valid: PurchaseCreate[]
  positions: number[]
  refused: PurchaseResult[]
} {
  const valid: PurchaseCreate[] = []
  const positions: number[] = []
  const notTaken: PurchaseResult[] = []
  raw.forEach((item, index) => {
    const parsed = PurchaseCreate.safeParse(item)
    if (parsed.success) {
      valid.push(parsed.data)
      positions.push(index)
      return
    }
    const externalRef = z.object({ externalRef: z.string() }).safeParse(item).data?.externalRef ?? null
    const issues = issuesOf(parsed.error, `/purchases/${index}`)
    const detail = `${issues[0]?.path}: ${issues[0]?.message}`
    notTaken.push(refused(index, externalRef, new DomainError('invalid_request', detail, { issues })))
  })
  return { valid, positions, refused: notTaken }
}
