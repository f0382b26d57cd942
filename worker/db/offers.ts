import { type FieldIssue, foldCode, type Offer, type OfferReplace } from '../../shared/contracts/index.ts'
import { raiseVersion, toOffer } from './catalogue.ts'
import { brokenPromise, type Db, rowsOf } from './database.ts'

type OfferRow = Parameters<typeof toOffer>[0]

/** Whose offer, and in which programme. */
type Owner = { programId: string; merchantId: string }

/** Why an offer was not written: a field that is not as agreed, or something that is there already. */
export type OfferRefusal =
  | { refused: 'invalid'; issues: FieldIssue[] }
  | { refused: 'conflict'; detail: string }
  | { refused: 'missing' }

const staticCodeOf = (offer: OfferReplace): string | null =>
  offer.code?.kind === 'static' ? foldCode(offer.code.code) : null

/** Every segment that the offer names is there: ?1 programme, ?2 JSON list of keys. */
const SEGMENTS_EXIST = `(SELECT count(*) FROM segments WHERE program_id = ?1 AND key IN (SELECT value FROM json_each(?2)))
  = (SELECT count(DISTINCT value) FROM json_each(?2))`

/** No other live offer of the merchant has the code: else a shop's order could not tell which was used. */
const codeFree = (id: string, merchant: string, state: string, code: string) =>
  `(${state} <> 'live' OR ${code} IS NULL OR NOT EXISTS (SELECT 1 FROM offers AS other
    WHERE other.merchant_id = ${merchant} AND other.id <> ${id} AND other.state = 'live'
      AND upper(other.definition ->> '$.code.code') = ${code}))`

/**
 * Adds an offer. What it leans on (segments, its key, its code) is looked at by the very statement that writes it,
 * so that nothing can change in between.
 */
export async function insertOffer(
  db: Db,
  owner: Owner,
  offerId: string,
  offer: OfferReplace,
  state: Offer['state'],
  now: number,
): Promise<Offer | OfferRefusal> {
  const [inserted] = await db.batch([
    db
      .prepare(
        `INSERT INTO offers (id, program_id, merchant_id, key, revision, state, definition,
           limit_per_member, limit_total, budget_minor, created_at, updated_at)
         SELECT ?3, ?1, ?4, ?5, 1, ?6, ?7, ?8, ?9, ?10, ?11, ?11
         WHERE ${SEGMENTS_EXIST} AND ${codeFree('?3', '?4', '?6', '?12')}
         ON CONFLICT (merchant_id, key) DO NOTHING RETURNING *`,
      )
      .bind(
        owner.programId,
        JSON.stringify(offer.audience.segments),
        offerId,
        owner.merchantId,
        offer.key,
        state,
        JSON.stringify(offer),
        offer.limits.perMember ?? null,
        offer.limits.total ?? null,
        offer.limits.budgetMinor ?? null,
        now,
        staticCodeOf(offer),
      ),
    raiseVersion(db, owner.programId),
  ])
  const [row] = rowsOf<OfferRow>(inserted)
  return row ? toOffer(row) : refusalOf(db, owner, offer)
}

/** Writes a new revision of an offer; its state stays as it is. */
export async function replaceOffer(
  db: Db,
  owner: Owner,
  offerId: string,
  offer: OfferReplace,
  now: number,
): Promise<Offer | OfferRefusal> {
  try {
    const [updated, exists] = await db.batch([
      db
        .prepare(
          `UPDATE offers SET key = ?5, revision = revision + 1, definition = ?6,
             limit_per_member = ?7, limit_total = ?8, budget_minor = ?9, updated_at = ?10
           WHERE id = ?3 AND merchant_id = ?4 AND ${SEGMENTS_EXIST} AND ${codeFree('?3', '?4', 'state', '?11')}
           RETURNING *`,
        )
        .bind(
          owner.programId,
          JSON.stringify(offer.audience.segments),
          offerId,
          owner.merchantId,
          offer.key,
          JSON.stringify(offer),
          offer.limits.perMember ?? null,
          offer.limits.total ?? null,
          offer.limits.budgetMinor ?? null,
          now,
          staticCodeOf(offer),
        ),
      db.prepare('SELECT 1 FROM offers WHERE id = ? AND merchant_id = ?').bind(offerId, owner.merchantId),
      raiseVersion(db, owner.programId),
    ])
    const [row] = rowsOf<OfferRow>(updated)
    if (row) return toOffer(row)
    return rowsOf(exists).length === 1 ? refusalOf(db, owner, offer) : { refused: 'missing' }
  } catch (error) {
    const broken = brokenPromise(error)
    if (broken && typeof broken === 'object' && 'unique' in broken) return keyTaken(offer)
    throw error
  }
}

