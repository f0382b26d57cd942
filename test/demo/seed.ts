import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type {
  Import,
  KpiReport,
  MemberCreated,
  MerchantCreated,
  Offer,
  Segment,
  Store,
} from '../../shared/contracts/index.ts'
import { merchantMapping } from '../data/csv.ts'
import { type History, loadHistory } from '../data/history.ts'
import { type Api, ApiError, apiOf } from './api.ts'
import { type DemoMerchant, MERCHANTS } from './catalogue.ts'
import { DataFault, fromKeptData } from './data-fault.ts'
import type { RunningShop, ShopKind } from './shops/index.ts'
import { count, done, progress, secondsSince, some } from './terminal.ts'

/** What the demo must remember between two starts: kept in `demo.json`, for its owner's eyes only. */
export type Demo = {
  merchants: Record<
    ShopKind,
    { merchantId: string; programId: string; apiKey: string; storeId: string; token: string }
  >
  /** Whom the demo follows, and the device that their membership was made on. */
  member: { household: string; number: string; deviceId: string; deviceSecret: string }
  /** Hashes of the migrations that its databases were made by, by file. */
  migrations: Record<string, string>
  history: Pick<History, 'source' | 'label' | 'dir' | 'shiftWeeks'> & {
    purchases: number
    /** The instant that the history was made to end at. */
    madeAt: number
  }
}

/** Bytes sent in one piece of an import. */
const CHUNK_BYTES = 1_000_000

/** Members on the demo's list, besides its own. */
const LISTED = 11

/** Members made at the same time. */
const MEMBERS_AT_ONCE = 16

const pathOf = (dataDir: string): string => join(dataDir, 'demo.json')

/**
 * What an earlier start left, or `null` where there was none or it did not come to its end.
 *
 * @throws DataFault where it is no longer what was written
 */
export function readDemo(dataDir: string): Promise<Demo | null> {
  return fromKeptData(async () => {
    if (!existsSync(pathOf(dataDir))) return null
    const demo = JSON.parse(await readFile(pathOf(dataDir), 'utf8')) as Demo | null
    const isWhole =
      demo?.member && demo.history && MERCHANTS.every(({ kind }) => demo.merchants?.[kind]?.storeId)
    if (!isWhole) throw new DataFault('demo.json lacks its merchants, member or history')
    const now = await migrationHashes()
    // Further migrations are applied by the start; one that reads otherwise today made other tables then.
    const changed = Object.entries(demo.migrations ?? { all: '' }).find(([file, hash]) => now[file] !== hash)
    if (changed) throw new DataFault('it was made by another version')
    return demo
  })
}

/** What each migration's text comes to. */
async function migrationHashes(): Promise<Record<string, string>> {
  const folder = join(import.meta.dirname, '../../worker/db/migrations')
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql'))
  const hashOf = async (file: string) =>
    createHash('sha256')
      .update(await readFile(join(folder, file)))
      .digest('hex')
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file, await hashOf(file)] as const)))
}

/**
 * Fills a fresh worker as two merchants would, over HTTP alone: they register, prove their shops, describe segments
 * and offers, and one of them brings its purchase history. The shops must be up: their proof is fetched from them.
 */
export async function seed(options: {
  url: string
  dataDir: string
  shops: Record<ShopKind, RunningShop>
  now: number
  /** At most so many households of the history; left out, all. */
  maxHouseholds?: number
  /** Where the real history is looked for; left out, `../shared`. A folder without it: the synthetic one. */
  sharedDir?: string
}): Promise<Demo> {
  const { url, now, shops } = options
  const merchants = {} as Demo['merchants']
  for (const merchant of MERCHANTS) {
    merchants[merchant.kind] = await openShop(url, merchant, shops[merchant.kind], now)
  }

  const members = new Map<string, MemberCreated>()
  const history = await loadHistory({
    now,
    memberNumberOf: (household) => members.get(household)!.member.number,
    ...(options.maxHouseholds ? { maxHouseholds: options.maxHouseholds } : {}),
    ...(options.sharedDir ? { sharedDir: options.sharedDir } : {}),
  })
  await enrol(apiOf(url), history.households, members)
  const { apiKey, storeId } = merchants.tallboda
  const imported = await importHistory(apiOf(url, apiKey), storeId, history)

  const { member, deviceId, deviceSecret } = members.get(history.demoHousehold)!
  await welcome(apiOf(url, apiKey), storeId, member.number)
  const others = history.households.slice(0, LISTED).map((household) => members.get(household)!.member.number)
  await fillLists(apiOf(url, apiKey), [member.number, ...others])
  for (const merchant of MERCHANTS) await setGoals(apiOf(url, merchants[merchant.kind].apiKey), merchant, now)
  const { source, label, dir, shiftWeeks } = history
  const demo: Demo = {
    merchants,
    migrations: await migrationHashes(),
    member: { household: history.demoHousehold, number: member.number, deviceId, deviceSecret },
    history: { source, label, dir, shiftWeeks, purchases: imported.purchasesRecorded, madeAt: now },
  }
  // Written aside and moved: half a file would be a demo that neither starts nor begins anew.
  const path = pathOf(options.dataDir)
  await writeFile(`${path}.new`, JSON.stringify(demo, null, 2), { mode: 0o600 })
  await chmod(`${path}.new`, 0o600)
  await rename(`${path}.new`, path)
  return demo
}

