// What an offer leans on, as conditions of the very statement that writes it, so that nothing changes in between.

/** Every segment that the offer names is there: ?1 programme, ?2 JSON list of keys. */
export const SEGMENTS_EXIST = `(SELECT count(*) FROM segments WHERE program_id = ?1 AND key IN (SELECT value FROM json_each(?2)))
  = (SELECT count(DISTINCT value) FROM json_each(?2))`

/** Every offer that the definition does not go with is there, under its key: ?3 the offer, ?4 its merchant. */
export const excludesExist = (definition: string) => `NOT EXISTS (
  SELECT 1 FROM json_each(${definition}, '$.stacking.excludes') e
  WHERE e.value NOT IN (SELECT key FROM offers WHERE merchant_id = ?4 AND id <> ?3))`

/** Its groups are the programme's, and one of them at most lets only one offer through: ?1 programme. */
export const groupsFit = (definition: string) => `(
  SELECT count(*) = count(p.mode) AND count(CASE WHEN p.mode <> 'stack' THEN 1 END) <= 1
  FROM json_each(${definition}, '$.stacking.groups') g
  LEFT JOIN (SELECT r.value ->> 'key' AS key, r.value ->> 'mode' AS mode
    FROM programs, json_each(programs.rules, '$.offers.groups') r WHERE programs.id = ?1) p ON p.key = g.value)`

/** Offers of merchant `merchant` that name offer `id` under the key that it has, as they are or as they wait to be. */
export const excludedBy = (id: string, merchant: string) => `SELECT DISTINCT other.key FROM offers AS other
  JOIN offer_revisions AS theirs ON theirs.offer_id = other.id AND theirs.revision IN (other.revision, other.proposed_revision)
  JOIN json_each(theirs.definition, '$.stacking.excludes') AS e
    ON e.value = (SELECT own.key FROM offers AS own WHERE own.id = ${id} AND own.merchant_id = ${merchant})
  WHERE other.merchant_id = ${merchant} AND other.id <> ${id}`

/** No other live offer of the merchant has the code: else a shop's order could not tell which was used. */
export const codeFree = (id: string, merchant: string, state: string, code: string) =>
  `(${state} <> 'live' OR ${code} IS NULL OR NOT EXISTS (SELECT 1 FROM offers AS other
    WHERE other.merchant_id = ${merchant} AND other.id <> ${id} AND other.state = 'live'
      AND upper(other.definition ->> '$.code.code') = ${code}))`