const keyTaken = (offer: OfferReplace): OfferRefusal => ({
  refused: 'conflict',
  detail: `You have an offer ${offer.key} already`,
})

/** Why a write found its conditions broken, in words for the merchant. Asked only once it has. */
async function refusalOf(db: Db, owner: Owner, offer: OfferReplace): Promise<OfferRefusal> {
  const keys = offer.audience.segments
  const [missing, sameKey] = await db.batch([
    db
      .prepare(
        'SELECT value FROM json_each(?2) WHERE value NOT IN (SELECT key FROM segments WHERE program_id = ?1)',
      )
      .bind(owner.programId, JSON.stringify(keys)),
    db.prepare('SELECT 1 FROM offers WHERE merchant_id = ? AND key = ?').bind(owner.merchantId, offer.key),
  ])
  const issues = rowsOf<{ value: string }>(missing).map(({ value }) => ({
    path: `/audience/segments/${keys.indexOf(value)}`,
    message: `no segment ${value}`,
  }))
  if (issues.length > 0) return { refused: 'invalid', issues }
  const code = staticCodeOf(offer)
  return rowsOf(sameKey).length === 1 && code === null
    ? keyTaken(offer)
    : {
        refused: 'conflict',
        detail: `Another offer of yours has the key ${offer.key} or the live code ${code}`,
      }
}

/** Moves an offer between draft, live and paused; its revision stays, its words are the same. */
export async function setOfferState(
  db: Db,
  owner: Owner,
  offerId: string,
  state: Offer['state'],
  now: number,
): Promise<Offer | OfferRefusal> {
  const [updated, exists] = await db.batch([
    db
      .prepare(
        `UPDATE offers SET state = ?1, updated_at = ?2 WHERE id = ?3 AND merchant_id = ?4
           AND ${codeFree('?3', '?4', '?1', "upper(offers.definition ->> '$.code.code')")} RETURNING *`,
      )
      .bind(state, now, offerId, owner.merchantId),
    db.prepare('SELECT 1 FROM offers WHERE id = ? AND merchant_id = ?').bind(offerId, owner.merchantId),
    raiseVersion(db, owner.programId),
  ])
  const [row] = rowsOf<OfferRow>(updated)
  if (row) return toOffer(row)
  return rowsOf(exists).length === 1
    ? { refused: 'conflict', detail: 'Another live offer of yours has the same code' }
    : { refused: 'missing' }
}

/** The merchant's offer in whatever state, or `null` where this merchant has none of that id. */
export async function findOffer(db: Db, merchantId: string, offerId: string): Promise<Offer | null> {
  const row = await db
    .prepare('SELECT * FROM offers WHERE id = ? AND merchant_id = ?')
    .bind(offerId, merchantId)
    .first<OfferRow>()
  return row && toOffer(row)
}

/** A page of the merchant's offers, oldest first; one more than `limit` where there are more. */
export async function listOffers(db: Db, owner: Owner, after: string, limit: number): Promise<Offer[]> {
  const { results } = await db
    .prepare('SELECT * FROM offers WHERE program_id = ? AND merchant_id = ? AND id > ? ORDER BY id LIMIT ?')
    .bind(owner.programId, owner.merchantId, after, limit + 1)
    .all<OfferRow>()
  return results.map(toOffer)
}
