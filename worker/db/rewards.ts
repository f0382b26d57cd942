import type { CatalogueReward, RewardCreate } from '../../shared/contracts/index.ts'
import type { Shelf } from '../../shared/ledger/rewards/index.ts'
import { booksOf, type ReadBook, readBookStatements, toBooks } from './books.ts'
import { type Db, forRows, rowsOf } from './database.ts'

/** A row of `REWARD`. */
export interface RewardRow {
  id: string
  state: CatalogueReward['state']
  definition: string
  revision: number
  taken: number
  left: number | null
  createdAt: number
  updatedAt: number
}

/** The columns of a reward over the alias `r`, with what is left of it: of the stock or seats, or of the pool. */
export const REWARD = `r.id, r.state, r.definition, r.revision, r.taken, r.created_at AS createdAt, r.updated_at AS updatedAt,
  CASE WHEN r.pooled = 1 THEN min(r.pool_left, ifnull(max(r.limit_total - r.taken, 0), r.pool_left)) ELSE max(r.limit_total - r.taken, 0) END AS "left"`

/** A row of `shelfAt`. */
export type ShelfRow = RewardRow & { waiting: number }

/** The columns of a reward with the queue before it; who waits in vain by `now`, which is SQL, is not in it. */
export const shelfAt = (now: string): string =>
  `${REWARD}, (SELECT count(*) FROM reward_orders w INDEXED BY reward_orders_waiting
     WHERE w.reward_id = r.id AND w.state = 'waiting' AND w.waits_until > ${now}) AS waiting`

/** Which orders count towards what a member may have of a reward, at `now`, which is SQL. */
export const countsAt = (now: string): string =>
  `state <> 'cancelled' AND (state <> 'waiting' OR waits_until > ${now})`

/** A reward out of its row: its definition is JSON, the rest are columns. */
export const toReward = ({
  id,
  state,
  definition,
  left,
  createdAt,
  updatedAt,
}: RewardRow): CatalogueReward => ({
  ...(JSON.parse(definition) as Omit<RewardCreate, 'state'>),
  id,
  state,
  left,
  createdAt,
  updatedAt,
})

/** A reward and the queue before it. */
export const toShelf = (row: ShelfRow): Shelf => ({ reward: toReward(row), waiting: row.waiting })

/** A reward to be added. */
export interface NewReward {
  id: string
  reward: RewardCreate
}

/** The statements that add rewards; a key that is there already undoes the batch. */
export const insertRewards = (
  db: Db,
  programId: string,
  rewards: readonly NewReward[],
  now: number,
): D1PreparedStatement[] =>
  forRows(
    db,
    `INSERT INTO rewards (id, program_id, key, state, definition, created_at, updated_at)
     SELECT value ->> 'id', ?2, value ->> 'key', value ->> 'state', value ->> 'definition', ?3, ?3 FROM json_each(?1)`,
    rewards.map(({ id, reward: { state, ...definition } }) => ({
      id,
      key: definition.key,
      state,
      definition,
    })),
    programId,
    now,
  )

/**
 * Replaces all of a reward but its key and kind. An event that is moved takes its seats along: those that are taken, and
 * those who wait, with what holds their price.
 */
export async function replaceReward(
  db: Db,
  programId: string,
  rewardId: string,
  { state, ...definition }: RewardCreate,
  now: number,
): Promise<CatalogueReward | null> {
  const results = await db.batch([
    db
      .prepare(
        'UPDATE rewards SET state = ?3, definition = ?4, revision = revision + 1, updated_at = ?5 WHERE id = ?1 AND program_id = ?2',
      )
      .bind(rewardId, programId, state, JSON.stringify(definition), now),
    ...(definition.goods.kind === 'seat'
      ? moveEvent(db, programId, rewardId, definition.goods.eventAt, now)
      : []),
    selectReward(db, programId, rewardId),
  ])
  const [row] = rowsOf<RewardRow>(results.at(-1))
  return row ? toReward(row) : null
}

