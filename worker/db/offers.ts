import {
  type FieldIssue,
  foldCode,
  type Offer,
  type OfferReplace,
  type OfferState,
} from '../../shared/contracts/index.ts'
import { raiseVersion, toOffer } from './catalogue.ts'
import { brokenPromise, type Db, rowsOf } from './database.ts'
import { codeFree, excludedBy, excludesExist, groupsFit, SEGMENTS_EXIST } from './offer-leans.ts'

type OfferRow = Parameters<typeof toOffer>[0]

/** Whose offer, and in which programme. */
type Owner = { programId: string; merchantId: string }

/** Who writes: the merchant, by which of its keys, and whether another key has to let a revision go live. */
export type Writer = Owner & { keyId: string; needsApproval: boolean }

/** An offer as it is kept: what was accepted on its way is not part of it. */
export type OfferDefinition = Omit<OfferReplace, 'accept'>

/** Why an offer was not written: a field that is not as agreed, or something that is there already. */
export type OfferRefusal =
  | { refused: 'invalid'; issues: FieldIssue[] }
  | { refused: 'conflict'; detail: string }
  /** The key that made the revision can't be the one that lets it go live. */
  | { refused: 'own' }
  /** Another writer changed what was checked: it has to be read again. */
  | { refused: 'moved' }
  | { refused: 'missing' }

const staticCodeOf = (offer: OfferDefinition): string | null =>
  offer.code?.kind === 'static' ? foldCode(offer.code.code) : null

/** The number of an offer's next revision: those that were proposed and never went live count as well. */
const NEXT = '(SELECT max(revision) + 1 FROM offer_revisions WHERE offer_id = ?3)'

/**
 * Adds an offer. What it leans on (segments, its key, its code) is looked at by the very statement that writes it,
 * so that nothing can change in between.
 */
export async function insertOffer(
  db: Db,
  writer: Writer,
  offerId: string,
  offer: OfferDefinition,
  state: OfferState,
  now: number,
): Promise<Offer | OfferRefusal> {
  const [inserted] = await db.batch([
    db
      .prepare(
        `INSERT INTO offers (id, program_id, merchant_id, key, revision, state, definition,
           limit_per_member, limit_total, budget_minor, created_at, updated_at, made_by)
         SELECT ?3, ?1, ?4, ?5, 1, ?6, ?7, ?8, ?9, ?10, ?11, ?11, ?13
         WHERE ${SEGMENTS_EXIST} AND ${excludesExist('?7')} AND ${groupsFit('?7')} AND ${codeFree('?3', '?4', '?6', '?12')}
         ON CONFLICT (merchant_id, key) DO NOTHING RETURNING *`,
      )
      .bind(
        writer.programId,
        JSON.stringify(offer.audience.segments),
        offerId,
        writer.merchantId,
        offer.key,
        state,
        JSON.stringify(offer),
        offer.limits.perMember ?? null,
        offer.limits.total ?? null,
        offer.limits.budgetMinor ?? null,
        now,
        staticCodeOf(offer),
        writer.keyId,
      ),
    raiseVersion(db, writer.programId),
  ])
  const [row] = rowsOf<OfferRow>(inserted)
  return row ? toOffer(row) : refusalOf(db, writer, offerId, offer)
}

/**
 * Writes a new revision of an offer; its state stays as it is. A live one of a merchant who asks for approval stays as it
 * was, revision and all: the new revision waits. A key that other offers exclude stays, or they would exclude nobody.
 *
 * @param state the offer's when it was checked: in another by now, nothing is written
 */
