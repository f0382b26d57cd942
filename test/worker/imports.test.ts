import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import type { ApiKeyCreated, Import, ImportRefusal } from '../../shared/contracts/index.ts'
import { call } from './api.ts'
import { buy, newMember, newWorld, type World } from './world.ts'

const mapping = {
  externalRef: 'order',
  purchasedAt: 'time',
  memberNumber: 'member',
  sku: 'sku',
  category: 'category',
  quantity: 'qty',
  amount: 'amount',
}
const HEADER = 'order,time,member,sku,category,qty,amount'

/** So many purchases of two rows each, by the members in turn. */
const history = (purchases: number, members: string[] = []) =>
  Array.from({ length: purchases }, (_, index) => {
    const row = (sku: string, amount: string) =>
      `H-${index},2026-03-${String((index % 28) + 1).padStart(2, '0')}T10:00:00,${members[index % members.length] ?? ''},${sku},Kaffe,1,${amount}`
    return `${row('K-1', '79.00')}\n${row('K-2', '"21.00"')}\n`
  }).join('')
const csv = (...rows: string[]) => `${HEADER}\n${rows.join('')}`

const bytesOf = (text: string) => new TextEncoder().encode(text)

async function begin(world: World, sizeBytes: number, more: Record<string, unknown> = {}): Promise<Import> {
  const body = {
    storeId: world.store.id,
    fileName: 'history.csv',
    sizeBytes,
    currency: 'SEK',
    timeZone: 'Europe/Stockholm',
    mapping,
    ...more,
  }
  const reply = await call<Import>('POST', '/v1/imports', { bearer: world.key, body })
  if (reply.status !== 201) throw new Error(`import answered ${reply.status}: ${JSON.stringify(reply.body)}`)
  return reply.body
}

const append = (
  world: World,
  importId: string,
  offset: number,
  bytes: Uint8Array,
  complete: '?0' | '?1' | null = '?1',
) =>
  call<Import & { type?: string; offsetBytes: number }>('PATCH', `/v1/imports/${importId}`, {
    bearer: world.key,
    raw: bytes as BodyInit,
    headers: {
      'content-type': 'text/csv',
      'upload-offset': String(offset),
      ...(complete && { 'upload-complete': complete }),
    },
  })

/** A whole file as a client sends it: on from wherever the import stands, so many bytes a request. */
async function send(world: World, text: string | Uint8Array, chunkBytes = 1 << 22): Promise<Import> {
  const bytes = typeof text === 'string' ? bytesOf(text) : text
  let current = await begin(world, bytes.length)
  while (current.state !== 'done') {
    const end = Math.min(bytes.length, current.offsetBytes + chunkBytes)
    const reply = await append(
      world,
      current.id,
      current.offsetBytes,
      bytes.subarray(current.offsetBytes, end),
      end === bytes.length ? '?1' : '?0',
    )
    if (reply.status !== 200)
      throw new Error(`append answered ${reply.status}: ${JSON.stringify(reply.body)}`)
    if (end < bytes.length && reply.body.offsetBytes === current.offsetBytes) chunkBytes *= 2
    current = reply.body
  }
  return current
}

const refusalsOf = async (world: World, importId: string) =>
  (await call<{ items: ImportRefusal[] }>('GET', `/v1/imports/${importId}/refusals`, { bearer: world.key }))
    .body.items

/** All that a programme's books hold of purchases and points, without the ids that differ from run to run. */
async function books(world: World) {
  const all = async (sql: string) => (await env.DB.prepare(sql).bind(world.programId).all()).results
  return {
    purchases: await all(
      'SELECT external_ref, purchased_at, total_minor, points_earned, enrolment_id IS NOT NULL AS known FROM purchases WHERE program_id = ? ORDER BY 1',
    ),
    lines: await all(
      'SELECT external_ref, line, sku, category, quantity, amount_minor, l.points_earned FROM purchase_lines l JOIN purchases p ON p.id = l.purchase_id WHERE program_id = ? ORDER BY 1, 2',
    ),
    points: await all(
      'SELECT reason, count(*) AS entries, sum(amount) AS points FROM ledger_entries l JOIN enrolments e ON e.id = l.enrolment_id WHERE e.program_id = ? GROUP BY 1',
    ),
  }
}

