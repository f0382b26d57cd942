import { env, exports } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { accountOf, fiftyPoints, tally } from './held-scene.ts'
import { aPurchase, newMember, type World } from './world.ts'

const KEYS = 40
const TIMES_EACH = 5
/** Headers that belong to an answer, whenever it is given. */
const OWN_HEADERS = ['content-type', 'location', 'etag', 'stamkund-bookmark']

/** An answer down to its bytes. */
async function post(world: World, path: string, key: string, body: unknown) {
  const response = await exports.default.fetch(`http://localhost:8787/v1${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${world.key}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify(body),
  })
  return {
    status: response.status,
    bytes: [...new Uint8Array(await response.clone().arrayBuffer())].join(),
    headers: OWN_HEADERS.map((name) => response.headers.get(name)),
    replayed: response.headers.get('idempotency-replayed') === 'true',
    text: await response.text(),
  }
}

const taking = (enrolmentId: string, amount: number) => ({
  enrolmentId,
  unit: 'points',
  amount: -amount,
  operator: 'Åsa',
  reason: 'räksmörgås',
})

test(`${KEYS} keys sent ${TIMES_EACH} times each at once have ${KEYS} effects, and every answer of a key is the same`, async () => {
  const { world, member } = await fiftyPoints()
  const { enrolmentId } = member
  const ask = (n: number) => post(world, '/adjustments', `key-${enrolmentId}-${n}`, taking(enrolmentId, 1))
  const sent = Array.from({ length: KEYS * TIMES_EACH }, (_, at) => at % KEYS)
  const answers = await Promise.all(sent.map(ask))

  const first = answers.filter(({ status, replayed }) => status === 201 && !replayed)
  expect(first).toHaveLength(KEYS)
  const waiting = answers.filter(({ status }) => status !== 201)
  expect(waiting.every(({ text }) => text.includes('idempotency_in_progress'))).toBe(true)
  expect(await accountOf(enrolmentId)).toMatchObject({
    seq: 1 + KEYS,
    available: 50 - KEYS,
    entriesMake: 50 - KEYS,
  })

  // Sent once more, each key answers what it answered first.
  const again = await Promise.all(Array.from({ length: KEYS }, (_, n) => ask(n)))
  expect(again.every(({ replayed }) => replayed)).toBe(true)
  const everyAnswer = [...answers, ...again].filter(({ status }) => status === 201)
  expect(new Set(everyAnswer.map(({ bytes }) => bytes)).size).toBe(KEYS)
  expect(await accountOf(enrolmentId)).toMatchObject({ seq: 1 + KEYS, available: 50 - KEYS })
})

test.each([
  ['an adjustment', '/adjustments', async (_: World, enrolmentId: string) => taking(enrolmentId, 3)],
  ['a gift', '/gifts', async (_: World, enrolmentId: string) => ({ ...taking(enrolmentId, 3), amount: 3 })],
  [
    'an event',
    '/events',
    async (_: World, enrolmentId: string) => ({
      events: [{ id: 'e', type: 'visit', enrolmentId, occurredAt: Date.now() }],
    }),
  ],
  [
    'a purchase',
    '/purchases',
    async (world: World) => ({ purchases: [aPurchase(world, await newMember(world))] }),
  ],
])(
  '%s sent again with its key is answered with the same status, headers and bytes; with another body it is refused',
  async (_, path, bodyOf) => {
    const { world, member } = await fiftyPoints()
    const body = await bodyOf(world, member.enrolmentId)
    const first = await post(world, path, 'the-key', body)
    expect(first.status).toBeLessThan(300)
    const entries = await entriesOf(world)
    expect(await post(world, path, 'the-key', body)).toEqual({ ...first, replayed: true })
    const other = await post(world, path, 'the-key', { ...body, note: 'another' })
    expect([other.status, JSON.parse(other.text).type]).toEqual([409, '/problems/idempotency_mismatch'])
    expect(await entriesOf(world)).toBe(entries)
  },
)

test('a key that was refused for want of points is free for when there are some', async () => {
  const { world, member } = await fiftyPoints()
  const { enrolmentId } = member
  const ask = () => post(world, '/adjustments', 'too-much', taking(enrolmentId, 60))
  const refused = await Promise.all([ask(), ask(), ask()])
  expect(Object.keys(tally(refused.map(({ status }) => String(status))))).toEqual(['409'])
  await post(world, '/adjustments', 'more', { ...taking(enrolmentId, 0), amount: 10 })
  expect((await ask()).status).toBe(201)
  expect((await ask()).replayed).toBe(true)
  expect(await accountOf(enrolmentId)).toMatchObject({ available: 0 })
})

const entriesOf = (world: World) =>
  env.DB.prepare('SELECT count(*) AS n FROM ledger_entries WHERE program_id = ?')
    .bind(world.programId)
    .first('n')
