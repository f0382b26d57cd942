/** Every way an agreement can be broken: the only codes that leave the worker (RFC 9457 `type` ends in the code). */
export const PROBLEMS = {
  malformed_json: { status: 400, title: 'The body is not JSON' },
  invalid_request: { status: 422, title: 'A field is not as agreed' },
  unauthenticated: { status: 401, title: 'No valid key or token' },
  token_expired: { status: 401, title: 'The token has expired' },
  forbidden: { status: 403, title: 'This key may not do that' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  conflict: { status: 409, title: 'Already there, and not the same' },
  busy: { status: 409, title: 'Others wrote at the same time; send it again' },
  day_closed: { status: 409, title: 'The books of this day are closed' },
  idempotency_in_progress: { status: 409, title: 'The first request with this key is still running' },
  idempotency_mismatch: { status: 409, title: 'This key came with another request before' },
  offset_mismatch: { status: 409, title: 'The import goes on at another offset' },
  body_too_large: { status: 413, title: 'The body is too long' },
  unsupported_media_type: { status: 415, title: 'Not a media type that is read here' },
  store_not_verified: { status: 403, title: 'The store has not proved its origin' },
  verification_failed: { status: 422, title: 'The proof of ownership was not found' },
  currency_mismatch: { status: 422, title: 'Another currency than the programme keeps' },
  decision_expired: { status: 409, title: 'The decision is too old; ask for a new one' },
  offer_not_decided: { status: 422, title: 'The decision does not hold this offer' },
  offer_exhausted: { status: 409, title: 'The offer has been used up' },
  warning_not_accepted: { status: 422, title: 'Something has to be read and accepted first' },
  approval_needed: { status: 403, title: 'Another key has to approve it' },
  approval_needs_two: { status: 409, title: 'Two keys that can approve are needed' },
  offer_held_out: { status: 409, title: 'The offer is not shown to this member' },
  code_unknown: { status: 404, title: 'No such code' },
  insufficient_points: { status: 409, title: 'Not enough points' },
  transfer_limit: { status: 409, title: 'More than may be handed on in a day' },
  reversal_refused: { status: 409, title: 'The entry can’t be reversed' },
  reward_unavailable: { status: 409, title: 'The reward can’t be ordered now' },
  order_refused: { status: 409, title: 'Not possible as the order stands' },
  return_exceeds_purchase: { status: 422, title: 'More is returned than was bought' },
  subscription_refused: { status: 409, title: 'Not possible as the subscription stands' },
  pickup_refused: { status: 409, title: 'Not possible as the order stands' },
  no_stored_value: { status: 409, title: 'The programme keeps no stored value' },
  bad_signature: { status: 400, title: 'The signature is not of this body' },
  rate_limited: { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something broke on our side' },
} as const satisfies Record<string, { status: number; title: string }>

/** A code of the table. */
export type ProblemCode = keyof typeof PROBLEMS

/** Where in the request a field broke the agreement, as a JSON pointer (RFC 6901), and how. */
export type FieldIssue = { path: string; message: string }

/** A broken agreement. Thrown anywhere, turned into bytes in one place (`worker/http/errors.ts`). */
export class DomainError extends Error {
  readonly code: ProblemCode
  readonly extra: Record<string, unknown>

  constructor(code: ProblemCode, detail: string, extra: Record<string, unknown> = {}) {
    super(detail)
    this.name = 'DomainError'
    this.code = code
    this.extra = extra
  }
}

/** An error as a problem document (RFC 9457). */
export function toProblem(error: DomainError) {
  const { status, title } = PROBLEMS[error.code]
  return { type: `/problems/${error.code}`, title, status, detail: error.message, ...error.extra }
}