test('a whole file in one request: purchases, members and points are there, and the report is empty', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const text = csv(history(250, [member.member.number]))
  const done = await send(world, text)
  expect(done).toMatchObject({
    state: 'done',
    offsetBytes: bytesOf(text).length,
    linesRead: 501,
    purchasesRecorded: 250,
    purchasesDuplicate: 0,
    linesRefused: 0,
  })
  const { purchases, lines, points } = await books(world)
  expect(purchases).toHaveLength(250)
  expect(purchases[0]).toMatchObject({
    external_ref: 'H-0',
    purchased_at: Date.UTC(2026, 2, 1, 9),
    total_minor: 10_000,
    known: 1,
  })
  expect(lines).toHaveLength(500)
  expect(points).toContainEqual({ reason: 'earn', entries: 250, points: 25_000 })
  expect(await refusalsOf(world, done.id)).toEqual([])
})

test('a file in many requests, cut wherever it falls, comes to the same books as in one', async () => {
  const [whole, cut] = [await newWorld(), await newWorld()]
  const rows = [
    history(3),
    'R-1,2026-03-01,,S,"två\nrader ☕",1,5.00\n',
    'R-1,2026-03-01,,S,Te,0,5.00\n',
    '\n',
    'R-2,2026-03-29T02:30:00,,S,Te,1,5.00\n',
    'stray,"\n',
    'R-3,2026-03-29,,S,Te,1,0\n',
  ]
  const one = await send(whole, csv(...rows))
  const many = await send(cut, csv(...rows), 61)
  const { linesRead, purchasesRecorded, linesRefused, offsetBytes } = one
  expect(many).toMatchObject({ linesRead, purchasesRecorded, linesRefused, offsetBytes })
  expect({ purchasesRecorded, linesRefused }).toEqual({ purchasesRecorded: 5, linesRefused: 3 })
  expect(await books(cut)).toEqual(await books(whole))
  expect(await refusalsOf(cut, many.id)).toEqual(await refusalsOf(whole, one.id))
})

test('a half-finished import goes on where it stopped, and nothing is recorded twice', async () => {
  const world = await newWorld()
  const bytes = bytesOf(csv(history(20)))
  const { id } = await begin(world, bytes.length)
  const half = await append(world, id, 0, bytes.subarray(0, 900), '?0')
  expect(half.body.state).toBe('running')
  expect(half.body.offsetBytes).toBeGreaterThan(0)
  expect(half.body.offsetBytes).toBeLessThan(900)
  expect(half.headers.get('upload-offset')).toBe(String(half.body.offsetBytes))
  expect(half.headers.get('upload-complete')).toBe('?0')

  // The client has gone away and come back: it asks where to go on.
  const asked = await call<Import>('GET', `/v1/imports/${id}`, { bearer: world.key })
  expect(asked.headers.get('upload-offset')).toBe(String(half.body.offsetBytes))
  const { offsetBytes } = asked.body
  expect(new TextDecoder().decode(bytes.subarray(offsetBytes))).toMatch(/^H-\d+,/)
  const rest = await append(world, id, offsetBytes, bytes.subarray(offsetBytes))
  expect(rest.body).toMatchObject({
    state: 'done',
    purchasesRecorded: 20,
    purchasesDuplicate: 0,
    linesRead: 41,
  })
  expect(rest.headers.get('upload-complete')).toBe('?1')
  expect((await books(world)).purchases).toHaveLength(20)
})

test('a body that breaks off leaves what was saved, and the rest to be sent again', async () => {
  const world = await newWorld()
  const bytes = bytesOf(csv(history(300)))
  const { id } = await begin(world, bytes.length)
  // Said to be the end, but the connection took only half.
  const broken = await append(world, id, 0, bytes.subarray(0, bytes.length >> 1))
  expect(broken.status).toBe(422)
  const { body } = await call<Import>('GET', `/v1/imports/${id}`, { bearer: world.key })
  expect(body.state).toBe('running')
  expect(body.purchasesRecorded).toBe((await books(world)).purchases.length)
  const rest = await append(world, id, body.offsetBytes, bytes.subarray(body.offsetBytes))
  expect(rest.body).toMatchObject({ state: 'done', purchasesRecorded: 300, purchasesDuplicate: 0 })
})

test('the same file twice is duplicates alone, and posts nothing more', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const text = csv(history(30, [member.member.number]))
  await send(world, text)
  const before = await books(world)
  expect(await send(world, text)).toMatchObject({
    state: 'done',
    purchasesRecorded: 0,
    purchasesDuplicate: 30,
    linesRefused: 0,
  })
  expect(await books(world)).toEqual(before)
})

