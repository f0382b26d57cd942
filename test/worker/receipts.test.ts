import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  DAY_MS,
  type DayProof,
  type DayRoot,
  Receipt,
  type ReceiptKeys,
} from '../../shared/contracts/index.ts'
import { dayOf, dayStart } from '../../shared/ledger/calendar.ts'
import { fromBase64Url, toBase64Url } from '../../shared/ledger/receipts/base64url.ts'
import { merkleTree } from '../../shared/ledger/receipts/merkle.ts'
import { verifyReceipt } from '../../shared/ledger/receipts/verify.ts'
import { type EntryDraft, headKey, keepKey, sealEntries } from '../../worker/books/seal.ts'
import { writeBookStatements } from '../../worker/db/books.ts'
import { newId } from '../../worker/db/ids.ts'
import {
  findDayAt,
  listDays,
  listOpenDays,
  placeInDay,
  publishDay,
  readHashes,
} from '../../worker/db/ledger-days.ts'
import { findSealed, findSealedAt } from '../../worker/db/receipts.ts'
import worker from '../../worker/index.ts'
import { publishDailyRoots } from '../../worker/jobs/daily-root.ts'
import { call } from './api.ts'
import { nobody } from './scene.ts'
import { aPurchase, buy, newMember, newWorld, type TestMember, type World } from './world.ts'

const HOUR_MS = 3_600_000
const ZONE = 'Europe/Stockholm'
const STOCKHOLM = (text: string) => Date.parse(text)

const ownReceipt = (member: TestMember, seq: number, query = '') =>
  call<Receipt>('GET', `/v1/members/me/entries/${seq}/receipt${query}`, { bearer: member.token })
const publishedKeys = async () => {
  const { body } = await call<ReceiptKeys>('GET', '/.well-known/stamkund-receipt-keys')
  return new Set(body.keys.map(({ x }) => x))
}
const broken = async (receipt: Receipt, trusted?: Set<string>) =>
  (await verifyReceipt(Receipt.parse(receipt), trusted)).filter(({ holds }) => !holds)
const roots = async (world: World, query = '') =>
  (
    await call<{ items: DayRoot[]; nextCursor: string | null }>(
      'GET',
      `/v1/programs/${world.programId}/roots${query}`,
    )
  ).body

/** An account that is filled at chosen instants, as the worker would have at the time. */
async function newAccount(world: World) {
  const { enrolmentId } = await newMember(world)
  const lotId = newId('lot')
  let head = { seq: 0, head: '' }
  return {
    enrolmentId,
    async post(...instants: number[]): Promise<void> {
      const isNew = head.seq === 0
      const drafts = instants.map(
        (postedAt, at): EntryDraft => ({
          id: newId('ent'),
          programId: world.programId,
          enrolmentId,
          unit: 'points',
          reason: isNew && at === 0 ? 'earn' : 'spend',
          fromAccount: isNew && at === 0 ? 'issued' : 'available',
          toAccount: isNew && at === 0 ? 'available' : 'spent',
          amount: isNew && at === 0 ? 100_000 : 1,
          lotId,
          reference: `test:${enrolmentId}:${head.seq + at}`,
          postedAt,
        }),
      )
      const entries = await sealEntries(env, new Map([[headKey(enrolmentId, 'points'), head]]), drafts)
      const key = await keepKey(env, env.DB, 'DB')
      const lots = isNew
        ? [
            {
              ...{ id: lotId, enrolmentId, unit: 'points' as const, amount: 100_000, remaining: 0 },
              ...{
                state: 'pending' as const,
                earnedAt: 1,
                activatesAt: 1,
                activatesOn: null,
                expiresAt: null,
              },
              ...{ expiry: null, purchaseId: null, sourceId: null, ruleKey: null },
            },
          ]
        : []
      await env.DB.batch([
        ...key.statements,
        ...writeBookStatements(env.DB, {
          ...{ entries, lots, moved: [], standings: [], tierChanges: [], holdsEnded: [] },
        }),
      ])
      const last = entries.at(-1)
      if (last) head = { seq: last.seq, head: last.hash }
    },
  }
}

