import type { Reward, RewardGoods, RewardGoodsKind, RewardOrderState } from '../../contracts/index.ts'

/** Why an order can't be given back. */
export type StaysBecause =
  | 'used'
  | 'shown'
  | 'handedOver'
  | 'onItsWay'
  | 'eventDay'
  | 'begun'
  | 'given'
  | 'spent'

/** An order as far as giving it back depends on it. */
export interface OrderFacts {
  state: RewardOrderState
  /** A purchase has used its code. */
  used: boolean
  /** Of a top-up: nothing of it has been spent, and nothing has run out. */
  whole: boolean
}

/** Who wants to give it back, and when. */
export interface GivingBack {
  by: 'member' | 'shop'
  now: number
  /** The programme's time zone. */
  zone: string
}

/** What comes with an order besides the goods themselves. */
export interface OrderGives {
  /** A code of the member's own, that we make. */
  mint?: string
  /** The next code of the shop's. */
  fromPool?: true
  /** Given by the shop to the cause that the member chose, in minor units. */
  donatesMinor?: number
  /** Put on the member's stored value, in minor units. */
  topsUpMinor?: number
}

/** A kind of goods: what ordering it does, how it goes on, and until when it can be given back. */
export interface GoodsSpec<Kind extends RewardGoodsKind = RewardGoodsKind> {
  kind: Kind
  /** How far an order has come when it is paid: `delivered` where it is given at once. */
  begins: 'ordered' | 'delivered'
  /** Where the shop can take an order from each state. Back is never among them; cancelling is `stays`. */
  steps: Partial<Record<RewardOrderState, readonly RewardOrderState[]>>
  /** Handed over when the card is shown. */
  byCard: boolean
  /** When the goods themselves are over; `null`: never. */
  endsAt(goods: Extract<RewardGoods, { kind: Kind }>): number | null
  gives(goods: Extract<RewardGoods, { kind: Kind }>): OrderGives
  /** Why an order can't be given back now; `null`: it can. One that waits always can. */
  stays(goods: Extract<RewardGoods, { kind: Kind }>, order: OrderFacts, how: GivingBack): StaysBecause | null
}

/** What a code takes off, where we know it. */
export const discountOf = (goods: RewardGoods): Reward | null =>
  goods.kind === 'code' ? (goods.discount ?? null) : null
