import { DAY_MS } from '../../shared/contracts/index.ts'
import { type EntryDraft, headKey, keepKey, sealEntries } from '../../worker/books/seal.ts'
import { writeBookStatements } from '../../worker/db/books.ts'
import type { Env } from '../../worker/env.ts'
import { publishDailyRoots } from '../../worker/jobs/daily-root.ts'
import { BEGUN_AT, IDS, idOf as id } from './audit-ids.ts'

type Step = Partial<EntryDraft> & Pick<EntryDraft, 'reason' | 'fromAccount' | 'toAccount' | 'amount'>

/**
 * Writes books by the worker's own hands: D1 with its triggers, sealed entries, published days. Two members of a
 * programme that earn, spend, wait, transfer and are corrected; one in another programme who owes.
 */
export default {
  async fetch(_, env) {
    await fill(env)
    return new Response('done')
  },
} satisfies ExportedHandler<Env>

async function fill(env: Env): Promise<void> {
  const db = env.DB
  const program = (programId: string, clawBack: string) =>
    db
      .prepare('INSERT INTO programs (id, name, rules, created_at) VALUES (?, ?, ?, ?)')
      .bind(
        programId,
        'Tallboda',
        JSON.stringify({ timeZone: 'Europe/Stockholm', returns: { clawBack } }),
        BEGUN_AT,
      )
  const member = (enrolmentId: string, programId: string) =>
    db
      .prepare('INSERT INTO enrolments (id, program_id, enrolled_at) VALUES (?, ?, ?)')
      .bind(enrolmentId, programId, BEGUN_AT)
  await db.batch([
    program(IDS.program, 'within_balance'),
    program(IDS.debtProgram, 'debt'),
    member(IDS.anna, IDS.program),
    member(IDS.bo, IDS.program),
    member(IDS.cilla, IDS.debtProgram),
  ])

  let entries = 0
  const heads = new Map<string, { seq: number; head: string }>()
  const lots = new Set<string>()
  /** Posts in one batch, as a request does. */
  async function post(enrolmentId: string, postedAt: number, ...steps: Step[]): Promise<void> {
    const drafts = steps.map((step): EntryDraft => {
      entries += 1
      return {
        id: id('ent', entries),
        programId: enrolmentId === IDS.cilla ? IDS.debtProgram : IDS.program,
        enrolmentId,
        unit: 'points',
        lotId: null,
        reference: `test:${entries}`,
        postedAt,
        ...step,
      }
    })
    const sealed = await sealEntries(env, heads, drafts)
    for (const { seq, hash, unit } of sealed) heads.set(headKey(enrolmentId, unit), { seq, head: hash })
    const opened = sealed.flatMap(({ lotId, amount, toAccount, unit }) => {
      if (lotId === null || lots.has(lotId)) return []
      lots.add(lotId)
      const isPending = toAccount === 'pending'
      return [
        {
          id: lotId,
          enrolmentId,
          unit,
          amount,
          remaining: 0,
          state: 'pending' as const,
          earnedAt: postedAt,
          activatesAt: isPending ? postedAt + 14 * DAY_MS : postedAt,
          activatesOn: null,
          expiresAt: null,
          expiry: null,
          purchaseId: null,
          sourceId: null,
          ruleKey: null,
        },
      ]
    })
    const key = await keepKey(env, db, 'DB')
    await db.batch([
      ...key.statements,
      ...writeBookStatements(db, {
        entries: sealed,
        lots: opened,
        moved: [],
        standings: [],
        tierChanges: [],
        holdsEnded: [],
      }),
    ])
  }

  const [lot1, lot2, lot3, lot4] = [1, 2, 3, 4].map((n) => id('lot', n)) as [string, string, string, string]
  // What ends lines, texts and comments elsewhere, as texts hold it that were written before it was refused.
  const byHand = { operator: 'Åsa "front desk"', note: "sorry;\nthat's\u2028ours\r -- truly\u0000;" }
  const earn = { reason: 'earn', fromAccount: 'issued', toAccount: 'available' } as const
  const give = { reason: 'transfer', fromAccount: 'available', toAccount: 'transferred' } as const
  const take = { reason: 'transfer', fromAccount: 'transferred', toAccount: 'available' } as const
  await post(
    IDS.anna,
    BEGUN_AT,
    { ...earn, amount: 120, lotId: lot1 },
    { ...earn, toAccount: 'pending', amount: 80, lotId: lot2 },
  )
  await post(IDS.cilla, BEGUN_AT, { ...earn, amount: 10, lotId: lot4 })
  await post(
    IDS.anna,
    BEGUN_AT + DAY_MS,
    {
      ...{ reason: 'hold', fromAccount: 'available', toAccount: 'held' },
      amount: 10,
      lotId: lot1,
      sourceId: IDS.hold,
    },
    { reason: 'spend', fromAccount: 'available', toAccount: 'spent', amount: 20, lotId: lot1 },
  )
  await wait(db)
  await post(IDS.anna, BEGUN_AT + DAY_MS, { ...give, amount: 25, lotId: lot1, sourceId: 'trf_1' })
  await post(IDS.bo, BEGUN_AT + DAY_MS, { ...take, amount: 25, lotId: lot3, sourceId: 'trf_1' })
  await post(
    IDS.cilla,
    BEGUN_AT + DAY_MS,
    { reason: 'spend', fromAccount: 'available', toAccount: 'spent', amount: 10, lotId: lot4 },
    { reason: 'clawback', fromAccount: 'owed', toAccount: 'issued', amount: 10 },
  )
  const wrong = entries + 1
  await post(IDS.bo, BEGUN_AT + 3 * DAY_MS, {
    ...{ reason: 'adjust', fromAccount: 'available', toAccount: 'adjusted', amount: 5 },
    lotId: lot3,
    ...byHand,
  })
  await post(IDS.bo, BEGUN_AT + 3 * DAY_MS, {
    ...{ reason: 'reverse', fromAccount: 'adjusted', toAccount: 'available', amount: 5 },
    lotId: lot3,
    reverses: id('ent', wrong),
    ...byHand,
  })
  await publishDailyRoots(env, 'DB', BEGUN_AT + 5 * DAY_MS)
  // Of today: in no published day yet.
  await post(IDS.anna, BEGUN_AT + 6 * DAY_MS, {
    ...{ reason: 'spend', fromAccount: 'available', toAccount: 'spent', amount: 1 },
    lotId: lot1,
  })
}

