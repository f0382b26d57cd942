import { DomainError, type PurchaseResult } from '../../shared/contracts/index.ts'
import { recordPurchases } from '../books/record.ts'
import { databaseOf } from '../db/database.ts'
import { isOutOfTurn, progressStatements, type StoredImport } from '../db/imports.ts'
import type { Env } from '../env.ts'
import type { MerchantAuth } from '../http/app.ts'
import { type RowGroup, readPurchases } from '../orders/csv.ts'

/** The most bytes of one request. The client goes on with the next, from the offset that it is told. */
export const MAX_APPEND_BYTES = 16 * 1024 * 1024

/**
 * Purchases and rows that are saved in one D1 batch. Many share its cost, and a member who is in it often has their
 * profile written once: 250 are nearly twice as fast as 100. More would read profiles of up to 100 KB by the hundred.
 */
const PURCHASES_A_WRITE = 250
const ROWS_A_WRITE = 2_000

/** Writes of one request. D1 allows an invocation 1,000 queries; a write and what it reads take about 20. */
const WRITES_A_REQUEST = 40

/**
 * Takes the next bytes of an import: records their purchases and moves the import on, both in the same batch, so
 * that whatever breaks off, what is behind the offset is saved once and what is ahead is not. Returns the import
 * as it then is, which may be short of all that was sent: the rest is to be sent again.
 *
 * @param isLast whether the sender says that the file ends with these bytes
 * @throws DomainError offset_mismatch: another request moved the import on at the same time
 * @throws DomainError invalid_request: the header lacks a mapped column, or the file ends elsewhere than announced
 * @throws DomainError body_too_large
 */
export async function appendToImport(
  env: Env,
  merchant: MerchantAuth,
  before: StoredImport,
  body: ReadableStream<Uint8Array>,
  isLast: boolean,
  now: number,
): Promise<StoredImport> {
  let current = before
  let arrivedBytes = before.offsetBytes
  const mostBytes = Math.min(before.sizeBytes, before.offsetBytes + MAX_APPEND_BYTES)
  const reader = body.getReader()
  const source: AsyncIterator<Uint8Array> = {
    async next() {
      const { value, done } = await reader.read()
      if (done) return { value: undefined, done: true }
      arrivedBytes += value.byteLength
      if (arrivedBytes <= mostBytes) return { value, done: false }
      throw new DomainError(
        'body_too_large',
        `At most ${mostBytes - before.offsetBytes} bytes from this offset`,
      )
    },
  }

  const save = async (groups: RowGroup[], header: StoredImport['header']) => {
    if (groups.length > 0) current = await saveGroups(env, merchant, current, groups, header, now)
  }
  let [waiting, rows, writes]: [RowGroup[], number, number] = [[], 0, 0]
  let header = before.header
  const stretch = {
    settings: before.settings,
    header,
    from: { offsetBytes: before.offsetBytes, line: before.linesRead + 1 },
    isEnd: () => isLast && arrivedBytes === before.sizeBytes,
  }
  for await (const next of readPurchases(source, stretch)) {
    const isFull = waiting.length >= PURCHASES_A_WRITE || rows + next.group.rows > ROWS_A_WRITE
    // One call of the recorder takes one purchase of a reference: the second is judged by the first on record.
    if (
      isFull ||
      waiting.some(({ purchase }) => purchase && purchase.externalRef === next.group.purchase?.externalRef)
    ) {
      await save(waiting, header)
      ;[waiting, rows] = [[], 0]
      writes += 1
      if (writes >= WRITES_A_REQUEST) break
    }
    header = next.header
    waiting.push(next.group)
    rows += next.group.rows
  }
  await save(waiting, header)
  // A client that is still sending does not look for the answer yet.
  while (!(await source.next()).done);
  if (isLast && arrivedBytes !== before.sizeBytes) {
    throw new DomainError(
      'invalid_request',
      `The file ends at byte ${arrivedBytes}, not at ${before.sizeBytes}`,
    )
  }
  return current
}

async function saveGroups(
  env: Env,
  merchant: MerchantAuth,
  before: StoredImport,
  groups: RowGroup[],
  header: StoredImport['header'],
  now: number,
): Promise<StoredImport> {
  const db = databaseOf(env, merchant.binding)
  const whole = groups.filter((group) => group.purchase !== null)
  let after = before
  // The recorder may work it out anew when another writer came between: it counts from `before` each time.
  const also = (results: PurchaseResult[]) => {
    const ofPurchases = results.flatMap((result, index) =>
      result.status === 'refused' ? (whole[index]?.refuseAll(reasonOf(result)) ?? []) : [],
    )
    const refusals = [...groups.flatMap((group) => group.refusals), ...ofPurchases]
    after = progress(before, groups, results, refusals.length, header, now)
    return progressStatements(db, before, after, refusals)
  }
  try {
    if (whole.length === 0) await db.batch(also([]))
    else {
      const purchases = whole.flatMap(({ purchase }) => purchase ?? [])
      await recordPurchases(env, merchant, purchases, { now, history: true, also })
    }
  } catch (error) {
    if (isOutOfTurn(error)) throw new DomainError('offset_mismatch', 'Another request moved this import on')
    throw error
  }
  return after
}

function progress(
  before: StoredImport,
  groups: RowGroup[],
  results: PurchaseResult[],
  refused: number,
  header: StoredImport['header'],
  now: number,
): StoredImport {
  const end = groups.at(-1)?.end ?? { offsetBytes: before.offsetBytes, line: before.linesRead + 1 }
  const count = (status: PurchaseResult['status']) =>
    results.filter((result) => result.status === status).length
  return {
    ...before,
    version: before.version + 1,
    state: end.offsetBytes === before.sizeBytes ? 'done' : 'running',
    offsetBytes: end.offsetBytes,
    header,
    linesRead: end.line - 1,
    purchasesRecorded: before.purchasesRecorded + count('recorded'),
    purchasesDuplicate: before.purchasesDuplicate + count('duplicate'),
    linesRefused: before.linesRefused + refused,
    updatedAt: now,
  }
}

/** Why a whole purchase was refused, in the words of its problem document. */
const reasonOf = ({ problem }: PurchaseResult): string =>
  String(problem?.detail ?? problem?.title ?? 'refused')
