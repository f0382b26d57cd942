import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import {
  DAY_MS,
  DomainError,
  PurchaseCreate,
  type Standing,
  type Unit,
} from '../../shared/contracts/index.ts'
import { adjust, give } from '../../worker/books/by-hand.ts'
import { charge, refund } from '../../worker/books/charge.ts'
import { recordEvents } from '../../worker/books/event.ts'
import { recordReturn } from '../../worker/books/give-back.ts'
import { membershipAt } from '../../worker/books/membership.ts'
import { recordPurchases } from '../../worker/books/record.ts'
import { reverse } from '../../worker/books/reverse.ts'
import { settleDue } from '../../worker/books/settle.ts'
import { topUp } from '../../worker/books/top-up.ts'
import { transfer } from '../../worker/books/transfer.ts'
import type { MerchantAuth } from '../../worker/http/app.ts'
import { publishDailyRoots } from '../../worker/jobs/daily-root.ts'
import { between, type Random, seeded } from '../data/random.ts'
import {
  DELAY_DAYS,
  HANDED_ON_A_DAY,
  LADDER,
  type Line,
  localDay,
  MONTH_CAP,
  Model,
  type ModelUnit,
  midnight,
  type Policy,
  PURCHASE_CAP,
  pick,
  REVIEW_CAP,
  REVIEW_POINTS,
  REWARD_MINOR,
  STAMPS_A_REWARD,
  UNITS,
} from '../ledger-held/model.ts'
import { faultsIn } from './held-audit.ts'
import { capture, hold, release, restoreSpend, spend } from './held-scene.ts'
import { newMember, newWorld, type TestMember, type World } from './world.ts'

const SEED = Number(env.TEST_SEED || Date.now() % 1_000_000)
const MEMBERS = 4
const ACTS = 700
const CHECK_EVERY = 25
const BEGINS_AT = Date.parse('2027-02-20T09:00:00Z')

const RULES: Parameters<typeof newWorld>[0] = {
  units: {
    points: {
      pending: { kind: 'delay', days: DELAY_DAYS },
      expiry: { kind: 'rolling', months: 6, roundUpTo: 'month' },
    },
    statusCredits: {
      pending: { kind: 'event', type: 'visit' },
      expiry: { kind: 'inactivity', months: 12, resetBy: ['purchase'] },
    },
    storedValue: { expiry: { kind: 'rolling', months: 12, roundUpTo: 'day' } },
    stamps: { expiry: { kind: 'date', on: { month: 12, day: 31 } } },
  },
  earn: [
    {
      key: 'purchases',
      give: { kind: 'proportional', amount: 1, perMinor: 100 },
      caps: { perPurchase: PURCHASE_CAP, perPeriod: { amount: MONTH_CAP, period: 'month' } },
    },
    {
      key: 'credits',
      unit: 'statusCredits',
      give: { kind: 'proportional', amount: 1, perMinor: 1_000 },
      multiplied: false,
    },
    {
      key: 'stamps',
      unit: 'stamps',
      give: { kind: 'perItem', amount: 1 },
      scope: { categories: ['Coffee'] },
      // They become money, and a cup may cost next to nothing: a bound that nobody here comes near.
      caps: { perMember: 1_000_000 },
    },
    {
      key: 'reviews',
      on: { kind: 'event', type: 'review' },
      give: { kind: 'fixed', amount: REVIEW_POINTS },
      caps: { perMember: REVIEW_CAP },
      pending: { kind: 'none' },
    },
  ],
  conversions: [
    {
      key: 'tenth',
      from: { unit: 'stamps', amount: STAMPS_A_REWARD },
      to: { unit: 'storedValue', amount: REWARD_MINOR },
    },
  ],
  transfers: { unit: 'points', perDay: HANDED_ON_A_DAY },
  tiers: {
    basis: { kind: 'spend' },
    window: { kind: 'calendarYear' },
    levels: LADDER.map(({ key, threshold, percent }) => ({
      key,
      name: key,
      threshold,
      entitlements: percent > 100 ? { earnPercent: percent } : {},
    })),
  },
}

