/** What the worker is given by its platform. Names and kinds are set in wrangler.toml. */
export interface Env {
  /** The directory, and the programmes placed on it. Further databases are bindings of the same kind. */
  DB: D1Database
  EXPOSURES: Queue<ExposureMessage>
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
}