describe('a receipt', () => {
  test('is given for each entry, verifies by the published key, and gets its day once that is published', async () => {
    const world = await newWorld()
    const member = await newMember(world)
    await buy(world, aPurchase(world, member), aPurchase(world, member), aPurchase(world, member))
    const keys = await publishedKeys()
    const receipts = await Promise.all([1, 2, 3].map(async (seq) => (await ownReceipt(member, seq)).body))
    for (const receipt of receipts) {
      expect(await broken(receipt, keys)).toEqual([])
      expect(receipt.day).toBeNull()
    }
    expect(receipts.map(({ previousHash }) => previousHash)).toEqual([
      '',
      receipts[0]?.hash,
      receipts[1]?.hash,
    ])
    expect(receipts[0]?.entry).toMatchObject({ reason: 'earn', amount: 200, enrolmentId: member.enrolmentId })

    await publishDailyRoots(env, 'DB', Date.now() + 3 * DAY_MS)
    for (const seq of [1, 2, 3]) {
      const { body } = await ownReceipt(member, seq)
      expect(await broken(body, keys)).toEqual([])
      expect(body.day).toMatchObject({ entries: 3, previous: '' })
      expect({ ...body, day: null }).toEqual(receipts[seq - 1])
    }
  })

  test('is given for the unit that is asked for; there is none for an entry that is not there', async () => {
    const world = await newWorld()
    const member = await newMember(world)
    await buy(world, aPurchase(world, member))
    expect((await ownReceipt(member, 1, '?unit=points')).status).toBe(200)
    expect((await ownReceipt(member, 1, '?unit=stamps')).status).toBe(404)
    expect((await ownReceipt(member, 2)).status).toBe(404)
    expect((await ownReceipt(await newMember(world), 1)).status).toBe(404)
    expect((await ownReceipt(member, 1, '?unit=gold')).status).toBe(422)
    expect((await call('GET', '/v1/members/me/entries/x/receipt', { bearer: member.token })).status).toBe(422)
    expect((await call('GET', '/v1/members/me/entries/1/receipt')).status).toBe(401)
  })

  test('is given to the merchant of the programme, and to no other', async () => {
    const [world, other] = [await newWorld(), await newWorld()]
    const member = await newMember(world)
    await buy(world, aPurchase(world, member))
    const { body: own } = await ownReceipt(member, 1)
    const ask = (bearer: string, entryId = own.entry.id) =>
      call<Receipt>('GET', `/v1/entries/${entryId}/receipt`, { bearer })
    expect((await ask(world.key)).body).toEqual(own)
    expect((await ask(other.key)).status).toBe(404)
    expect((await ask(world.key, nobody('ent'))).status).toBe(404)
    const { body: weak } = await call<{ key: string }>('POST', '/v1/keys', {
      bearer: world.key,
      body: { name: 'till', scopes: ['codes:read'] },
    })
    expect((await ask(weak.key)).status).toBe(403)
  })

  test('stays verifiable when the key that signed it has been rotated out', async () => {
    const world = await newWorld()
    const member = await newMember(world)
    await buy(world, aPurchase(world, member))
    const { body: before } = await ownReceipt(member, 1)
    const rotated = {
      ...env,
      SIGNING_KEYS: JSON.stringify({ next: 'bmV4dC1vbmx5LW5leHQtb25seS1uZXh0LW9ubHktMTI' }),
    }
    const ask = async <T>(path: string) => {
      const headers = { authorization: `Bearer ${world.key}` }
      const answer = await worker.fetch(
        new Request(`http://localhost${path}`, { headers }),
        rotated,
        createExecutionContext(),
      )
      return (await answer.json()) as T
    }
    const after = await ask<Receipt>(`/v1/entries/${before.entry.id}/receipt`)
    expect(after).toEqual(before)
    const { keys } = await ask<ReceiptKeys>('/.well-known/stamkund-receipt-keys')
    expect(keys.map(({ kid }) => kid).sort()).toEqual(['next', 'test'])
    expect(await broken(after, new Set(keys.map(({ x }) => x)))).toEqual([])
    const [next] = await sealEntries(rotated, new Map(), [
      { ...before.entry, programId: before.programId, id: nobody('ent') },
    ])
    expect(next?.keyId).toBe('next')
  })

  test('is not signed by another key under an id that has signed before', async () => {
    const world = await newWorld()
    await buy(world, aPurchase(world, await newMember(world)))
    const reused = {
      ...env,
      SIGNING_KEYS: JSON.stringify({ test: 'bmV4dC1vbmx5LW5leHQtb25seS1uZXh0LW9ubHktMTI' }),
    }
    const { statements } = await keepKey(reused, env.DB, 'DB')
    await expect(env.DB.batch(statements)).rejects.toThrow(/used before with another key/)
    const again = await keepKey(env, env.DB, 'another binding')
    await env.DB.batch(again.statements)
    for (const sql of [
      `UPDATE receipt_keys SET public_key = 'x'`,
      'DELETE FROM receipt_keys',
      `INSERT OR REPLACE INTO receipt_keys VALUES ('test', 'x', 1)`,
    ])
      await expect(env.DB.prepare(sql).run()).rejects.toThrow(/append-only|another key/)
  })

  test('is signed by the same key in every isolate: HKDF of the signing key, as node:crypto works it out', async () => {
    // hkdfSync('sha256', the tests' signing key, '', 'stamkund receipts v1', 32) as the seed of an Ed25519 key.
    expect([...(await publishedKeys())]).toContain('j_34JUlTOeHtP9n_e__4vHO-rxASpJ2mQKkOBq-ppfA')
  })

  test('does not tell the secret that its key is made from', async () => {
    const { headers, body } = await call<ReceiptKeys>('GET', '/.well-known/stamkund-receipt-keys')
    expect(headers.get('content-type')).toContain('json')
    for (const key of body.keys)
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x'])
  })
})

