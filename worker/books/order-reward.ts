import {
  DomainError,
  foldCode,
  MAX_AMOUNT,
  type MemberReward,
  type ProgramRules,
  type RewardGoods,
  type RewardOrder,
  type RewardOrderCreate,
} from '../../shared/contracts/index.ts'
import {
  draw,
  entitlementsOf,
  expiresAtFirst,
  type LotOpening,
  type MemberNow,
} from '../../shared/ledger/index.ts'
import { goodsSpec, judgeReward, type Shopper } from '../../shared/ledger/rewards/index.ts'
import { writeBookStatements } from '../db/books.ts'
import { insertDonations } from '../db/causes.ts'
import { catalogueAt } from '../db/compiled.ts'
import { brokenPromise, type Db, inTurn, Stale } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { keepDone } from '../db/moves.ts'
import { insertOrder, type NewOrder, readOrdering } from '../db/reward-ordering.ts'
import { orderIn, selectOrder } from '../db/reward-orders.ts'
import type { Env } from '../env.ts'
import { mintCode } from '../http/codes.ts'
import { fieldError } from '../http/reported.ts'
import { closeBooks, OpenBook } from './open-book.ts'
import { keepKey } from './seal.ts'

/** Where a member's programme is kept. */
export interface MemberPlace {
  programId: string
  enrolmentId: string
  binding: string
  db: Db
  /** What the request is known by if it comes again; left out, it came without a key. */
  requestKey?: string | null
}

/** What a member brings to the catalogue, out of their books as they stand. */
export function shopperOf(
  { accounts, standing, plans: held }: Pick<MemberNow, 'accounts' | 'standing' | 'plans'>,
  rules: ProgramRules,
  unit: RewardOrder['price']['unit'],
  has: number,
): Shopper {
  const plans = held.map(({ key }) => key)
  return {
    has,
    available: accounts[unit]?.available ?? 0,
    tier: standing.tier ?? rules.tiers?.levels[0]?.key ?? null,
    plans,
    earlyAccessHours: entitlementsOf(rules, standing.tier, plans).earlyAccessHours ?? 0,
  }
}

/**
 * Orders a reward: the price, the place, the code, the gift to a cause and the top-up are one write, or nothing is.
 * Whoever waits for a seat has the price held until the event, and spends it when one falls free.
 *
 * @throws DomainError not_found, reward_unavailable with `refusals`, insufficient_points, invalid_request, busy
 */
export async function orderReward(
  env: Env,
  { programId, enrolmentId, binding, db, requestKey = null }: MemberPlace,
  wanted: RewardOrderCreate,
  now: number,
): Promise<RewardOrder> {
  return inTurn(async () => {
    const read = await readOrdering(db, programId, enrolmentId, wanted.reward, now, requestKey)
    if (read.doneId !== null)
      return orderIn((await db.batch([selectOrder(db, programId, read.doneId, now)]))[0]) as RewardOrder
    if (!read.shelf) throw new DomainError('not_found', `No reward ${wanted.reward}`)
    if (!read.books) throw new DomainError('not_found', 'This membership is gone')
    const { rules } = await catalogueAt(env, binding, programId, read.catalogueVersion, db)
    const open = new OpenBook(read.books, programId, rules, now, read.lots)
    const { reward } = read.shelf
    const { goods, price } = reward
    const judged = judgeReward(
      read.shelf,
      shopperOf({ ...open.book, plans: open.plans }, rules, price.unit, read.has),
      rules.timeZone,
      now,
    )
    if (judged.refusals.length > 0) throw refusalOf(judged)
    const cause = causeOf(goods, wanted.cause, read.causes)

    const spec = goodsSpec(goods)
    const gives = spec.gives(goods)
    const id = newId('ord')
    const hold = judged.waits && goods.kind === 'seat' ? { id: newId('hld'), expiresAt: goods.eventAt } : null
    const placed: NewOrder = {
      id,
      programId,
      enrolmentId,
      rewardId: reward.id,
      rewardRevision: read.shelf.revision,
      reward: reward.key,
      state: hold ? 'waiting' : spec.begins,
      content: reward.content,
      goods,
      unit: price.unit,
      amount: price.amount,
      code: gives.mint === undefined ? null : foldCode(mintCode(gives.mint)),
      fromPool: gives.fromPool ?? false,
      cause,
      donatedMinor: cause === null ? null : (gives.donatesMinor ?? null),
      hold,
      orderedAt: now,
    }
    const drawn = draw(open.book.lots, {
      ...price,
      reason: hold ? 'hold' : 'spend',
      toAccount: hold ? 'held' : 'spent',
      reference: hold ? `hold:${hold.id}` : `reward:${id}`,
      sourceId: hold?.id ?? id,
    })
    // The balance was enough, so the lots are: something was written between reading the one and the other.
    if (!drawn) throw new Stale(new Error(`Lots of ${enrolmentId} do not add up`))
    open.post(drawn)
    if (gives.topsUpMinor !== undefined) topUp(open, rules, id, gives.topsUpMinor)
    open.act('spend', now)
    open.settle()

    const key = await keepKey(env, db, binding)
    try {
      const results = await db.batch([
        ...insertOrder(db, placed),
        ...insertDonations(db, programId, donationOf(placed)),
        ...writeBookStatements(db, await closeBooks(env, [open])),
        ...keepDone(db, requestKey, { orderId: id }, now),
        ...key.statements,
        selectOrder(db, programId, id, now),
      ])
      key.written()
      return orderIn(results.at(-1)) as RewardOrder
    } catch (error) {
      const broken = brokenPromise(error)
      // Another order came first to the code or the place in the queue: read again.
      const taken = broken !== null && typeof broken === 'object' && 'unique' in broken ? broken.unique : ''
      if (/reward_orders\.|pool_codes\.|moves_done\./.test(taken)) throw new Stale(error)
      throw error
    }
  }, [enrolmentId])
}

