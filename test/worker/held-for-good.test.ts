import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { DAY_MS } from '../../shared/contracts/index.ts'
import { publishDailyRoots } from '../../worker/jobs/daily-root.ts'
import { call } from './api.ts'
import { aPurchase, buy, newMember, newWorld } from './world.ts'

/** Tables whose rows stay as they were written, and the columns that may change all the same. */
const FOR_GOOD: Record<string, readonly string[]> = {
  ledger_entries: [],
  ledger_days: [],
  purchases: [],
  // How much of it came back, and only more.
  purchase_lines: ['returned_quantity'],
  transfers: ['note'],
  member_events: [],
  // What is left of a lot, its state, and an end that is put off; the database keeps them by its own triggers.
  lots: ['remaining', 'held', 'state', 'expires_at'],
  returns: [],
  return_lines: [],
}

let enrolmentId = ''

// Storage outlives a test in its file: one of everything serves them all.
beforeAll(async () => {
  const world = await newWorld({
    returnWindowDays: 0,
    transfers: { unit: 'points', perDay: 100 },
    units: { points: { expiry: { kind: 'rolling', months: 6 } } },
  })
  const [member, other] = [await newMember(world), await newMember(world)]
  enrolmentId = member.enrolmentId
  const order = aPurchase(world, member, { lines: [{ sku: 'a', quantity: 2, amountMinor: 20_000 }] })
  await buy(world, order)
  const back = { storeId: world.store.id, purchaseRef: order.externalRef, externalRef: 'back' }
  const line = { returnedAt: Date.now(), lines: [{ line: 0, quantity: 1 }] }
  expect((await call('POST', '/v1/returns', { bearer: world.key, body: { ...back, ...line } })).status).toBe(
    201,
  )
  const sent = { toNumber: other.member.number, unit: 'points', amount: 5, note: 'here' }
  expect((await call('POST', '/v1/members/me/transfers', { bearer: member.token, body: sent })).status).toBe(
    201,
  )
  const event = { id: 'e', type: 'visit', enrolmentId, occurredAt: Date.now() }
  expect((await call('POST', '/v1/events', { bearer: world.key, body: { events: [event] } })).status).toBe(
    200,
  )
  await publishDailyRoots(env, 'DB', Date.now() + 3 * DAY_MS)
})

const columnsOf = async (table: string) =>
  (
    await env.DB.prepare('SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0')
      .bind(table)
      .all<{ name: string }>()
  ).results.map(({ name }) => name)

const refused = (sql: string) => expect(env.DB.prepare(sql).run(), sql).rejects.toThrow(/SQLITE_CONSTRAINT/)

/** Every row of a table as it stands. */
const rowsOf = async (table: string) => (await env.DB.prepare(`SELECT * FROM ${table}`).all()).results

describe.each(Object.entries(FOR_GOOD))('%s', (table, changing) => {
  test('no column can be changed, and no row taken away', async () => {
    const before = await rowsOf(table)
    expect(before.length).toBeGreaterThan(0)
    const columns = await columnsOf(table)
    const fixed = columns.filter((name) => !changing.includes(name))
    expect(fixed.length).toBeGreaterThan(2)
    for (const name of fixed) {
      // A value of the same kind that it does not have, within what its CHECKs let through.
      const other = `CASE typeof(${name}) WHEN 'integer' THEN ${name} + 1 WHEN 'null' THEN 'x' ELSE ${name} || 'x' END`
      const value = JSON_COLUMNS.has(name) ? `'[{"x":1}]'` : other
      await refused(`UPDATE ${table} SET ${name} = ${value}`)
    }
    await refused(`DELETE FROM ${table}`)
    expect(await rowsOf(table)).toEqual(before)
  })
})

const JSON_COLUMNS: ReadonlySet<string> = new Set(['earned', 'expiry', 'released', 'restored'])

test.each(['ledger_entries', 'ledger_days', 'lots', 'purchases', 'returns'])(
  'a row of %s is not replaced by another either',
  async (table) => {
    const generated = await env.DB.prepare('SELECT name FROM pragma_table_xinfo(?) WHERE hidden > 1')
      .bind(table)
      .all<{ name: string }>()
    const without = new Set(generated.results.map(({ name }) => name))
    const own = (await columnsOf(table)).filter((name) => !without.has(name)).join(', ')
    await refused(`INSERT OR REPLACE INTO ${table} (${own}) SELECT ${own} FROM ${table}`)
  },
)

test('balances and lots change with an entry behind it and never by themselves', async () => {
  for (const name of ['seq', 'available', 'pending', 'held', 'owed'])
    await refused(`UPDATE accounts SET ${name} = ${name} + 1 WHERE enrolment_id = '${enrolmentId}'`)
  await refused(`UPDATE accounts SET head = 'x' WHERE enrolment_id = '${enrolmentId}'`)
  for (const change of [
    'remaining = remaining - 1',
    'held = held + 1',
    // Earlier than the member was told, or never told at all.
    'expires_at = expires_at - 1',
    'expires_at = NULL',
  ])
    await refused(`UPDATE lots SET ${change} WHERE enrolment_id = '${enrolmentId}'`)
})

test('what was returned only grows, and no further than what was bought', async () => {
  await refused('UPDATE purchase_lines SET returned_quantity = quantity + 1')
  await env.DB.prepare('UPDATE purchase_lines SET returned_quantity = 2').run()
  await refused('UPDATE purchase_lines SET returned_quantity = 1')
})
