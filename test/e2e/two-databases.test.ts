import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import Stripe from 'stripe'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type ApiKeyCreated,
  type Claim,
  DAY_MS,
  type Decision,
  type Import,
  type MemberCreated,
  type MerchantCreated,
  type Offer,
  type PurchaseResult,
  type Segment,
  type Session,
  type Store,
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
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_*' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB 'd1_*'",
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
  const rules = plainRules({
    returnWindowDays: 0,
    units: { points: {}, storedValue: {} },
    transfers: { unit: 'points', perDay: 100 },
    tiers: {
      basis: { kind: 'spend' },
      window: { kind: 'calendarYear' },
      levels: [
        { key: 'one', name: 'One', threshold: 0 },
        { key: 'two', name: 'Two', threshold: 1_000_000 },
      ],
    },
    plans: [
      {
        key: 'plus',
        name: 'Plus',
        price: { amountMinor: 9_900, currency: 'SEK' },
        term: 'year',
        entitlements: { freeShipping: true },
        stripePriceId: 'price_plus',
      },
    ],
  })
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
    accept: ['endless'],
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
  const { programId } = merchant.merchant
  await programmeLife({ anybody, shop, self }, { programId, storeId: store.id, number, session })
  await learning({ shop, self }, { storeId: store.id, number, session })
  return { member, session, merchant }
}

/** What a programme has besides points and offers, each of it once. */
async function programmeLife(
  { anybody, shop, self }: Record<'anybody' | 'shop' | 'self', ReturnType<typeof apiOf>>,
  {
    programId,
    storeId,
    number,
    session,
  }: { programId: string; storeId: string; number: string; session: Session },
) {
  const byHand = { operator: 'Karin', reason: 'to try it' }
  const { enrolmentId } = session
  await shop.post('/gifts', { memberNumber: number, unit: 'points', amount: 500, ...byHand })
  await shop.put(`/enrolments/${enrolmentId}/tier`, { tier: 'two', untilAt: Date.now() + 9e9, ...byHand })
  await shop.post('/events', {
    events: [{ id: 'e1', type: 'review', memberNumber: number, occurredAt: Date.now() }],
  })
  const friend = await anybody.post<MemberCreated>('/members', { locale: 'sv' })
  await self.post('/members/me/transfers', { toNumber: friend.member.number, unit: 'points', amount: 5 })

  await shop.post('/causes', { key: 'wood', name: 'A wood', summary: 'Trees.' })
  const words = { en: { name: 'Something' } }
  await shop.post('/rewards', {
    key: 'give',
    content: words,
    goods: { kind: 'donation', amountMinor: 100 },
    price: { unit: 'points', amount: 10 },
  })
  await self.post('/members/me/reward-orders', { reward: 'give', cause: 'wood' })
  const pooled = await shop.post<{ id: string }>('/rewards', {
    key: 'code',
    content: words,
    goods: { kind: 'code', source: { kind: 'pool' } },
    price: { unit: 'points', amount: 10 },
  })
  await shop.post(`/rewards/${pooled.id}/codes`, { codes: ['ONE-1'] })
  const paying = await shop.post<Offer>('/offers', {
    key: 'pay',
    content: { sv: { headline: 'Betala med poäng' } },
    reward: { kind: 'payWithPoints', maxPercent: 50 },
    schedule: { startsAt: Date.now() - 60_000 },
    code: { kind: 'minted', prefix: 'PAY' },
    state: 'live',
  })
  const basket = {
    currency: 'SEK',
    totalMinor: 10_000,
    lines: [{ sku: 'a', quantity: 1, amountMinor: 10_000 }],
  }
  const decision = await self.post<Decision>('/decisions', { storeId, basket })
  await self.post('/claims', { decision: decision.token, offerId: paying.id })

  await shop.post('/subscriptions', { memberNumber: number, plan: 'plus', paidMinor: 9_900, ...byHand })
  await shop.post('/purchases', {
    purchases: [
      {
        storeId,
        externalRef: 'A-2',
        purchasedAt: Date.now(),
        currency: 'SEK',
        totalMinor: 1_000,
        lines: [{ sku: 'a', quantity: 1, amountMinor: 1_000 }],
        benefits: [{ kind: 'freeShipping', amountMinor: 490 }],
        buyer: { memberNumber: number },
      },
    ],
  })
  await shop.put('/program/stripe', { webhookSecret: STRIPE_SECRET })
  await sendStripe(anybody, programId)

  const till = { memberNumber: number, storeId, amountMinor: 2_000 }
  await shop.post('/stored-value/top-ups', { ...till, externalRef: 't1' })
  await shop.post('/stored-value/charges', { ...till, amountMinor: 500, externalRef: 'c1' })
  const hours = [{ days: [1, 2, 3, 4, 5, 6, 7], opens: '00:00', closes: '24:00' }]
  await shop.put(`/stores/${storeId}/menu`, {
    places: [{ key: 'here', name: 'Here', address: 'Street 1', openingHours: hours }],
    items: [{ sku: 'tea', name: 'Tea', amountMinor: 300 }],
  })
  await self.post('/members/me/pickups', {
    storeId,
    placeKey: 'here',
    pickupAt: Date.now() + 3_600_000,
    lines: [{ sku: 'tea', quantity: 1 }],
  })
}