describe('a day', () => {
  test('ends in the programme’s own time zone, is published an hour later, and empty ones are left out', async () => {
    const world = await newWorld()
    const account = await newAccount(world)
    // The clock goes back on 25 October 2026: that day has 25 hours.
    const [late, first, last, next] = [
      '2026-10-24T23:59:59.999+02:00',
      '2026-10-25T00:00:00+02:00',
      '2026-10-25T23:59:59.999+01:00',
      '2026-10-28T12:00:00+01:00',
    ].map(STOCKHOLM) as [number, number, number, number]
    await account.post(late, first, last, next)
    const endOf = (at: number) => dayStart(dayOf(at, ZONE) + 1, ZONE)
    const published = async () => (await roots(world)).items.map(({ day, entries }) => [day, entries])

    await publishDailyRoots(env, 'DB', endOf(late) + HOUR_MS - 1)
    expect(await published()).toEqual([])
    await publishDailyRoots(env, 'DB', endOf(late) + HOUR_MS)
    const day = dayOf(late, ZONE)
    expect(await published()).toEqual([[day, 1]])
    await publishDailyRoots(env, 'DB', endOf(late) + 25 * HOUR_MS)
    expect(await published()).toEqual([[day, 1]])
    await publishDailyRoots(env, 'DB', endOf(next) + 10 * DAY_MS)
    expect(await published()).toEqual([
      [day + 4, 1],
      [day + 1, 2],
      [day, 1],
    ])
    const { items } = await roots(world)
    expect(items.map(({ previous }) => previous)).toEqual([items[1]?.chain, items[2]?.chain, ''])
    await publishDailyRoots(env, 'DB', endOf(next) + 10 * DAY_MS)
    expect((await roots(world)).items).toEqual(items)
  })

  test('that is published takes no more entries', async () => {
    const world = await newWorld()
    const account = await newAccount(world)
    const at = STOCKHOLM('2026-09-01T12:00:00+02:00')
    await account.post(at)
    await publishDailyRoots(env, 'DB', at + 2 * DAY_MS)
    await expect(account.post(at)).rejects.toThrow(/day closed/)
    await expect(account.post(dayStart(dayOf(at, ZONE) + 1, ZONE) - 1)).rejects.toThrow(/day closed/)
    await account.post(dayStart(dayOf(at, ZONE) + 1, ZONE))
    for (const sql of ['UPDATE ledger_days SET entries = 9', 'DELETE FROM ledger_days'])
      await expect(env.DB.prepare(`${sql} WHERE program_id = ?`).bind(world.programId).run()).rejects.toThrow(
        /append-only/,
      )
  })

  test('that a clock ahead has closed is told as that, not as others who write', async () => {
    const world = await newWorld()
    const member = await newMember(world)
    await buy(world, aPurchase(world, member))
    await publishDailyRoots(env, 'DB', Date.now() + 3 * DAY_MS)
    const refused = await call<{ type: string }>('POST', '/v1/purchases', {
      bearer: world.key,
      body: { purchases: [aPurchase(world, member)] },
    })
    expect([refused.status, refused.body.type]).toEqual([409, '/problems/day_closed'])
  })

  test('is not published where an entry came in between, nor twice', async () => {
    const world = await newWorld()
    const account = await newAccount(world)
    const at = STOCKHOLM('2026-09-01T12:00:00+02:00')
    await account.post(at, at + 1)
    const day = {
      ...{ programId: world.programId, day: 1, startsAt: 0, endsAt: at + 2, root: 'r', previous: '' },
      ...{ chain: 'c', keyId: 'test', signature: 's', sealedAt: at },
    }
    expect(await publishDay(env.DB, { ...day, entries: 1 }, [])).toBe(false)
    expect((await roots(world)).items).toEqual([])
    await account.post(at + 1)
    const both = await Promise.all([1, 2, 3].map(() => publishDailyRoots(env, 'DB', at + 2 * DAY_MS)))
    expect(both.filter((published) => published > 0)).toHaveLength(1)
    expect((await roots(world)).items).toMatchObject([{ entries: 3 }])
    expect(await publishDay(env.DB, { ...day, day: 2, entries: 3 }, [])).toBe(false)
  })

  test('goes on in order after the programme has moved to another time zone', async () => {
    const world = await newWorld()
    const account = await newAccount(world)
    const at = STOCKHOLM('2026-09-02T00:30:00+02:00')
    await account.post(at)
    await publishDailyRoots(env, 'DB', at + 2 * DAY_MS)
    await env.DB.prepare(
      `UPDATE programs SET rules = json_set(rules, '$.timeZone', 'Pacific/Honolulu') WHERE id = ?`,
    )
      .bind(world.programId)
      .run()
    // Still 2 September in Honolulu, which is published already.
    const later = STOCKHOLM('2026-09-03T01:00:00+02:00')
    await account.post(later)
    await publishDailyRoots(env, 'DB', at + 5 * DAY_MS)
    const day = dayOf(at, ZONE)
    expect((await roots(world)).items).toMatchObject([{ day: day + 1 }, { day }])
    for (const seq of [1, 2]) {
      const entry = await findSealedAt(env.DB, account.enrolmentId, 'points', seq)
      const { body } = await call<Receipt>('GET', `/v1/entries/${entry?.id}/receipt`, { bearer: world.key })
      expect(body.day?.day).toBe(day + seq - 1)
      expect(await broken(body)).toEqual([])
    }
  })

  test('of more entries than are read at once has one root, which anybody can work out from what is published', async () => {
    const world = await newWorld()
    const account = await newAccount(world)
    const at = STOCKHOLM('2026-09-01T12:00:00+02:00')
    // Several in each millisecond: their order is that of their ids.
    await account.post(...Array.from({ length: 5003 }, (_, n) => at + Math.floor(n / 10)))
    await publishDailyRoots(env, 'DB', at + 2 * DAY_MS)
    const [published] = (await roots(world)).items
    expect(published?.entries).toBe(5003)

    const tree = merkleTree((bytes) => createHash('sha256').update(bytes).digest())
    let cursor: string | null = ''
    while (cursor !== null) {
      const query: string = cursor === '' ? '?limit=2000' : `?limit=2000&cursor=${cursor}`
      const { body } = await call<DayProof>(
        'GET',
        `/v1/programs/${world.programId}/roots/${published?.day}${query}`,
      )
      for (const hash of body.hashes) tree.add(fromBase64Url(hash) as Uint8Array)
      expect(body.publicKey.x).toBe([...(await publishedKeys())][0])
      cursor = body.nextCursor
    }
    expect(tree.size()).toBe(5003)
    expect(toBase64Url(tree.root())).toBe(published?.root)

    for (const seq of [1, 2500, 5001, 5003]) {
      const entry = await findSealedAt(env.DB, account.enrolmentId, 'points', seq)
      const { body } = await call<Receipt>('GET', `/v1/entries/${entry?.id}/receipt`, { bearer: world.key })
      expect(body.day?.proof.length).toBeGreaterThan(5)
      expect(await broken(body, await publishedKeys())).toEqual([])
    }
  })
})