/** A world and the model of it, going on together. */
interface Pair {
  world: World
  members: TestMember[]
  merchant: MerchantAuth
  model: Model
  random: Random
  now: number
  made: number
  bought: { ref: string; lines: Line[] }[]
  spends: { id: string; unit: ModelUnit; n: number; charge: boolean }[]
  holds: { id: string; n: number }[]
  gifts: { id: string; entry: string }[]
}

async function newPair(policy: Policy, seed: number): Promise<Pair> {
  const world = await newWorld({ ...RULES, returns: { clawBack: policy } })
  const members: TestMember[] = []
  for (let n = 0; n < MEMBERS; n += 1) members.push(await newMember(world))
  const { merchantId, programId } = world
  return {
    world,
    members,
    merchant: { keyId: 'key_x', merchantId, programId, binding: 'DB', scopes: [] },
    model: new Model(policy, MEMBERS),
    random: seeded(seed),
    now: BEGINS_AT,
    made: 0,
    bought: [],
    spends: [],
    holds: [],
    gifts: [],
  }
}

/** Shops are open from eight to eight: nothing is done within hours of a day's end, whatever the clocks do at night. */
function goOn(pair: Pair): void {
  const { random } = pair
  const roll = random()
  if (roll < 0.5) pair.now += between(random, 1, 60) * 60_000
  else pair.now += between(random, 1, roll < 0.8 ? 3 : 12) * DAY_MS
  const [year, month, day] = localDay(pair.now).split('-').map(Number) as [number, number, number]
  const opens = midnight(year, month, day) + 8 * 3_600_000
  if (pair.now < opens) pair.now = opens
  if (pair.now > opens + 12 * 3_600_000) pair.now = midnight(year, month, day + 1) + 8 * 3_600_000
}

type Act = (pair: Pair) => Promise<string>
const whose = ({ random }: Pair) => between(random, 0, MEMBERS - 1)
const enrolmentOf = ({ members }: Pair, n: number) => (members[n] as TestMember).enrolmentId
const numberOf = ({ members }: Pair, n: number) => (members[n] as TestMember).member.number
const newRef = (pair: Pair) => {
  pair.made += 1
  return `${pair.world.programId}-${pair.made}`
}
const handOf = ({ merchant }: Pair) => ({ ...merchant, requestKey: null })
const byHand = { operator: 'Åsa', reason: 'by hand' }

/** What the worker said: `done`, or the code of its refusal. */
const said = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error) => {
      if (error instanceof DomainError) return error.code
      throw error
    },
  )

/** Both have to say the same. */
function agree(
  what: string,
  worker: string,
  model: boolean | string,
  refusal = 'insufficient_points',
): string {
  const modelSays = typeof model === 'string' ? model : model ? 'done' : refusal
  if (worker !== modelSays) throw new Error(`${what}: the worker said ${worker}, the model ${modelSays}`)
  return `${what}: ${worker}`
}

const ACTS_BY_WEIGHT: [number, Act][] = [
  [30, buySome],
  [12, giveSomeBack],
  [8, review],
  [5, visit],
  [12, spendSome],
  [4, undoSpend],
  [8, holdSome],
  [8, endHold],
  [9, handOn],
  [8, addByHand],
  [4, takeByHand],
  [4, reverseGift],
  [4, reverseEarned],
  [6, cron],
]

async function buySome(pair: Pair): Promise<string> {
  const { random, now, model, world } = pair
  const count = random() < 0.6 ? 1 : between(random, 2, 4)
  const purchases = Array.from({ length: count }, (_, at) => {
    const n = whose(pair)
    // Told late by some days, each of a batch by others, but never in another month.
    const late = now - at * DAY_MS
    const purchasedAt = localDay(late).slice(0, 7) === localDay(now).slice(0, 7) ? late : now
    const lines: Line[] = Array.from({ length: between(random, 1, 2) }, (_, line) => {
      const quantity = between(random, 1, 6)
      return {
        coffee: line === 0 && random() < 0.6,
        quantity,
        minor: quantity * between(random, 3, 90) * 100 + between(random, 0, 99),
      }
    })
    return { n, ref: newRef(pair), purchasedAt, lines }
  })
  // What one call opens of a unit may run out together, and nobody has said which of it is used first: a return asks.
  const apart = purchases.filter((one, at) => !purchases.slice(0, at).some((other) => other.n === one.n))
  const results = await recordPurchases(
    env,
    pair.merchant,
    apart.map(({ n, ref, purchasedAt, lines }) =>
      PurchaseCreate.parse({
        storeId: world.store.id,
        externalRef: ref,
        purchasedAt,
        currency: 'SEK',
        totalMinor: lines.reduce((sum, { minor }) => sum + minor, 0),
        shippingMinor: 0,
        lines: lines.map(({ coffee, quantity, minor }) => ({
          sku: coffee ? 'coffee' : 'tea',
          category: coffee ? 'Coffee' : 'Tea',
          quantity,
          amountMinor: minor,
        })),
        codes: [],
        buyer: { memberNumber: numberOf(pair, n) },
      }),
    ),
    { now },
  )
  for (const result of results) if (result.status !== 'recorded') throw new Error(JSON.stringify(result))
  for (const { n, ref, purchasedAt, lines } of apart) {
    model.purchase(n, ref, purchasedAt, lines, now)
    pair.bought.push({ ref, lines })
  }
  return `${apart.length} purchases of ${apart.map(({ n }) => n)}`
}

