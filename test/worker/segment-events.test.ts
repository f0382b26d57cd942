import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { DAY_MS, type Segment } from '../../shared/contracts/index.ts'
import { passSegments } from '../../worker/jobs/segments.ts'
import { call } from './api.ts'
import { BOUGHT, eventsOf, given, LAPSED, pays, told } from './segment-scene.ts'
import {
  aPurchase,
  buy,
  decisionFor,
  newMember,
  newOffer,
  newSegment,
  newWorld,
  type TestMember,
  type World,
} from './world.ts'

const look = (inDays = 0, most = 100_000, page = 50) =>
  passSegments(env, 'DB', Date.now() + inDays * DAY_MS, most, page)

const giveBack = ({ key: bearer, store }: World, { externalRef: purchaseRef }: { externalRef: string }) =>
  call('POST', '/v1/returns', {
    bearer,
    body: {
      storeId: store.id,
      purchaseRef,
      externalRef: crypto.randomUUID(),
      returnedAt: Date.now(),
      lines: [{ line: 0, quantity: 2 }],
    },
  })

test('a purchase brings a member in, its return takes them out, and the next one in again', async () => {
  const world = await newWorld({ earn: [pays('buyers')] })
  const buyers = await newSegment(world, 'buyers', BOUGHT)
  const [member, other] = [await newMember(world), await newMember(world)]
  const first = aPurchase(world, member)
  await buy(world, first)
  await buy(world, first)
  expect(await told(world, buyers)).toEqual(['entered by member'])
  await buy(world, aPurchase(world, member), aPurchase(world, other), aPurchase(world, null))
  expect(await told(world, buyers)).toEqual(['entered by member', 'entered by member'])

  const again = await newMember(world)
  const bought = aPurchase(world, again)
  await buy(world, bought)
  expect((await giveBack(world, bought)).status).toBe(201)
  await buy(world, aPurchase(world, again))
  expect(await told(world, buyers, again)).toEqual([
    'entered by member',
    'left by member',
    'entered by member',
  ])
  expect(await given(again)).toEqual([25, 25])
  expect(await given(member)).toEqual([25])

  const { items, nextCursor } = await eventsOf(world, buyers, '?limit=2')
  const rest = await eventsOf(world, buyers, `?limit=50&cursor=${nextCursor}`)
  expect([...items, ...rest.items]).toEqual((await eventsOf(world, buyers)).items)
  expect([...items, ...rest.items].map(({ id }) => id).sort()).toEqual(
    [...items, ...rest.items].map(({ id }) => id),
  )
})

/** As if their latest purchase were so long ago by now. */
const passTime = (member: TestMember, days: number) =>
  env.DB.prepare(
    `UPDATE profiles SET version = version + 1, data = json_set(data, '$.lastAt', ?) WHERE enrolment_id = ?`,
  )
    .bind(Date.now() - days * DAY_MS, member.enrolmentId)
    .run()

test('time alone brings a member in and pays once, however often it is looked', async () => {
  const world = await newWorld({ earn: [pays('lapsed')] })
  const lapsed = await newSegment(world, 'lapsed', LAPSED)
  const member = await newMember(world)
  await buy(world, aPurchase(world, member))
  await look()
  expect(await told(world, lapsed)).toEqual([])
  await passTime(member, 30)
  await look(1.1)
  await look(1.1)
  await look(2.2)
  expect(await told(world, lapsed)).toEqual(['entered by time'])
  expect(await given(member)).toEqual([25])
  // Out by what they do, and in by time again: two entries.
  await buy(world, aPurchase(world, member))
  expect(await told(world, lapsed)).toEqual(['entered by time', 'left by member'])
  await look(65)
  expect(await told(world, lapsed)).toEqual(['entered by time', 'left by member', 'entered by time'])
  expect(await given(member)).toEqual([25, 25])
})

test('what the clock has paid for, the next event does not pay again', async () => {
  const world = await newWorld({ earn: [pays('lapsed')] })
  const lapsed = await newSegment(world, 'lapsed', LAPSED)
  const member = await newMember(world)
  await buy(world, aPurchase(world, member, { purchasedAt: Date.now() - 29 * DAY_MS }))
  await look()
  await passTime(member, 30)
  await look(1.1)
  expect(await given(member)).toEqual([25])
  // As if nothing but the purchase had happened: an event that looked at what has changed since would pay.
  await env.DB.prepare(
    `UPDATE standings SET version = version + 1, data = json_set(data, '$.acts', json('{}')) WHERE enrolment_id = ?`,
  )
    .bind(member.enrolmentId)
    .run()
  await env.DB.prepare('UPDATE enrolments SET enrolled_at = ? WHERE id = ?')
    .bind(Date.now() - 20 * DAY_MS, member.enrolmentId)
    .run()
  await call('POST', '/v1/events', {
    bearer: world.key,
    body: { events: [{ type: 'visit', id: 'v', enrolmentId: member.enrolmentId, occurredAt: Date.now() }] },
  })
  expect(await given(member)).toEqual([25])
  expect(await told(world, lapsed)).toEqual(['entered by time'])
})