describe('the roots', () => {
  test('are anybody’s to read, page by page', async () => {
    const world = await newWorld()
    const account = await newAccount(world)
    const at = STOCKHOLM('2026-09-01T12:00:00+02:00')
    await account.post(at, at + DAY_MS, at + 2 * DAY_MS)
    await publishDailyRoots(env, 'DB', at + 5 * DAY_MS)
    const first = await roots(world, '?limit=2')
    expect(first.items).toHaveLength(2)
    const second = await roots(world, `?limit=2&cursor=${first.nextCursor}`)
    expect(second).toMatchObject({ items: [{ day: dayOf(at, ZONE) }], nextCursor: null })
    expect(await roots(world, '?limit=3')).toMatchObject({ nextCursor: null })
  })

  test('are not found where there are none', async () => {
    const world = await newWorld()
    expect(await roots(world)).toEqual({ items: [], nextCursor: null })
    expect((await call('GET', `/v1/programs/${world.programId}/roots/20000`)).status).toBe(404)
    expect((await call('GET', `/v1/programs/${nobody('prg')}/roots`)).status).toBe(404)
    expect((await call('GET', `/v1/programs/${nobody('prg')}/roots/20000`)).status).toBe(404)
    for (const path of ['roots?cursor=x', 'roots?limit=0', 'roots/x', 'roots/1?cursor=1'])
      expect((await call('GET', `/v1/programs/${world.programId}/${path}`)).status, path).toBe(422)
  })
})

