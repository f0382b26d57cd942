/** What the worker is given by its platform. Names and kinds are set in wrangler.toml. */
export interface Env {
  /** The directory, and the programmes placed on it. Further databases are bindings of the same kind. */
  DB: D1Database
  /** What members were shown, and which side of random splits they came out on: on its way to the books. */
  EXPOSURES: Queue<ExposureMessage | AssignmentMessage>
  /** `local`: shops may live on localhost, and mail is shown instead of sent. */
  STAMKUND_MODE: 'live' | 'local'
  /** Who may register a merchant: anybody, or the bearer of OPERATOR_TOKEN. */
  REGISTRATION: 'open' | 'operator'
  OPERATOR_TOKEN?: string
  /** JSON of key id (a letter first) to secret (base64url, 32 bytes), newest first: the first signs, all verify. */
  SIGNING_KEYS: string
  /** Comma-separated names of D1 bindings that new programmes are placed on in turn; left out, DB. */
  PLACEMENTS?: string
  /** Resolver for DNS over HTTPS (RFC 8484, JSON form). */
  DNS_RESOLVER?: string
  /** Sends mail, as MAIL_FROM. Left out, mail waits in the outbox until its code is too old. */
  MAIL?: SendEmail
  MAIL_FROM?: string
  /** Limits on what anybody may ask (`http/rate-limit.ts`). Left out, nothing is limited. */
  LIMIT_JOIN?: RateLimit
  LIMIT_REGISTRATION?: RateLimit
  LIMIT_SESSIONS?: RateLimit
  LIMIT_PAIRING?: RateLimit
  LIMIT_EMAIL?: RateLimit
  LIMIT_VERIFICATION?: RateLimit
  LIMIT_TRANSFERS?: RateLimit
  LIMIT_EXPORT?: RateLimit
}

/** An exposure on its way to the books: one offer of one decision that was on a screen. */
export interface ExposureMessage {
  decisionId: string
  offerId: string
  offerRevision: number
  programId: string
  binding: string
  enrolmentId: string
  storeId: string
  shownAt: number
  /** Where it stood among the offers of its decision, from 1. */
  place?: number
  /** What it was ranked by: the engine's `RankRecord`. */
  rank?: Readonly<Record<string, number | string | null>>
  /** Version of the programme's facts that its decision was made with. */
  facts?: number | null
}

/**
 * Which sides of random splits a member came out on, of every split that was asked for one decision: the members of an arm
 * that is shown nothing count as much as the others, or nothing could be compared.
 */
export interface AssignmentMessage {
  kind: 'assigned'
  programId: string
  binding: string
  enrolmentId: string
  /** Id of the split, and the key of the arm: the engine's `Assignment`. */
  assigned: { of: string; arm: string }[]
  assignedAt: number
}