/** The statements that move the seats of an event; who has waited in vain by now stays where they are. */
function moveEvent(db: Db, programId: string, rewardId: string, eventAt: number, now: number) {
  const seats = `reward_id = ?1 AND program_id = ?2 AND goods ->> '$.eventAt' <> ?3
    AND (state = 'ordered' OR (state = 'waiting' AND waits_until > ?4))`
  return [
    `UPDATE holds SET expires_at = ?3 WHERE state = 'held' AND id IN (SELECT hold_id FROM reward_orders WHERE state = 'waiting' AND ${seats})`,
    `UPDATE reward_orders SET version = version + 1, goods = json_set(goods, '$.eventAt', ?3), waits_until = iif(state = 'waiting', ?3, waits_until),
       changed_at = ?4 WHERE ${seats}`,
  ].map((sql) => db.prepare(sql).bind(rewardId, programId, eventAt, now))
}

const selectReward = (db: Db, programId: string, rewardId: string): D1PreparedStatement =>
  db.prepare(`SELECT ${REWARD} FROM rewards r WHERE r.id = ? AND r.program_id = ?`).bind(rewardId, programId)

/** A reward of the programme. */
export async function findReward(
  db: Db,
  programId: string,
  rewardId: string,
): Promise<CatalogueReward | null> {
  const row = await selectReward(db, programId, rewardId).first<RewardRow>()
  return row && toReward(row)
}

/** A page of the programme's rewards, oldest first. */
export async function listRewards(
  db: Db,
  programId: string,
  after: string,
  limit: number,
): Promise<CatalogueReward[]> {
  const { results } = await db
    .prepare(`SELECT ${REWARD} FROM rewards r WHERE r.program_id = ? AND r.id > ? ORDER BY r.id LIMIT ?`)
    .bind(programId, after, limit)
    .all<RewardRow>()
  return results.map(toReward)
}

/** What a member can choose from, and all that it is judged by. */
export interface MemberRewardsRead {
  catalogueVersion: number
  read: ReadBook
  /** Every reward that is not paused, oldest first, and how many of each the member has. */
  shelves: (Shelf & { has: number })[]
}

/** Reads it in one round trip. `null`: no such enrolment here. */
export async function readMemberRewards(
  db: Db,
  programId: string,
  enrolmentId: string,
  now: number,
): Promise<MemberRewardsRead | null> {
  const [versions, rewards, own, ...books] = await db.batch([
    db.prepare('SELECT catalogue_version AS version FROM programs WHERE id = ?').bind(programId),
    db
      .prepare(
        `SELECT ${shelfAt('?2')} FROM rewards r WHERE r.program_id = ?1 AND r.state = 'live' ORDER BY r.id`,
      )
      .bind(programId, now),
    db
      .prepare(
        `SELECT reward_id AS rewardId, count(*) AS has FROM reward_orders WHERE enrolment_id = ?1 AND ${countsAt('?2')} GROUP BY reward_id`,
      )
      .bind(enrolmentId, now),
    ...readBookStatements(db, booksOf(enrolmentId), programId, now),
  ])
  const version = rowsOf<{ version: number }>(versions)[0]?.version
  const read = toBooks(books).get(enrolmentId)
  if (version === undefined || !read) return null
  const has = new Map(rowsOf<{ rewardId: string; has: number }>(own).map((row) => [row.rewardId, row.has]))
  return {
    catalogueVersion: version,
    read,
    shelves: rowsOf<ShelfRow>(rewards).map((row) => ({ ...toShelf(row), has: has.get(row.id) ?? 0 })),
  }
}

/** A reward, and from when the member's own early access by it runs: `null`, they have none. `null`: no such reward. */
export async function readAccess(
  db: Db,
  programId: string,
  rewardId: string,
  enrolmentId: string | null,
): Promise<{ reward: CatalogueReward; ownFrom: number | null } | null> {
  const row = await db
    .prepare(
      `SELECT ${REWARD}, (SELECT min(o.goods ->> '$.opensAt') FROM reward_orders o INDEXED BY reward_orders_open
         WHERE o.enrolment_id = ?3 AND o.reward_id = r.id AND o.state <> 'cancelled') AS ownFrom
       FROM rewards r WHERE r.id = ?1 AND r.program_id = ?2`,
    )
    .bind(rewardId, programId, enrolmentId)
    .first<RewardRow & { ownFrom: number | null }>()
  return row && { reward: toReward(row), ownFrom: row.ownFrom }
}