export async function replaceOffer(
  db: Db,
  writer: Writer,
  offerId: string,
  offer: OfferDefinition,
  state: OfferState,
  now: number,
): Promise<Offer | OfferRefusal> {
  const common = [
    writer.programId,
    JSON.stringify(offer.audience.segments),
    offerId,
    writer.merchantId,
    JSON.stringify(offer),
    now,
    staticCodeOf(offer),
    writer.keyId,
    writer.needsApproval ? 1 : 0,
    offer.key,
    state,
  ]
  const mine = 'id = ?3 AND merchant_id = ?4 AND state = ?11'
  const leans = `${SEGMENTS_EXIST} AND ${excludesExist('?5')} AND ${groupsFit('?5')}
    AND ${codeFree('?3', '?4', 'offers.state', '?7')} AND (key = ?10 OR NOT EXISTS (${excludedBy('?3', '?4')}))`
  try {
    const [replaced, , proposed, exists] = await db.batch([
      db
        .prepare(
          `UPDATE offers SET key = ?10, revision = ${NEXT}, definition = ?5, made_by = ?8, proposed_revision = NULL,
             limit_per_member = ?12, limit_total = ?13, budget_minor = ?14, updated_at = ?6
           WHERE ${mine} AND ${leans} AND NOT (?9 = 1 AND state = 'live') RETURNING *`,
        )
        .bind(
          ...common,
          offer.limits.perMember ?? null,
          offer.limits.total ?? null,
          offer.limits.budgetMinor ?? null,
        ),
      db
        .prepare(
          `INSERT INTO offer_revisions (offer_id, revision, definition, made_by, created_at)
           SELECT id, ${NEXT}, ?5, ?8, ?6 FROM offers WHERE ${mine} AND ${leans} AND ?9 = 1 AND state = 'live'`,
        )
        .bind(...common),
      db
        .prepare(
          `UPDATE offers SET proposed_revision = (SELECT max(revision) FROM offer_revisions WHERE offer_id = ?1), updated_at = ?2
           WHERE id = ?1 AND state = 'live' AND changes() = 1 AND ?3 = 1 RETURNING *`,
        )
        .bind(offerId, now, writer.needsApproval ? 1 : 0),
      db
        .prepare('SELECT state FROM offers WHERE id = ? AND merchant_id = ?')
        .bind(offerId, writer.merchantId),
      raiseVersion(db, writer.programId),
    ])
    const row = rowsOf<OfferRow>(replaced)[0] ?? rowsOf<OfferRow>(proposed)[0]
    if (row) return toOffer(row)
    const [is] = rowsOf<{ state: OfferState }>(exists)
    if (!is) return { refused: 'missing' }
    return is.state === state ? refusalOf(db, writer, offerId, offer) : { refused: 'moved' }
  } catch (error) {
    if (isTaken(error)) return keyTaken(offer)
    throw error
  }
}

const isTaken = (error: unknown): boolean => {
  const broken = brokenPromise(error)
  return broken !== null && typeof broken === 'object' && 'unique' in broken
}

const keyTaken = (offer: OfferDefinition): OfferRefusal => ({
  refused: 'conflict',
  detail: `You have an offer ${offer.key} already`,
})

const keyExcluded = (others: { key: string }[]): OfferRefusal => ({
  refused: 'conflict',
  detail: `Its key has to stay while other offers exclude it: ${others.map(({ key }) => key).join(', ')}`,
})

/** Why a write found its conditions broken, in words for the merchant. Asked only once it has. */
async function refusalOf(
  db: Db,
  owner: Owner,
  offerId: string,
  offer: OfferDefinition,
): Promise<OfferRefusal> {
  const keys = offer.audience.segments
  const [missing, sameKey, excluding, leans] = await db.batch([
    db
      .prepare(
        'SELECT value FROM json_each(?2) WHERE value NOT IN (SELECT key FROM segments WHERE program_id = ?1)',
      )
      .bind(owner.programId, JSON.stringify(keys)),
    db
      .prepare('SELECT 1 FROM offers WHERE merchant_id = ? AND key = ? AND id <> ?')
      .bind(owner.merchantId, offer.key, offerId),
    db
      .prepare(
        `${excludedBy('?1', '?2')} AND NOT EXISTS (SELECT 1 FROM offers WHERE id = ?1 AND key = ?3) ORDER BY 1`,
      )
      .bind(offerId, owner.merchantId, offer.key),
    db
      .prepare(`SELECT ${excludesExist('?2')} AND ${groupsFit('?2')} AS fits`)
      .bind(owner.programId, JSON.stringify(offer), offerId, owner.merchantId),
  ])
  const issues = rowsOf<{ value: string }>(missing).map(({ value }) => ({
    path: `/audience/segments/${keys.indexOf(value)}`,
    message: `no segment ${value}`,
  }))
  if (issues.length > 0) return { refused: 'invalid', issues }
  const others = rowsOf<{ key: string }>(excluding)
  if (others.length > 0) return keyExcluded(others)
  // Checked before, and gone in between: the check says which of them, and where.
  if (rowsOf<{ fits: number }>(leans)[0]?.fits === 0) return { refused: 'moved' }
  const code = staticCodeOf(offer)
  return rowsOf(sameKey).length === 1 && code === null
    ? keyTaken(offer)
    : {
        refused: 'conflict',
        detail: `Another offer of yours has the key ${offer.key} or the live code ${code}`,
      }
}

/**
 * Takes an offer out of what is offered: paused, or back to draft or to those who approve. A revision that waits goes on
 * waiting while it is paused, and is taken back with the offer otherwise.
 */
export async function stopOffer(
  db: Db,
  owner: Owner,
  offerId: string,
  state: Exclude<OfferState, 'live'>,
  now: number,
): Promise<Offer | OfferRefusal> {
  const [updated] = await db.batch([
    db
      .prepare(
        `UPDATE offers SET state = ?1, updated_at = ?2, proposed_revision = iif(?1 = 'paused', proposed_revision, NULL)
         WHERE id = ?3 AND merchant_id = ?4 RETURNING *`,
      )
      .bind(state, now, offerId, owner.merchantId),
    raiseVersion(db, owner.programId),
  ])
  const [row] = rowsOf<OfferRow>(updated)
  return row ? toOffer(row) : { refused: 'missing' }
}

