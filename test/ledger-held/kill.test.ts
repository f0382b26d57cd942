import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { between, seeded } from '../data/random.ts'
import type { Failure } from '../tools/audit-book.ts'
import { runAudit } from '../tools/audit-run.ts'
import { booksFile, startKillable } from './killable.ts'
import {
  type Answer,
  balancesAfter,
  type Deed,
  deedMaker,
  isDone,
  openTill,
  send,
  type Till,
} from './till-world.ts'

const ROUNDS = 12
const AT_ONCE = 12
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)

const dataDir = await mkdtemp(join(tmpdir(), 'stamkund-kill-'))
afterAll(() => rm(dataDir, { recursive: true, force: true }))

test(`killed in mid-write ${ROUNDS} times, nothing acknowledged is lost, and what was unanswered is done once (SEED=${SEED})`, async () => {
  const random = seeded(SEED)
  const done: Deed[] = []
  const returnable: Deed[] = []
  let unanswered: Deed[] = []
  let [cutOff, doneUnheard] = [0, 0]
  let till: Till | null = null
  const note = (deed: Deed, answer: Answer) => {
    expect(isDone(answer), `${deed.kind} ${deed.reference}: ${answer.status} ${answer.text}`).toBe(true)
    done.push(
      deed.kind === 'order' ? { ...deed, reference: (JSON.parse(answer.text) as { id: string }).id } : deed,
    )
    if (deed.kind === 'purchase') returnable.push(deed)
  }

  for (let round = 0; round <= ROUNDS; round += 1) {
    const { worker, kill } = await startKillable(dataDir)
    try {
      till ??= await openTill(worker, 4)
      const db = await worker.database()
      // A key whose request never ended keeps others out for a minute. Time can't be moved, so its row is.
      await db
        .prepare('UPDATE idempotency_keys SET created_at = created_at - 61000 WHERE status IS NULL')
        .run()
      const file = new DatabaseSync(booksFile(dataDir), { readOnly: true })
      doneUnheard += unanswered.filter((deed) => isOnRecord(file, deed)).length
      const lost = done.filter((deed) => !isOnRecord(file, deed)).map(({ reference }) => reference)
      expect(lost, 'answered and not there').toEqual([])
      file.close()
      for (const deed of unanswered) note(deed, await send(worker.url, deed))
      unanswered = []
      if (round === ROUNDS) break

      const make = deedMaker(till, random, `round-${round}`, returnable)
      let over = false
      const client = async () => {
        while (!over) {
          const deed = make()
          const answer = await send(worker.url, deed).catch(() => null)
          if (answer) note(deed, answer)
          else unanswered.push(deed)
        }
      }
      const clients = Array.from({ length: AT_ONCE }, client)
      await sleep(between(random, 120, 400))
      over = true
      await kill()
      await Promise.all(clients)
      cutOff += unanswered.length
    } finally {
      await kill()
    }
  }

  const file = new DatabaseSync(booksFile(dataDir), { readOnly: true })
  const balances = file
    .prepare("SELECT enrolment_id AS id, available FROM accounts WHERE unit = 'points'")
    .all()
  expect(new Map(balances.map(({ id, available }) => [id, available]))).toEqual(
    balancesAfter(till as Till, done),
  )
  const twice =
    "SELECT note FROM ledger_entries WHERE reason = 'gift' GROUP BY note, enrolment_id HAVING count(*) > 1"
  expect(file.prepare(twice).all()).toEqual([])
  const failures: Failure[] = []
  const { entries } = await runAudit(file, (failure) => failures.push(failure))
  file.close()
  expect(failures).toEqual([])
  expect(cutOff).toBeGreaterThan(0)
  console.log(
    `${done.length} deeds, ${cutOff} cut off by ${ROUNDS} kills, ${doneUnheard} of them done but never heard of; ${entries} entries`,
  )
}, 60_000)

const NAMED: Record<Deed['kind'], string> = {
  purchase: 'SELECT 1 FROM purchases WHERE external_ref = ?',
  return: 'SELECT 1 FROM returns WHERE external_ref = ?',
  gift: "SELECT 1 FROM ledger_entries WHERE note = ? AND reason = 'gift'",
  adjustment: "SELECT 1 FROM ledger_entries WHERE note = ? AND reason = 'adjust'",
  transfer: 'SELECT 1 FROM transfers WHERE note = ?',
  event: 'SELECT 1 FROM member_events WHERE external_id = ?',
  // It has no name of the sender's: the one that the answer gave it.
  order: 'SELECT 1 FROM reward_orders WHERE id = ?',
}

/** Whether a deed is in the books, by its own name there. */
const isOnRecord = (file: DatabaseSync, { kind, reference }: Deed): boolean =>
  file.prepare(NAMED[kind]).get(reference) !== undefined
