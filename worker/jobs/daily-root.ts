import { createHash } from 'node:crypto'
import { dayOf, dayStart } from '../../shared/ledger/calendar.ts'
import { fromBase64Url, toBase64Url } from '../../shared/ledger/receipts/base64url.ts'
import { canonicalDay } from '../../shared/ledger/receipts/canonical.ts'
import { merkleTree } from '../../shared/ledger/receipts/merkle.ts'
import { databaseOf } from '../db/database.ts'
import { listOpenDays, type OpenDays, publishDay, readHashes } from '../db/ledger-days.ts'
import { keepReceiptKey } from '../db/receipt-keys.ts'
import type { Env } from '../env.ts'
import { receiptKey } from '../http/receipt-keys.ts'

/** A day is published this long after its end: whoever was writing at midnight has long been answered. */
const WAIT_MS = 3_600_000

/** Days published in one run, and hashes read at a time: a backlog is worked off over several minutes. */
const DAYS_A_RUN = 60
const HASHES_A_READ = 5_000

const sha256 = (content: Uint8Array | string): Uint8Array<ArrayBuffer> =>
  createHash('sha256').update(content).digest()

/**
 * Publishes the root of every programme's days that are over and have entries, oldest first, each chained to the one
 * before. What has been published can't be added to: the books before it are closed.
 *
 * @returns how many days were published
 */
export async function publishDailyRoots(env: Env, binding: string, now: number): Promise<number> {
  const db = databaseOf(env, binding)
  let published = 0
  while (published < DAYS_A_RUN) {
    const due = (await listOpenDays(db, now - WAIT_MS)).flatMap((open) => {
      const span = nextDay(open)
      return span.endsAt + WAIT_MS <= now ? [{ open, ...span }] : []
    })
    let more = 0
    for (const { open, day, endsAt } of due.slice(0, DAYS_A_RUN - published))
      if (await publishNext(env, db, open, day, endsAt, now)) more += 1
    // Another isolate may be at the same days: it has them then.
    if (more === 0) break
    published += more
  }
  return published
}

/** The day that the first open entry falls on. After a change of time zone its number may be taken: it goes to the next. */
function nextDay({ firstAt, lastDay, timeZone }: OpenDays): { day: number; endsAt: number } {
  const day = Math.max(dayOf(firstAt, timeZone), (lastDay ?? Number.NEGATIVE_INFINITY) + 1)
  return { day, endsAt: dayStart(day + 1, timeZone) }
}

async function publishNext(
  env: Env,
  db: D1Database,
  open: OpenDays,
  day: number,
  endsAt: number,
  now: number,
): Promise<boolean> {
  const { programId, sealedUntil: startsAt, lastChain: previous } = open
  const tree = merkleTree(sha256)
  let page: Awaited<ReturnType<typeof readHashes>> = []
  do {
    page = await readHashes(db, programId, { startsAt, endsAt }, page.at(-1) ?? null, HASHES_A_READ)
    for (const { hash } of page) tree.add(fromBase64Url(hash) as Uint8Array)
  } while (page.length === HASHES_A_READ)
  const [root, entries] = [toBase64Url(tree.root()), tree.size()]
  const chain = sha256(canonicalDay({ programId, day, entries, root, previous }))
  const key = await receiptKey(env)
  return publishDay(
    db,
    {
      programId,
      day,
      startsAt,
      endsAt,
      entries,
      root,
      previous,
      chain: toBase64Url(chain),
      keyId: key.keyId,
      signature: await key.sign(chain),
      sealedAt: now,
    },
    [keepReceiptKey(db, key)],
  )
}