async function giveSomeBack(pair: Pair): Promise<string> {
  const { random, bought, world, now, model } = pair
  if (bought.length === 0) return 'nothing to give back'
  const { ref, lines } =
    random() < 0.7
      ? (bought.at(-between(random, 1, Math.min(12, bought.length))) as Pair['bought'][number])
      : pick(random, bought)
  const line = between(random, 0, lines.length - 1)
  const quantity = between(random, 1, (lines[line] as Line).quantity)
  const wanted = {
    storeId: world.store.id,
    purchaseRef: ref,
    externalRef: newRef(pair),
    returnedAt: now,
    lines: [{ line, quantity }],
  }
  const answer = await said(recordReturn(env, pair.merchant, wanted, now))
  return agree(
    `return of ${quantity} of ${ref} line ${line}`,
    answer,
    model.giveBack(ref, line, quantity, now),
    'return_exceeds_purchase',
  )
}

async function tell(pair: Pair, n: number, type: string): Promise<void> {
  const event = { id: newRef(pair), type, enrolmentId: enrolmentOf(pair, n), occurredAt: pair.now }
  const [result] = await recordEvents(env, pair.merchant, [{ index: 0, event }], pair.now)
  if (result?.status !== 'recorded') throw new Error(JSON.stringify(result))
}

async function review(pair: Pair): Promise<string> {
  const n = whose(pair)
  await tell(pair, n, 'review')
  pair.model.review(n, pair.now)
  return `review of ${n}`
}

async function visit(pair: Pair): Promise<string> {
  const n = whose(pair)
  await tell(pair, n, 'visit')
  pair.model.visit(n, pair.now)
  return `visit of ${n}`
}

async function spendSome(pair: Pair): Promise<string> {
  const { random, model, now, world } = pair
  const n = whose(pair)
  const unit = pick(random, ['points', 'points', 'storedValue'] as const)
  const amount = unit === 'points' ? between(random, 1, 90) : between(random, 100, 3_000)
  const id = newRef(pair)
  const worker = await said(
    unit === 'points'
      ? spend(world, enrolmentOf(pair, n), amount, id, { now })
      : charge(
          env,
          pair.merchant,
          {
            storeId: world.store.id,
            externalRef: id,
            memberNumber: numberOf(pair, n),
            amountMinor: amount,
            currency: 'SEK',
            upTo: false,
          },
          now,
        ),
  )
  if (worker === 'done') pair.spends.push({ id, unit, n, charge: unit === 'storedValue' })
  return agree(`spend of ${amount} ${unit} by ${n}`, worker, model.spend(n, id, unit, amount, now))
}

async function undoSpend(pair: Pair): Promise<string> {
  const { random, spends, world, now, model } = pair
  if (spends.length === 0) return 'nothing was spent'
  const [one] = spends.splice(between(random, 0, spends.length - 1), 1) as [Pair['spends'][number]]
  if (one.charge) await refund(env, pair.merchant, world.store.id, one.id, now)
  else await restoreSpend(world, enrolmentOf(pair, one.n), one.id, now)
  model.undoSpend(one.id, now)
  return `spend ${one.id} of ${one.n} undone`
}