test('two requests at the same offset: one wins, the other is told where the import stands', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const bytes = bytesOf(csv(history(40, [member.member.number])))
  const { id } = await begin(world, bytes.length)
  const replies = await Promise.all(Array.from({ length: 4 }, () => append(world, id, 0, bytes)))
  expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409, 409, 409])
  for (const { status, body, headers } of replies) {
    if (status === 200) continue
    expect(body).toMatchObject({ type: '/problems/offset_mismatch', offsetBytes: bytes.length })
    expect(headers.get('upload-offset')).toBe(String(bytes.length))
  }
  const { purchases, points } = await books(world)
  expect(purchases).toHaveLength(40)
  expect(points).toContainEqual({ reason: 'earn', entries: 40, points: 4_000 })
  const { body } = await call<Import>('GET', `/v1/imports/${id}`, { bearer: world.key })
  expect(body).toMatchObject({ purchasesRecorded: 40, purchasesDuplicate: 0 })
})

test('the database itself holds the turn: a write from a stale reading is undone with its whole batch', async () => {
  const world = await newWorld()
  const { id } = await begin(world, 10)
  const stale = env.DB.batch([
    env.DB.prepare("INSERT INTO import_refusals VALUES (?, 2, NULL, 'x', 'x')").bind(id),
    env.DB.prepare('UPDATE imports SET version = version, offset_bytes = 5 WHERE id = ?').bind(id),
  ])
  await expect(stale).rejects.toThrow(/stale import/)
  expect(await refusalsOf(world, id)).toEqual([])
})

test('every refused line is reported with its number and reason, a page at a time or as a file', async () => {
  const world = await newWorld()
  await buy(world, {
    storeId: world.store.id,
    externalRef: 'TAKEN',
    purchasedAt: Date.UTC(2026, 2, 1),
    currency: 'SEK',
    totalMinor: 100,
    lines: [{ sku: 'S', quantity: 1, amountMinor: 100 }],
  })
  const text = csv(
    'A,2026-03-01,,S,Te,1,5.00\n',
    'A,2026-03-01,,S,Te,1,5.001\n',
    'TAKEN,2026-03-01,,S,Te,1,5.00\n',
    'B,2026-02-30,,S,Te,1,5.00\n',
    '=cmd(),2026-03-01,,S,Te,1\n',
  )
  const done = await send(world, text)
  expect(done).toMatchObject({ purchasesRecorded: 0, linesRefused: 5, linesRead: 6 })
  const expected = [
    { line: 2, column: null, reason: 'another line of this purchase was refused' },
    { line: 3, column: 'amount', reason: 'has more than 2 decimals' },
    { line: 4, column: null, reason: expect.stringContaining('on record with another content') },
    { line: 5, column: 'time', content: 'B,2026-02-30,,S,Te,1,5.00' },
    { line: 6, column: null, reason: 'has 6 fields where the header has 7' },
  ]
  expect(await refusalsOf(world, done.id)).toMatchObject(expected)

  const path = `/v1/imports/${done.id}/refusals`
  const first = await call<{ items: ImportRefusal[]; nextCursor: number }>('GET', `${path}?limit=3`, {
    bearer: world.key,
  })
  expect(first.body).toMatchObject({ items: expected.slice(0, 3), nextCursor: 4 })
  const second = await call('GET', `${path}?limit=3&cursor=${first.body.nextCursor}`, { bearer: world.key })
  expect(second.body).toMatchObject({ items: expected.slice(3), nextCursor: null })

  const report = await call<string>('GET', path, { bearer: world.key, headers: { accept: 'text/csv' } })
  expect(report.headers.get('content-type')).toContain('text/csv')
  const lines = String(report.body).trimEnd().split('\r\n')
  expect(lines[0]).toBe('line,column,reason,content')
  expect(lines[2]).toBe('3,amount,has more than 2 decimals,"A,2026-03-01,,S,Te,1,5.001"')
  // A spreadsheet must not run what a file held.
  expect(lines[5]).toContain(`"'=cmd(),`)
})

test('a purchase that was refused is taken from the corrected file, whole', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const text = (quantity: string) =>
    csv(
      `A,2026-03-01,${member.member.number},S,Te,1,10.00\n`,
      `A,2026-03-01,${member.member.number},T,Te,${quantity},90.00\n`,
    )
  expect(await send(world, text('x'))).toMatchObject({ purchasesRecorded: 0, linesRefused: 2 })
  expect(await send(world, text('1'))).toMatchObject({ purchasesRecorded: 1, linesRefused: 0 })
  expect((await books(world)).purchases).toMatchObject([{ total_minor: 10_000, known: 1 }])
})