/** Registers a merchant with its segments, its offers and its one store, and proves the store. */
async function openShop(
  url: string,
  merchant: DemoMerchant,
  shop: RunningShop,
  now: number,
): Promise<Demo['merchants'][ShopKind]> {
  const { merchant: registered, apiKey } = await apiOf(url).post<MerchantCreated>(
    '/merchants',
    merchant.registration,
  )
  const api = apiOf(url, apiKey.key)
  const store = await api.post<Store>('/stores', { ...merchant.store, origin: shop.origin })
  const token = store.verification.token
  shop.configure({ worker: url, apiKey: apiKey.key, storeId: store.id, verificationTokens: [token] })
  await api.post(`/stores/${store.id}/verify`)
  if (merchant.menu) await api.put(`/stores/${store.id}/menu`, merchant.menu)
  for (const segment of merchant.segments) await api.post('/segments', segment)
  const offers = merchant.offers(now)
  for (const offer of offers) await api.post<Offer>('/offers', { ...offer, accept: ['endless'] })
  for (const experiment of merchant.experiments?.(now) ?? []) await api.post('/experiments', experiment)
  done(
    `${merchant.store.name} is a partner`,
    `${shop.origin}, proved by its own page · ${some(merchant.segments.length, 'segment')} · ${some(offers.length, 'offer')}`,
  )
  return {
    merchantId: registered.id,
    programId: registered.programId,
    apiKey: apiKey.key,
    storeId: store.id,
    token,
  }
}

/** What the demo's member bought at the till: a year of the shop's plan, and money to pay with. */
async function welcome(api: Api, storeId: string, memberNumber: string): Promise<void> {
  const byHand = { operator: 'Tallboda', reason: 'Bought at the till' }
  await api.post('/subscriptions', { memberNumber, plan: 'plus', paidMinor: 3_900, ...byHand })
  await api.post('/stored-value/top-ups', {
    memberNumber,
    storeId,
    amountMinor: 2_000,
    externalRef: 'welcome',
  })
}

/** Uploads the lists, as a merchant would who keeps one by hand. */
async function fillLists(api: Api, numbers: string[]): Promise<void> {
  const { items } = await api.get<{ items: Segment[] }>('/segments?limit=100')
  for (const { id, list } of items) if (list) await api.post(`/segments/${id}/members`, { members: numbers })
}

/** Sets the merchant's goals from where its figures stand: a baseline is measured, not said. */
async function setGoals(api: Api, { goals }: DemoMerchant, now: number): Promise<void> {
  for (const { rise, ...goal } of goals?.(now) ?? []) {
    const { value } = await api.get<KpiReport>(`/kpis/${goal.metric}`)
    if (value.value === null) throw new Error(`${goal.metric} can't be said of this history: ${value.why}`)
    await api.post('/goals', {
      ...goal,
      baseline: value.value,
      target: Math.round(value.value * (1 + rise)),
    })
  }
}

/** One member for every household, as the extension would join: without a form. */
async function enrol(api: Api, households: string[], members: Map<string, MemberCreated>): Promise<void> {
  const startedAt = performance.now()
  const bar = progress('Members join')
  const waiting = [...households]
  const join = async () => {
    for (let household = waiting.pop(); household !== undefined; household = waiting.pop()) {
      members.set(household, await api.post<MemberCreated>('/members', { locale: 'en' }))
      bar.at(members.size / households.length, `${count(members.size)} of ${count(households.length)}`)
    }
  }
  await Promise.all(Array.from({ length: MEMBERS_AT_ONCE }, join))
  bar.end(`${count(members.size)} in ${secondsSince(startedAt)}`)
}

/** Uploads the history as a merchant's CSV, piece by piece, from wherever the worker says that it is. */
async function importHistory(api: Api, storeId: string, history: History): Promise<Import> {
  const startedAt = performance.now()
  const pieces: Buffer[] = []
  for await (const piece of history.csv) pieces.push(Buffer.from(piece))
  const file = Buffer.concat(pieces)
  const bar = progress(`Purchases arrive`)

  let state = await api.post<Import>('/imports', {
    storeId,
    fileName: `${history.source}.csv`,
    sizeBytes: file.length,
    currency: 'USD',
    timeZone: 'UTC',
    mapping: merchantMapping,
  })
  while (state.state !== 'done') {
    const from = state.offsetBytes
    const chunk = file.subarray(from, from + CHUNK_BYTES)
    try {
      state = await api.patch<Import>(`/imports/${state.id}`, chunk, {
        'content-type': 'text/csv',
        'upload-offset': String(from),
        'upload-complete': from + chunk.length === file.length ? '?1' : '?0',
      })
    } catch (error) {
      // Another writer got in between, or the piece was cut short: the worker knows where it stands.
      if (!(error instanceof ApiError && error.status === 409)) throw error
      state = await api.get<Import>(`/imports/${state.id}`)
    }
    bar.at(state.offsetBytes / file.length, `${count(state.linesRead)} lines`)
    if (state.state !== 'done' && state.offsetBytes === from)
      throw new Error(`The import stands still at byte ${from} of ${file.length}`)
  }
  const refused = state.linesRefused > 0 ? ` · ${count(state.linesRefused)} lines refused` : ''
  bar.end(
    `${count(state.purchasesRecorded)} from ${count(state.linesRead)} lines in ${secondsSince(startedAt)}${refused} · ${history.label}`,
  )
  return state
}