test('what an event has been paid for, the clock does not pay again', async () => {
  const world = await newWorld({ earn: [pays('lapsed')] })
  const lapsed = await newSegment(world, 'lapsed', LAPSED)
  const member = await newMember(world)
  await buy(world, aPurchase(world, member, { purchasedAt: Date.now() - 29.5 * DAY_MS }))
  await look()
  await passTime(member, 30)
  const visit = (id: string) =>
    call<{ results: { earned: { amount: number }[] }[] }>('POST', '/v1/events', {
      bearer: world.key,
      body: { events: [{ type: 'visit', id, enrolmentId: member.enrolmentId, occurredAt: Date.now() }] },
    })
  const first = await visit('one')
  expect(first.body.results[0]?.earned.map(({ amount }) => amount)).toEqual([25])
  expect((await visit('two')).body.results[0]?.earned).toEqual([])
  await look(1.1)
  expect(await told(world, lapsed)).toEqual(['entered by time'])
  expect(await given(member)).toEqual([25])
})

test('a new or a changed rule pays nobody for being there, and all that ask for it are looked at again', async () => {
  const world = await newWorld({ earn: [pays('buyers'), pays('others')] })
  const members = [await newMember(world), await newMember(world)]
  const [buyer, idle] = members as [TestMember, TestMember]
  await buy(world, aPurchase(world, buyer))
  const buyers = await newSegment(world, 'buyers', BOUGHT)
  const others = await newSegment(world, 'others', { not: { signal: 'purchaseCount', op: 'gte', value: 1 } })
  await look()
  expect([await told(world, buyers), await told(world, others)]).toEqual([
    ['entered by rule'],
    ['entered by rule'],
  ])
  const asked = { signal: 'inSegment', args: { segment: 'buyers' }, op: 'eq', value: 1 }
  const askers = await newSegment(world, 'askers', asked)
  await look()
  const changed = { key: 'buyers', name: 'buyers', rule: { signal: 'purchaseCount', op: 'gte', value: 2 } }
  await call('PUT', `/v1/segments/${buyers.id}`, { bearer: world.key, body: changed })
  await look()
  expect(await told(world, buyers)).toEqual(['entered by rule', 'left by rule'])
  expect(await told(world, askers)).toEqual(['entered by rule', 'left by rule'])
  expect([...(await given(buyer)), ...(await given(idle))]).toEqual([])
  // From here on it is known who is new.
  await buy(world, aPurchase(world, buyer), aPurchase(world, idle))
  expect(await told(world, buyers)).toEqual(['entered by rule', 'left by rule', 'entered by member'])
  expect(await told(world, others)).toEqual(['entered by rule', 'left by member'])
  expect([await given(buyer), await given(idle)]).toEqual([[25], []])
})

test('an upload brings members in, and pays as the rules say', async () => {
  const world = await newWorld({ earn: [pays('vip')] })
  const [member, other] = [await newMember(world), await newMember(world)]
  const { body: vip } = await call<Segment>('POST', '/v1/segments', {
    bearer: world.key,
    body: { key: 'vip', name: 'vip', list: true },
  })
  await look()
  const put = (members: string[]) =>
    call('PUT', `/v1/segments/${vip.id}/members`, { bearer: world.key, body: { members } })
  await put([member.enrolmentId])
  await look()
  await put([other.member.number])
  await look()
  expect(await told(world, vip, member)).toEqual(['entered by list', 'left by list'])
  expect(await told(world, vip, other)).toEqual(['entered by list'])
  expect([await given(member), await given(other)]).toEqual([[25], [25]])
})

test('a pass goes on where it stopped, looks at everybody once, and waits a day', async () => {
  const world = await newWorld()
  for (let n = 0; n < 7; n += 1) await buy(world, aPurchase(world, await newMember(world)))
  await look()
  const buyers = await newSegment(world, 'buyers', BOUGHT)
  const steps: number[] = []
  // A segment of the very millisecond in which a pass begins is looked at once more.
  for (let n = 0; n < 8; n += 1) {
    await look(0, 3, 2)
    steps.push((await told(world, buyers)).length)
  }
  expect(steps).toEqual([3, 6, 7, 7, 7, 7, 7, 7])
  const due = () =>
    env.DB.prepare('SELECT due_at FROM segment_passes WHERE program_id = ?')
      .bind(world.programId)
      .first<number>('due_at')
  expect(Number(await due())).toBeGreaterThan(Date.now() + DAY_MS / 2)
})

test('what was worked out of a profile that has changed since is not noted', async () => {
  const world = await newWorld()
  const buyers = await newSegment(world, 'buyers', BOUGHT)
  const member = await newMember(world)
  const insert = (nth: number, kind: string, version: number) =>
    env.DB.prepare(
      "INSERT INTO segment_events (id, segment_id, enrolment_id, nth, kind, cause, profile_version, at) VALUES (?, ?, ?, ?, ?, 'time', ?, 1)",
    )
      .bind(crypto.randomUUID(), buyers.id, member.enrolmentId, nth, kind, version)
      .run()
  await expect(insert(1, 'entered', 2)).rejects.toThrow('stale segment')
  await expect(insert(1, 'left', 1)).rejects.toThrow('stale segment')
  await insert(1, 'entered', 1)
  await expect(insert(1, 'entered', 1)).rejects.toThrow('stale segment')
  await expect(insert(2, 'entered', 1)).rejects.toThrow('stale segment')
  await insert(2, 'left', 1)
  await expect(env.DB.prepare("UPDATE segment_events SET kind = 'left'").run()).rejects.toThrow(
    'what happened',
  )
})