/** What a programme learns from, and what its merchant tries and aims at, each of it once. */
async function learning(
  { shop, self }: Record<'shop' | 'self', ReturnType<typeof apiOf>>,
  { storeId, number, session }: { storeId: string; number: string; session: Session },
) {
  const list = await shop.post<Segment>('/segments', { key: 'guests', name: 'Guests', list: true })
  await shop.post(`/segments/${list.id}/members`, { members: [number] })
  await shop.put(`/members/${session.enrolmentId}/household`, { household: 'street-1' })
  await self.put('/members/me/consents/news', { granted: true })
  await self.post('/nps', { score: 9, comment: 'Fine' })
  await shop.post('/goals', {
    metric: 'retention',
    baseline: 0.4,
    target: 0.5,
    deadlineAt: Date.now() + 90 * DAY_MS,
    owner: 'Karin',
  })

  // Made by one key, and published by another.
  const second = await shop.post<ApiKeyCreated>('/keys', { name: 'Second', scopes: ['offers:approve'] })
  await shop.change('/merchants/me', { offerApproval: true })
  const capped: Offer = await shop.post('/offers', {
    key: 'capped',
    content: { sv: { headline: 'Tio kronor' } },
    reward: { kind: 'amountOff', amountMinor: 1_000 },
    schedule: { startsAt: Date.now() - 60_000 },
    limits: { caps: [{ per: 'household', period: 'month', times: 2 }] },
    code: { kind: 'minted', prefix: 'TIO' },
    state: 'proposed',
  })
  await apiOf(worker.url, second.key).change(`/offers/${capped.id}`, { state: 'live', accept: ['endless'] })
  await shop.post('/experiments', {
    key: 'ten-off',
    name: 'Ten off, with half off beside it or alone',
    // Chance says which arm the member is in: the offer that they claim below is in both.
    arms: [
      { key: 'alone', weight: 0.5, offers: ['capped'] },
      { key: 'beside', weight: 0.5, offers: ['capped', 'half'] },
    ],
    startsAt: Date.now(),
  })
  const purchase = {
    storeId,
    currency: 'SEK',
    totalMinor: 2_000,
    lines: ['a', 'b'].map((sku) => ({ sku, category: sku, quantity: 1, amountMinor: 1_000 })),
    buyer: { memberNumber: number },
  }
  await shop.post('/purchases', {
    purchases: [{ ...purchase, externalRef: 'A-3', purchasedAt: Date.now() }],
  })
  const decision = await self.post<Decision>('/decisions', { storeId })
  await self.post('/claims', { decision: decision.token, offerId: capped.id })
}

const STRIPE_SECRET = 'whsec_dHdvIGRhdGFiYXNlcw'

/** What Stripe says of a payment, signed as Stripe signs: the invoice, and what it was paid with. */
async function sendStripe(anybody: ReturnType<typeof apiOf>, programId: string): Promise<void> {
  await tell('invoice.paid', {
    id: 'in_1',
    object: 'invoice',
    customer: 'cus_1',
    subscription: 'sub_1',
    amount_paid: 9_900,
    currency: 'sek',
    charge: 'ch_1',
    payment_intent: 'pi_1',
    lines: {
      data: [{ price: { id: 'price_plus' }, period: { start: 1_700_000_000, end: 1_731_536_000 } }],
    },
  })
  await tell('invoice_payment.paid', {
    id: 'inpay_1',
    object: 'invoice_payment',
    invoice: 'in_1',
    payment: { type: 'payment_intent', payment_intent: 'pi_1' },
  })

  async function tell(type: string, object: object) {
    const created = Math.floor(Date.now() / 1000)
    const payload = JSON.stringify({
      id: `evt_${type.replace('.', '_')}`,
      object: 'event',
      type,
      created,
      data: { object },
    })
    const header = new Stripe('sk_test_nothing').webhooks.generateTestHeaderString({
      payload,
      secret: STRIPE_SECRET,
    })
    await anybody.raw(`/stripe/${programId}`, payload, { 'stripe-signature': header })
  }
}

test('a programme is on the second database whole, the directory on the first, and nobody’s name on the second', async () => {
  const { member, session, merchant } = await live()
  // Exposures come over the queue.
  await expect
    .poll(async () => (await rowsOf('DB2')).get('exposures')?.length, { timeout: 20_000, interval: 100 })
    .toBe(1)
  await expect
    .poll(async () => (await rowsOf('DB2')).get('assignments')?.length, { timeout: 20_000, interval: 100 })
    .toBe(1)
  const first = await rowsOf('DB')
  // A day's root comes with the next day, when the directory has forgotten what it keeps for a day.
  await worker.tick(Date.now() + DAY_MS)
  const second = await rowsOf('DB2')
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
      'partner_list',
      'placements',
      'pseudonyms',
      'sites',
      'devices',
      'stores',
    ].sort(),
  )
  // What is on neither has had no row to be misplaced.
  const empty = [...first.keys()].filter(
    (name) => !filled(first).includes(name) && !filled(second).includes(name),
  )
  // An offer is paused by itself once hundreds of members have shown that it loses; a list has parts once it is long.
  expect(empty).toEqual(['offer_pauses', 'partner_list_parts'])
  // Its one row comes with the table; only the directory's is ever counted on.
  expect(filled(second).filter((name) => filled(first).includes(name))).toEqual(['partner_list'])

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
