import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type {
  Claim,
  Decision,
  Import,
  MemberCreated,
  MerchantCreated,
  Offer,
  PurchaseResult,
  Session,
  Store,
} from '../../shared/contracts/index.ts'
import { apiOf } from '../demo/api.ts'
import { type LocalWorker, startWorker } from '../demo/worker.ts'
import { plainRules } from '../plain-rules.ts'

const ROOT = join(import.meta.dirname, '../..')

let dir: string
let config: string
let worker: LocalWorker

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'stamkund-two-'))
  config = join(dir, 'wrangler.toml')
  const one = await readFile(join(ROOT, 'wrangler.toml'), 'utf8')
  const block = /\[\[d1_databases\]\][^[]+/.exec(one)![0]
  const second = block
    .replace('binding = "DB"', 'binding = "DB2"')
    .replace('"stamkund"', '"stamkund-2"')
    .replace('00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000002')
  const two = one
    .replace(block, `${block}${second}`)
    .replace('[vars]', '[vars]\nPLACEMENTS = "DB2"')
    .replaceAll('"worker/', `"${ROOT}/worker/`)
  await writeFile(config, two)
  worker = await startWorker({ port: 0, config, log: () => {} })
})

afterAll(async () => {
  await worker?.stop()
  await rm(dir, { recursive: true, force: true })
})

type Rows = Record<string, unknown>[]
/** Every table of both databases with its rows, without what belongs to D1 itself. */
async function rowsOf(binding: string): Promise<Map<string, Rows>> {
  const db = await worker.database(binding)
  const { results } = await db
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_*' AND name NOT GLOB '[sd]*_*'",
    )
    .all<{ name: string }>()
  const tables = results.map(({ name }) => name)
  return new Map(
    await Promise.all(
      tables.map(
        async (name) => [name, (await db.prepare(`SELECT * FROM ${name}`).all()).results as Rows] as const,
      ),
    ),
  )
}

/** A merchant, a member, and everything that the two do with each other. */
async function live() {
  const anybody = apiOf(worker.url)
  const rules = plainRules({ returnWindowDays: 0 })
  const merchant = await anybody.post<MerchantCreated>('/merchants', {
    name: 'A',
    program: { name: 'A', rules },
  })
  const shop = apiOf(worker.url, merchant.apiKey.key)
  let tokens: string[] = []
  const site = createServer((_, answer) => answer.end(JSON.stringify({ tokens })))
  await new Promise<void>((listening) => site.listen(0, '127.0.0.1', listening))
  const { port } = site.address() as { port: number }
  const origin = `http://127.0.0.1:${port}`
  const store = await shop.post<Store>('/stores', { name: 'A', origin, currency: 'SEK', locale: 'sv' })
  tokens = [store.verification.token]
  await shop.post(`/stores/${store.id}/verify`)
  site.close()

  const member = await anybody.post<MemberCreated>('/members', { locale: 'sv' })
  const { deviceId, deviceSecret } = member
  const session = await anybody.post<Session>('/sessions', { deviceId, deviceSecret, storeId: store.id })
  const self = apiOf(worker.url, session.accessToken)
  await self.post('/members/me/emails', { email: 'two@post.example' })
  await self.post('/members/me/pairing-codes')
  await shop.post('/segments', {
    key: 'all',
    name: 'All',
    rule: { signal: 'purchaseCount', op: 'gte', value: 0 },
  })
  const offer = await shop.post<Offer>('/offers', {
    key: 'half',
    content: { sv: { headline: 'Halva priset' } },
    reward: { kind: 'percentOff', percent: 50 },
    schedule: { startsAt: Date.now() - 60_000 },
    code: { kind: 'minted', prefix: 'HALVA' },
    state: 'live',
  })
  const decision = await self.post<Decision>('/decisions', { storeId: store.id })
  const claim = await self.post<Claim>('/claims', { decision: decision.token, offerId: offer.id })
  await self.post('/exposures', { decision: decision.token, offerIds: [offer.id], shownAt: Date.now() })
  const purchase = {
    storeId: store.id,
    externalRef: 'A-1',
    purchasedAt: Date.now() - 1_000,
    currency: 'SEK',
    totalMinor: 10_000,
    lines: [{ sku: 'a', category: 'Coffee', quantity: 2, amountMinor: 10_000 }],
    codes: [{ code: claim.code, discountMinor: 10_000 }],
    buyer: { memberNumber: member.member.number },
  }
  const { results } = await shop.post<{ results: PurchaseResult[] }>('/purchases', { purchases: [purchase] })
  expect(results[0]).toMatchObject({ status: 'recorded', redeemedOfferIds: [offer.id] })
  const lines = [{ line: 0, quantity: 1 }]
  await shop.post('/returns', {
    storeId: store.id,
    purchaseRef: 'A-1',
    externalRef: 'A-1-r',
    returnedAt: Date.now(),
    lines,
  })
  const { number } = member.member
  const csv = new TextEncoder().encode(
    `ref,at,sku,qty,amt,num\no1,2026-01-01,a,1,10.00,${number}\no2,2026-01-01,a,x,10.00,${number}\n`,
  )
  const mapping = {
    externalRef: 'ref',
    purchasedAt: 'at',
    sku: 'sku',
    quantity: 'qty',
    amount: 'amt',
    memberNumber: 'num',
  }
  const sending = { storeId: store.id, fileName: 'x.csv', sizeBytes: csv.length, currency: 'SEK', mapping }
  const begun = await shop.post<Import>('/imports', sending)
  const done = await shop.patch<Import>(`/imports/${begun.id}`, csv, {
    'content-type': 'text/csv',
    'upload-offset': '0',
    'upload-complete': '?1',
  })
  expect(done).toMatchObject({ state: 'done', purchasesRecorded: 1, linesRefused: 1 })
  return { member, session, merchant }
}

