import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { forRows, jsonChunks, rowsOf } from '../../worker/db/database.ts'

/** D1's limit on a bound value, in bytes. Its local twin does not hold it, so that it is held here. */
const VALUE_BYTES = 2_000_000

test('rows of any script go in few statements, none over the limit of a value, and all of them arrive', async () => {
  const rows = Array.from({ length: 900 }, (_, n) => ({ n, text: 'щ例🌲'.repeat(300) }))
  const chunks = jsonChunks(rows)
  expect(chunks.length).toBeGreaterThan(1)
  expect(chunks.length).toBeLessThan(5)
  for (const chunk of chunks) expect(new TextEncoder().encode(chunk).byteLength).toBeLessThan(VALUE_BYTES)

  const counted = await env.DB.batch(
    forRows(env.DB, "SELECT count(*) AS n, sum(value ->> 'n') AS sum FROM json_each(?1)", rows),
  )
  const sums = counted.flatMap((result) => rowsOf<{ n: number; sum: number }>(result))
  expect(sums.reduce((all, { n }) => all + n, 0)).toBe(900)
  expect(sums.reduce((all, { sum }) => all + sum, 0)).toBe((899 * 900) / 2)
})

test('no rows need no statement', () => {
  expect(forRows(env.DB, 'SELECT 1', [])).toEqual([])
})