/** An order of Anna's that waits for a seat, its price held by the entry before. */
const wait = (db: D1Database) =>
  db.batch([
    db
      .prepare(
        `INSERT INTO rewards (id, program_id, key, state, definition, created_at, updated_at)
         VALUES (?1, ?2, 'tasting', 'live', ?3, ?4, ?4)`,
      )
      .bind(
        IDS.reward,
        IDS.program,
        JSON.stringify({
          price: { unit: 'points', amount: 10 },
          goods: { kind: 'seat', capacity: 0, waitingList: true },
        }),
        BEGUN_AT,
      ),
    db
      .prepare(
        `INSERT INTO holds (id, enrolment_id, unit, amount, held_at, expires_at) VALUES (?1, ?2, 'points', 10, ?3, ?3)`,
      )
      .bind(IDS.hold, IDS.anna, BEGUN_AT + 30 * DAY_MS),
    db
      .prepare(
        `INSERT INTO reward_orders (id, program_id, enrolment_id, reward_id, reward_revision, reward, state, content, goods,
           unit, amount, queued, hold_id, waits_until, ordered_at, changed_at)
         VALUES (?1, ?2, ?3, ?4, 1, 'tasting', 'waiting', '{}', '{}', 'points', 10, 1, ?5, ?6, ?7, ?7)`,
      )
      .bind(
        IDS.order,
        IDS.program,
        IDS.anna,
        IDS.reward,
        IDS.hold,
        BEGUN_AT + 30 * DAY_MS,
        BEGUN_AT + DAY_MS,
      ),
  ])
