import { env } from 'cloudflare:workers'
import { DAY_MS } from '../../shared/contracts/index.ts'
import { saveExposures } from '../../worker/db/exposures.ts'
import type { World } from './world.ts'

let keys = 0

/** What one bought, got back and got off, in minor units. */
interface AssignedMember {
  before: number
  after: number
  refund?: number
  discount?: number
  /** What was given besides money off: points, a gift. */
  given?: number
}

/**
 * Members by the hundred, each with what they bought a day before and a day after they were assigned, as the books would
 * hold it.
 */
export async function assign(
  world: World,
  splitId: string,
  arm: string,
  members: AssignedMember[],
  offerId = '',
  firstAt = Date.now() - 10 * DAY_MS,
) {
  const rows = members.map((member, at) => {
    keys += 1
    return { id: `enr_${String(keys * 1000 + at).padStart(26, '0')}`, ...member }
  })
  const json = JSON.stringify(rows)
  const purchases = (value: string, at: number, prefix: string) =>
    env.DB.prepare(
      `INSERT INTO purchases (id, program_id, store_id, external_ref, enrolment_id, purchased_at, recorded_at, currency, total_minor, shipping_minor, points_earned, content_hash)
       SELECT ?4 || (value ->> 'id'), ?2, ?5, ?4 || (value ->> 'id'), value ->> 'id', ?3, ?3, 'SEK', value ->> '${value}', 0, 0, ''
       FROM json_each(?1) WHERE value ->> '${value}' > 0`,
    ).bind(json, world.programId, at, prefix, world.store.id)
  await env.DB.batch([
    env.DB.prepare(
      "INSERT INTO enrolments (id, program_id, enrolled_at) SELECT value ->> 'id', ?2, 1 FROM json_each(?1)",
    ).bind(json, world.programId),
    purchases('before', firstAt - DAY_MS, 'pur_b'),
    purchases('after', firstAt + DAY_MS, 'pur_a'),
    env.DB.prepare(
      `INSERT INTO returns (id, store_id, external_ref, purchase_id, returned_at, recorded_at, refund_minor, points_clawed_back, points_forgiven, content_hash)
       SELECT 'ret' || (value ->> 'id'), 'sto', 'ret' || (value ->> 'id'), 'pur_a' || (value ->> 'id'), 1, 1, value ->> 'refund', 0, 0, '' FROM json_each(?1) WHERE value ->> 'refund' > 0`,
    ).bind(json),
    env.DB.prepare(
      `INSERT INTO claims (id, program_id, store_id, offer_id, offer_revision, enrolment_id, minted, state, cost_minor, claimed_at, expires_at)
       SELECT 'clm' || (value ->> 'id'), ?2, 'sto', ?3, 1, value ->> 'id', 0, 'redeemed', ifnull(value ->> 'discount', 0) + ifnull(value ->> 'given', 0), 1, 1
       FROM json_each(?1) WHERE ifnull(value ->> 'discount', 0) + ifnull(value ->> 'given', 0) > 0`,
    ).bind(json, world.programId, offerId),
    env.DB.prepare(
      `INSERT INTO redemptions (id, program_id, claim_id, offer_id, offer_revision, purchase_id, enrolment_id, discount_minor, bonus_points, cost_minor, fell, redeemed_at)
       SELECT 'red' || (value ->> 'id'), ?2, 'clm' || (value ->> 'id'), ?3, 1, 'pur_a' || (value ->> 'id'), value ->> 'id', ifnull(value ->> 'discount', 0), 0,
         ifnull(value ->> 'discount', 0) + ifnull(value ->> 'given', 0), json_array(ifnull(value ->> 'discount', 0) + ifnull(value ->> 'given', 0)), ?4
       FROM json_each(?1) WHERE ifnull(value ->> 'discount', 0) + ifnull(value ->> 'given', 0) > 0`,
    ).bind(json, world.programId, offerId, firstAt + DAY_MS),
  ])
  await saveExposures(
    env.DB,
    [],
    rows.map(({ id }) => ({
      kind: 'assigned',
      programId: world.programId,
      binding: 'DB',
      enrolmentId: id,
      assigned: [{ of: splitId, arm }],
      assignedAt: firstAt,
    })),
  )
}

/** As many of them, each made by its place. */
export const many = <T>(times: number, make: (at: number) => T): T[] =>
  Array.from({ length: times }, (_, at) => make(at))