test('an offer for those who came lately is seen by them, and by nobody who has been there long', async () => {
  const world = await newWorld()
  await newSegment(world, 'buyers', BOUGHT)
  await newOffer(world, {
    key: 'welcome',
    audience: {
      segments: [],
      rule: { signal: 'daysInSegment', args: { segment: 'buyers' }, op: 'lte', value: 7 },
    },
  })
  const [fresh, long, idle] = [await newMember(world), await newMember(world), await newMember(world)]
  await buy(world, aPurchase(world, fresh), aPurchase(world, long))
  await env.DB.prepare('UPDATE segment_states SET entered_at = ? WHERE enrolment_id = ?')
    .bind(Date.now() - 8 * DAY_MS, long.enrolmentId)
    .run()
  const seen = async (member: TestMember) => (await decisionFor(world, member)).offers.map(({ key }) => key)
  expect([await seen(fresh), await seen(long), await seen(idle)]).toEqual([['welcome'], [], []])
})

test('who is in a segment is worked out anew, whatever was noted', async () => {
  const world = await newWorld()
  await newSegment(world, 'buyers', BOUGHT)
  const member = await newMember(world)
  await buy(world, aPurchase(world, member))
  await env.DB.prepare(
    'UPDATE segment_states SET entered_at = NULL, left_at = 1, changes = 2 WHERE enrolment_id = ?',
  )
    .bind(member.enrolmentId)
    .run()
  const { body } = await call<{ segments: string[] }>('GET', `/v1/enrolments/${member.enrolmentId}`, {
    bearer: world.key,
  })
  expect(body.segments).toEqual(['buyers'])
})

test('purchases of one member in one call are one entry, and so are those of many calls at once', async () => {
  const world = await newWorld({ earn: [pays('buyers')] })
  const buyers = await newSegment(world, 'buyers', BOUGHT)
  await look()
  const member = await newMember(world)
  await Promise.all(
    Array.from({ length: 5 }, () => buy(world, aPurchase(world, member), aPurchase(world, member))),
  )
  expect(await told(world, buyers)).toEqual(['entered by member'])
  expect(await given(member)).toEqual([25])
})

test('a clock that looks while members buy notes nobody twice', async () => {
  const world = await newWorld({ earn: [pays('buyers')] })
  const buyers = await newSegment(world, 'buyers', BOUGHT)
  await look()
  const members: TestMember[] = []
  for (let n = 0; n < 8; n += 1) members.push(await newMember(world))
  await Promise.all([...members.map((member) => buy(world, aPurchase(world, member))), look(1.1), look(1.1)])
  await look(3)
  for (const member of members) {
    expect(await told(world, buyers, member)).toHaveLength(1)
    expect(await given(member)).toEqual([25])
  }
})

test('a rule that changes while the clock looks is looked at again, by all', async () => {
  const world = await newWorld()
  const members: TestMember[] = []
  for (let n = 0; n < 4; n += 1) members.push(await newMember(world))
  await buy(world, ...members.map((member) => aPurchase(world, member)))
  await look()
  const buyers = await newSegment(world, 'buyers', { signal: 'purchaseCount', op: 'gte', value: 2 })
  await look(0, 2, 2)
  await call('PUT', `/v1/segments/${buyers.id}`, {
    bearer: world.key,
    body: { key: 'buyers', name: 'buyers', rule: BOUGHT },
  })
  await look(0.01)
  expect(await told(world, buyers)).toHaveLength(2)
  await look(0.02)
  expect(await told(world, buyers)).toEqual(Array(4).fill('entered by rule'))
})

test('a member who can’t be noted keeps nobody else from it', async () => {
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => {})
  const world = await newWorld()
  const members: TestMember[] = []
  for (let n = 0; n < 3; n += 1) members.push(await newMember(world))
  await buy(world, ...members.map((member) => aPurchase(world, member)))
  const buyers = await newSegment(world, 'buyers', BOUGHT)
  const busy = members[1] as TestMember
  for (const words of ['stale segment', 'something else']) {
    await env.DB.exec(
      `CREATE TRIGGER busy BEFORE INSERT ON segment_events WHEN NEW.enrolment_id = '${busy.enrolmentId}' BEGIN SELECT RAISE (ABORT, '${words}'); END`,
    )
    await look(words === 'stale segment' ? 0 : 1.1)
    await env.DB.exec('DROP TRIGGER busy')
    const noted = (await eventsOf(world, buyers)).items.map(({ enrolmentId }) => enrolmentId)
    expect(noted.sort()).toEqual([members[0], members[2]].map((member) => member?.enrolmentId).sort())
  }
  await look(2.2)
  expect(await told(world, buyers)).toHaveLength(3)
  quiet.mockRestore()
})