test('a programme is on the second database whole, the directory on the first, and nobody’s name on the second', async () => {
  const { member, session, merchant } = await live()
  // Exposures come over the queue.
  await expect
    .poll(async () => (await rowsOf('DB2')).get('exposures')?.length, { timeout: 20_000, interval: 100 })
    .toBe(1)
  const [first, second] = [await rowsOf('DB'), await rowsOf('DB2')]
  expect([...second.keys()]).toEqual([...first.keys()])
  const filled = (rows: Map<string, Rows>) =>
    [...rows].flatMap(([name, { length }]) => (length > 0 ? [name] : [])).sort()
  expect(filled(first)).toEqual(
    [
      'api_keys',
      'email_counts',
      'idempotency_keys',
      'member_emails',
      'members',
      'merchants',
      'outbox',
      'pairing_codes',
      'placements',
      'pseudonyms',
      'devices',
      'stores',
    ].sort(),
  )
  // What is on neither has had no row to be misplaced.
  const empty = [...first.keys()].filter(
    (name) => !filled(first).includes(name) && !filled(second).includes(name),
  )
  expect(empty).toEqual([])
  expect(filled(second).filter((name) => filled(first).includes(name))).toEqual([])

  const books = JSON.stringify([...second])
  expect(books).toContain(session.enrolmentId)
  for (const secret of [
    member.member.id,
    member.member.number,
    member.deviceId,
    'post.example',
    merchant.apiKey.key,
  ])
    expect(books).not.toContain(secret)
})

test('deploying migrates every database of wrangler.toml, and again none', async () => {
  const migrate = (...more: string[]) =>
    promisify(execFile)(
      process.execPath,
      [
        join(ROOT, '.ci/migrate.mjs'),
        '--config',
        config,
        '--local',
        '--persist-to',
        join(dir, 'state'),
        ...more,
      ],
      {
        cwd: dir,
        env: {
          ...process.env,
          PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}`,
          CI: '1',
          WRANGLER_SEND_METRICS: 'false',
        },
      },
    )
  const { stdout } = await migrate()
  expect(stdout).toMatch(/database DB [\s\S]*0001_spine\.sql[\s\S]*database DB2 [\s\S]*0001_spine\.sql/)
  expect((await migrate()).stdout.match(/No migrations to apply/g)).toHaveLength(2)
  const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'))
  expect(scripts.deploy).toContain('.ci/migrate.mjs --remote')
})