test('what receipts and roots ask of the database looks rows up, in order, and sorts none', async () => {
  const asked: string[] = []
  const db = {
    prepare(sql: string) {
      asked.push(sql)
      return env.DB.prepare(sql)
    },
    batch: (statements: D1PreparedStatement[]) => env.DB.batch(statements),
  } as Parameters<typeof listDays>[0]
  const day = { programId: 'prg', startsAt: 0, endsAt: 1 } as Parameters<typeof placeInDay>[1]
  await listOpenDays(db, 1)
  await readHashes(db, 'prg', day, null, 1)
  await listDays(db, 'prg', null, 1)
  await findDayAt(db, 'prg', 1)
  await placeInDay(db, day, { postedAt: 1, id: 'ent' })
  await findSealed(db, 'prg', 'ent')
  await findSealedAt(db, 'enr', 'points', 1)
  expect(asked).toHaveLength(7)
  for (const sql of asked) {
    const values = Array.from(
      { length: Math.max(...[...sql.matchAll(/\?(\d)/g)].map(([, n]) => Number(n))) },
      () => 1,
    )
    const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .bind(...values)
      .all<{ detail: string }>()
    const plan = results.map(({ detail }) => detail).join('\n')
    expect(plan, sql).not.toMatch(/SCAN (e|d|b|ledger_entries|ledger_days)\b|TEMP B-TREE/)
  }
})