function refusalOf({ refusals, missing, opensAt, reward }: MemberReward): DomainError {
  const extra = { refusals, missing, opensAt }
  return refusals.length === 1 && missing > 0
    ? new DomainError('insufficient_points', `${missing} ${reward.price.unit} are missing`, extra)
    : new DomainError('reward_unavailable', `${reward.key}: ${refusals.join(', ')}`, extra)
}

/** Whom the gift is for; `null` where it is none. */
function causeOf(goods: RewardGoods, wanted: string | undefined, open: readonly string[]): string | null {
  if (goods.kind !== 'donation') {
    if (wanted !== undefined) throw fieldError('cause', 'is only for a gift to a cause')
    return null
  }
  const choice = goods.causes.length === 0 ? open : open.filter((key) => goods.causes.includes(key))
  const cause = wanted ?? (choice.length === 1 ? choice[0] : undefined)
  if (cause === undefined) throw fieldError('cause', 'is needed: whom is it for?')
  if (!choice.includes(cause)) throw fieldError('cause', `takes no gifts: ${cause}`)
  return cause
}

/** Puts stored value on the member's account, under the terms that the unit has. */
function topUp(open: OpenBook, rules: ProgramRules, orderId: string, amount: number): void {
  const { available, pending, held } = open.account('storedValue')
  if (available + pending + held + amount > MAX_AMOUNT)
    throw new DomainError('invalid_request', 'It is more than an account can hold')
  const expiry = rules.units.storedValue?.expiry ?? null
  const lot: LotOpening = {
    id: newId('lot'),
    unit: 'storedValue',
    amount,
    remaining: 0,
    state: 'pending',
    earnedAt: open.now,
    activatesAt: open.now,
    activatesOn: null,
    expiresAt: expiry === null ? null : expiresAtFirst(expiry, open.now, rules.timeZone),
    expiry: expiry === null || expiry.kind === 'never' ? null : expiry,
    purchaseId: null,
    sourceId: orderId,
    ruleKey: null,
  }
  open.post(
    [
      {
        unit: 'storedValue',
        reason: 'convert',
        fromAccount: 'converted',
        toAccount: 'available',
        amount,
        lotId: lot.id,
        reference: `reward:${orderId}:topUp`,
        sourceId: orderId,
      },
    ],
    [lot],
  )
}

const donationOf = ({ id, cause, donatedMinor, orderedAt }: NewOrder) =>
  cause === null || donatedMinor === null
    ? []
    : [
        {
          id: newId('don'),
          cause,
          orderId: id,
          purchaseId: null,
          returnId: null,
          amountMinor: donatedMinor,
          times: 1 as const,
          givenAt: orderedAt,
        },
      ]
