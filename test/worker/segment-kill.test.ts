import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { DAY_MS } from '../../shared/contracts/index.ts'
import { passSegments } from '../../worker/jobs/segments.ts'
import { failingDatabase } from './held-failing.ts'
import { given, LAPSED, pays, told } from './segment-scene.ts'
import { aPurchase, buy, newMember, newSegment, newWorld, type TestMember } from './world.ts'

// Alone in its file: a pass looks at every programme that there is.
test('wherever the clock’s job is broken off, everybody who came is noted once and paid once', {
  timeout: 60_000,
}, async () => {
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => {})
  const world = await newWorld({ earn: [pays('lapsed')] })
  const lapsed = await newSegment(world, 'lapsed', LAPSED)
  const members: TestMember[] = []
  for (let n = 0; n < 3; n += 1) members.push(await newMember(world))
  await buy(world, ...members.map((member) => aPurchase(world, member)))
  await passSegments(env, 'DB', Date.now())
  let at = 1
  let days = 31
  let rounds = 0
  for (const failing of ['before', 'after'] as const) {
    for (at = 1; at < 12; at += 1) {
      const { db, calls } = failingDatabase(env.DB, at, failing)
      const now = Date.now() + days * DAY_MS
      await passSegments({ ...env, DB: db }, 'DB', now, 100_000, 2).catch(() => {})
      for (let again = 0; again < 2; again += 1) await passSegments(env, 'DB', now, 100_000, 2)
      rounds += 1
      for (const member of members) expect(await given(member)).toEqual(Array(rounds).fill(25))
      expect(await told(world, lapsed)).toHaveLength(members.length * (2 * rounds - 1))
      // Out by a purchase of that day, so that the next round finds them coming in once more.
      await env.DB.batch(
        members.map(({ enrolmentId }) =>
          env.DB.prepare(
            `UPDATE profiles SET version = version + 1, data = json_set(data, '$.lastAt', ?2) WHERE enrolment_id = ?1`,
          ).bind(enrolmentId, now),
        ),
      )
      days += 2
      await passSegments(env, 'DB', Date.now() + days * DAY_MS)
      days += 31
      if (calls() < at) break
    }
  }
  expect(rounds).toBeGreaterThan(10)
  quiet.mockRestore()
})