async function holdSome(pair: Pair): Promise<string> {
  const { random, model, now, world } = pair
  const n = whose(pair)
  const amount = between(random, 1, 60)
  const until = now + between(random, 1, 40 * 24 * 60) * 60_000
  const id = `hld_${newRef(pair)}`
  const worker = await said(hold(world, enrolmentOf(pair, n), amount, id, until, now))
  if (worker === 'done') pair.holds.push({ id, n })
  return agree(
    `hold of ${amount} by ${n} until ${new Date(until).toISOString()}`,
    worker,
    model.hold(n, id, 'points', amount, until, now),
  )
}

async function endHold(pair: Pair): Promise<string> {
  const { random, holds, world, now, model } = pair
  if (holds.length === 0) return 'nothing is held'
  const [{ id, n }] = holds.splice(between(random, 0, holds.length - 1), 1) as [Pair['holds'][number]]
  const captured = random() < 0.6
  const end = captured ? capture : release
  const worker = (await end(world, enrolmentOf(pair, n), id, now)) ? 'done' : 'over'
  return agree(
    `${captured ? 'capture' : 'release'} of ${id} of ${n}`,
    worker,
    captured ? model.capture(n, id, now) : model.release(n, id, now),
    'over',
  )
}

async function handOn(pair: Pair): Promise<string> {
  const { random, model, now, world } = pair
  const from = whose(pair)
  const to = (from + between(random, 1, MEMBERS - 1)) % MEMBERS
  const amount = between(random, 1, 80)
  const sender = {
    enrolmentId: enrolmentOf(pair, from),
    programId: world.programId,
    binding: 'DB',
    db: env.DB,
    requestKey: null,
  }
  const worker = await said(
    transfer(env, sender, { toNumber: numberOf(pair, to), unit: 'points', amount }, now),
  )
  return agree(`transfer of ${amount} from ${from} to ${to}`, worker, model.handOn(from, to, amount, now))
}

async function addByHand(pair: Pair): Promise<string> {
  const { random, model, now, world } = pair
  const n = whose(pair)
  const enrolmentId = enrolmentOf(pair, n)
  const id = newRef(pair)
  const kind = pick(random, ['gift', 'adjustment', 'topUp'] as const)
  const unit: ModelUnit = kind === 'topUp' ? 'storedValue' : 'points'
  const amount = unit === 'points' ? between(random, 1, 60) : between(random, 100, 5_000)
  if (kind === 'topUp') {
    await topUp(
      env,
      pair.merchant,
      { storeId: world.store.id, externalRef: id, enrolmentId, amountMinor: amount, currency: 'SEK' },
      now,
    )
  } else {
    const wanted = { enrolmentId, unit, amount, ...byHand }
    const { entries } = await (kind === 'gift' ? give : adjust)(env, handOf(pair), wanted, now)
    pair.gifts.push({ id, entry: entries[0]?.id as string })
  }
  model.add(n, id, unit, amount, now)
  return `${kind} of ${amount} to ${n}`
}

async function takeByHand(pair: Pair): Promise<string> {
  const { random, model, now } = pair
  const n = whose(pair)
  const amount = between(random, 1, 40)
  const wanted = { enrolmentId: enrolmentOf(pair, n), unit: 'points' as const, amount: -amount, ...byHand }
  return agree(
    `${amount} taken of ${n}`,
    await said(adjust(env, handOf(pair), wanted, now)),
    model.take(n, 'points', amount, now),
  )
}

async function reverseGift(pair: Pair): Promise<string> {
  const { random, gifts, now, model } = pair
  if (gifts.length === 0) return 'nothing was given'
  const { id, entry } = gifts.at(-between(random, 1, Math.min(5, gifts.length))) as Pair['gifts'][number]
  const worker = await said(reverse(env, handOf(pair), entry, byHand, now))
  return agree(`gift ${id} reversed`, worker, model.reverseGift(id, now), 'reversal_refused')
}

async function reverseEarned(pair: Pair): Promise<string> {
  const { random, bought, now, model } = pair
  if (bought.length === 0) return 'nothing was earned'
  const { ref } = bought.at(-between(random, 1, Math.min(8, bought.length))) as Pair['bought'][number]
  const entry = await env.DB.prepare(
    `SELECT e.id FROM ledger_entries e JOIN purchases p ON p.id = e.purchase_id
     WHERE p.external_ref = ? AND e.reason = 'earn' AND e.unit = 'points'`,
  )
    .bind(ref)
    .first<string>('id')
  const worker =
    entry === null ? 'reversal_refused' : await said(reverse(env, handOf(pair), entry, byHand, now))
  return agree(`points of ${ref} reversed`, worker, model.reverseEarned(ref, now), 'reversal_refused')
}