test('a Latin-1 file with semicolons: lines with other letters are refused, the rest is taken', async () => {
  const world = await newWorld()
  const text = csv('A,2026-03-01,,S,Te,1,5.00\n', 'B,2026-03-01,,S,Bröd,1,5.00\n')
    .replaceAll(',', ';')
    .replaceAll('5.00', '5,00')
  const done = await send(
    world,
    Uint8Array.from(text, (char) => char.charCodeAt(0)),
  )
  expect(done).toMatchObject({ purchasesRecorded: 1, linesRefused: 1 })
  expect(await refusalsOf(world, done.id)).toMatchObject([
    { line: 3, column: 'category', reason: 'is not UTF-8' },
  ])
  expect((await books(world)).purchases).toMatchObject([{ external_ref: 'A', total_minor: 500 }])
})

test('more than one request may save is answered short, and the client goes on', async () => {
  const world = await newWorld()
  const rows = Array.from({ length: 12_000 }, (_, index) => `M-${index},2026-03-01,,S,Te,1,1.00\n`)
  const bytes = bytesOf(csv(...rows))
  const { id } = await begin(world, bytes.length)
  const first = await append(world, id, 0, bytes)
  expect(first.body.state).toBe('running')
  expect(first.body.purchasesRecorded).toBeGreaterThan(8_000)
  const second = await append(world, id, first.body.offsetBytes, bytes.subarray(first.body.offsetBytes))
  expect(second.body).toMatchObject({ state: 'done', purchasesRecorded: 12_000, purchasesDuplicate: 0 })
}, 60_000)

describe('what is not allowed', () => {
  test("another merchant's import is not there, and neither is another merchant's store", async () => {
    const [one, other] = [await newWorld(), await newWorld()]
    const { id } = await begin(one, 10)
    expect((await call('GET', `/v1/imports/${id}`, { bearer: other.key })).status).toBe(404)
    expect((await call('GET', `/v1/imports/${id}/refusals`, { bearer: other.key })).status).toBe(404)
    expect((await append(other, id, 0, bytesOf('x'))).status).toBe(404)
    await expect(begin(other, 10, { storeId: one.store.id })).rejects.toThrow(/404/)
    const list = await call<{ items: Import[] }>('GET', '/v1/imports', { bearer: other.key })
    expect(list.body.items).toEqual([])
  })

  test('an unverified store, another currency, an unknown time zone', async () => {
    const world = await newWorld()
    await expect(begin(world, 10, { currency: 'EUR' })).rejects.toThrow(/currency_mismatch/)
    await expect(begin(world, 10, { timeZone: 'Mars/Olympus' })).rejects.toThrow(/timeZone/)
    await env.DB.prepare('UPDATE stores SET verified_at = NULL WHERE id = ?').bind(world.store.id).run()
    await expect(begin(world, 10)).rejects.toThrow(/store_not_verified/)
  })

  test('a wrong offset is answered with the right one', async () => {
    const world = await newWorld()
    const { id } = await begin(world, 100)
    const reply = await append(world, id, 7, bytesOf('x'))
    expect(reply.status).toBe(409)
    expect(reply.body).toMatchObject({ type: '/problems/offset_mismatch', offsetBytes: 0 })
    expect(reply.headers.get('upload-offset')).toBe('0')
  })

  test('no offset, another media type, more bytes than announced, a key without the scope', async () => {
    const world = await newWorld()
    const bytes = bytesOf(csv(history(1)))
    const { id } = await begin(world, bytes.length - 1)
    const path = `/v1/imports/${id}`
    const options = { bearer: world.key, raw: bytes, headers: { 'content-type': 'text/csv' } }
    expect((await call('PATCH', path, options)).status).toBe(422)
    const json = { ...options, headers: { 'content-type': 'application/json', 'upload-offset': '0' } }
    expect((await call('PATCH', path, json)).status).toBe(415)
    expect((await append(world, id, 0, bytes)).status).toBe(413)
    expect((await books(world)).purchases).toEqual([])

    const body = { name: 'reader', scopes: ['offers:write'] }
    const reader = await call<ApiKeyCreated>('POST', '/v1/keys', { bearer: world.key, body })
    expect((await append({ ...world, key: reader.body.key }, id, 0, bytes)).status).toBe(403)
  })

  test('a header without a mapped column says which, and the import waits for another file', async () => {
    const world = await newWorld()
    const bytes = bytesOf('order,time,member,sku,category,qty\n')
    const { id } = await begin(world, bytes.length)
    const reply = await call<{ issues: unknown }>('PATCH', `/v1/imports/${id}`, {
      bearer: world.key,
      raw: bytes,
      headers: { 'content-type': 'text/csv', 'upload-offset': '0', 'upload-complete': '?1' },
    })
    expect(reply.status).toBe(422)
    expect(reply.body.issues).toEqual([
      { path: '/mapping/amount', message: 'the file has no column "amount"' },
    ])
  })
})