/**
 * Lets a revision go live: the one that waits, or else the offer as it is. Where it takes an approval, the key must not be
 * the one that made the revision, and is written down with it.
 *
 * @param revision the one that was looked at: where another would go live by now, nothing does
 */
export async function publishOffer(
  db: Db,
  writer: Writer,
  offerId: string,
  revision: number,
  now: number,
): Promise<Offer | OfferRefusal> {
  const is = 'r.offer_id = o.id AND r.revision = coalesce(o.proposed_revision, o.revision)'
  try {
    const [updated, , found] = await db.batch([
      db
        .prepare(
          `UPDATE offers SET state = 'live', proposed_revision = NULL, updated_at = ?6, revision = r.revision, made_by = r.made_by,
             definition = r.definition, key = r.definition ->> '$.key', limit_per_member = r.definition ->> '$.limits.perMember',
             limit_total = r.definition ->> '$.limits.total', budget_minor = r.definition ->> '$.limits.budgetMinor'
           FROM offers o JOIN offer_revisions r ON ${is}
           WHERE offers.id = o.id AND o.id = ?3 AND o.merchant_id = ?4 AND r.revision = ?5
             AND (?7 = 0 OR r.made_by IS NOT ?2 OR (o.state = 'live' AND o.proposed_revision IS NULL))
             AND ${codeFree('?3', '?4', "'live'", "upper(r.definition ->> '$.code.code')")}
             AND ${excludesExist('r.definition')} AND ${groupsFit('r.definition')}
             AND (o.key = r.definition ->> '$.key' OR NOT EXISTS (${excludedBy('?3', '?4')})) RETURNING *`,
        )
        .bind(
          writer.programId,
          writer.keyId,
          offerId,
          writer.merchantId,
          revision,
          now,
          writer.needsApproval ? 1 : 0,
        ),
      db
        .prepare(
          `INSERT INTO offer_approvals (offer_id, revision, key_id, approved_at)
           SELECT id, revision, ?2, ?3 FROM offers WHERE id = ?1 AND changes() = 1 AND ?4 = 1 AND made_by IS NOT ?2
           ON CONFLICT DO NOTHING`,
        )
        .bind(offerId, writer.keyId, now, writer.needsApproval ? 1 : 0),
      db
        .prepare(
          `SELECT r.revision, r.made_by AS madeBy, r.definition FROM offers o JOIN offer_revisions r ON ${is} WHERE o.id = ? AND o.merchant_id = ?`,
        )
        .bind(offerId, writer.merchantId),
      raiseVersion(db, writer.programId),
    ])
    const [row] = rowsOf<OfferRow>(updated)
    if (row) return toOffer(row)
    const [waits] = rowsOf<{ revision: number; madeBy: string | null; definition: string }>(found)
    if (!waits) return { refused: 'missing' }
    if (waits.revision !== revision)
      return { refused: 'conflict', detail: `Revision ${waits.revision} would go live, not ${revision}` }
    if (writer.needsApproval && waits.madeBy === writer.keyId) return { refused: 'own' }
    return refusalOf(db, writer, offerId, JSON.parse(waits.definition) as OfferDefinition)
  } catch (error) {
    if (isTaken(error)) return { refused: 'conflict', detail: 'Another offer of yours has its key by now' }
    throw error
  }
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

/** Those of the keys that are offers of the merchant, but for one offer of its own. */
export async function keysAmong(
  db: Db,
  merchantId: string,
  keys: readonly string[],
  butId: string | null,
): Promise<string[]> {
  const { results } = await db
    .prepare(
      'SELECT key FROM offers WHERE merchant_id = ? AND key IN (SELECT value FROM json_each(?)) AND id IS NOT ?',
    )
    .bind(merchantId, JSON.stringify(keys), butId)
    .all<{ key: string }>()
  return results.map(({ key }) => key)
}

/** Every live offer of a programme, whoever's it is, and the version of the catalogue that they are of. */
export async function liveOffers(
  db: Db,
  programId: string,
): Promise<{ catalogueVersion: number; offers: Offer[] }> {
  const [program, offers] = await db.batch([
    db.prepare('SELECT catalogue_version AS version FROM programs WHERE id = ?').bind(programId),
    db.prepare("SELECT * FROM offers WHERE program_id = ? AND state = 'live' ORDER BY id").bind(programId),
  ])
  const [row] = rowsOf<{ version: number }>(program)
  return { catalogueVersion: row?.version ?? 0, offers: rowsOf<OfferRow>(offers).map(toOffer) }
}