async function cron(pair: Pair): Promise<string> {
  const settled = await settleDue(env, 'DB', pair.now, 100)
  const published = pair.random() < 0.3 ? await publishDailyRoots(env, 'DB', pair.now) : 0
  return `cron: ${settled} settled, ${published} days published`
}

/** What the worker tells a member, and what the books keep of caps, in the model's words. */
async function readWorker(pair: Pair, n: number) {
  const { world, now } = pair
  const enrolmentId = enrolmentOf(pair, n)
  const of = { enrolmentId, programId: world.programId, binding: 'DB', db: env.DB }
  const { balances, tier, transfers } = await membershipAt(env, of, now)
  const text = await env.DB.prepare('SELECT data FROM standings WHERE enrolment_id = ?')
    .bind(enrolmentId)
    .first<string>('data')
  const { caps } = JSON.parse(text as string) as Standing
  const [year, month] = localDay(now).split('-').map(Number) as [number, number]
  const unit = (name: Unit) => balances.find((one) => one.unit === name)
  return {
    units: Object.fromEntries(
      UNITS.map((name) => {
        const { available = 0, pending = 0, held = 0, waiting = [] } = unit(name) ?? {}
        return [
          name,
          { available, pending, held, waiting: waiting.reduce((sum, { amount }) => sum + amount, 0) },
        ]
      }),
    ),
    tier: tier?.tier,
    tierEndsAt: tier?.endsAt,
    inMonth: caps.purchases?.periodStartsAt === midnight(year, month, 1) ? caps.purchases.inPeriod : 0,
    inAll: caps.purchases?.ever ?? 0,
    reviews: caps.reviews?.ever ?? 0,
    leftToHandOn: transfers?.leftToday,
    coming: Object.fromEntries(
      UNITS.map((name) => [
        name,
        { releases: unit(name)?.releases ?? [], expiries: unit(name)?.expiries ?? [] },
      ]),
    ),
  }
}

async function check(pair: Pair): Promise<void> {
  const { model, now } = pair
  for (let n = 0; n < MEMBERS; n += 1) {
    const coming = model.coming(n, now)
    expect(await readWorker(pair, n), `member ${n}`).toEqual({
      ...model.read(n, now),
      coming,
    })
  }
}

/** Runs so many acts. `null`: all agreed; otherwise what was done and where it parted. */
async function run(policy: Policy, seed: number, acts: number, checkEvery: number) {
  const pair = await newPair(policy, seed)
  const weights = ACTS_BY_WEIGHT.reduce((sum, [weight]) => sum + weight, 0)
  const log: string[] = []
  for (let at = 1; at <= acts; at += 1) {
    goOn(pair)
    let roll = pair.random() * weights
    const [, act] = ACTS_BY_WEIGHT.find(([weight]) => {
      roll -= weight
      return roll < 0
    }) as [number, Act]
    try {
      log.push(`${at} ${new Date(pair.now).toISOString()} ${await act(pair)}`)
      if (at % checkEvery === 0 || at === acts) await check(pair)
      if (at === acts) expect(await faultsIn(pair.world.programId)).toEqual([])
    } catch (error) {
      return { at, log, error: error as Error }
    }
  }
  return { at: acts, log, error: null }
}

describe.each(['only_pending', 'within_balance', 'debt'] as const)(
  'a workload under returns of %s',
  (policy) => {
    test(`agrees with a model of plain numbers after every ${CHECK_EVERY} of ${ACTS} acts (SEED=${SEED})`, async () => {
      const { at, error } = await run(policy, SEED, ACTS, CHECK_EVERY)
      if (!error) return
      // Once more, with a look after every act: it parted in one of the last few.
      const again = await run(policy, SEED, at, 1)
      throw new Error(
        `SEED=${SEED} ${policy}: parted at act ${again.at}\n${again.log.slice(-12).join('\n')}\n${again.error?.message ?? error.message}`,
        { cause: again.error ?? error },
      )
    }, 120_000)
  },
)
