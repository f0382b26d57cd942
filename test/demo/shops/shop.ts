import { randomBytes } from 'node:crypto'
import type { PurchaseCreate } from '../../../shared/contracts/basket.ts'
import {
  allocateDiscount,
  amountOf,
  appliedCode,
  basketOf,
  type Cart,
  lineOf,
  type Product,
  type Shipping,
  type Totals,
  totalsOf,
} from './basket.ts'
import { type Connection, sendPurchase, sendReturn, validateCode, WorkerUnavailable } from './stamkund.ts'

/** What came of asking for a code. */
export type CodeOutcome =
  | 'applied'
  | 'unknown'
  | 'expired'
  | 'used'
  | 'conditions'
  | 'notLive'
  | 'notTogether'
  | 'unavailable'

/** A placed order, as the shop keeps it. */
export type Order = {
  /** The shop's number: the purchase's external reference. */
  id: string
  placedAt: number
  purchase: PurchaseCreate
  totals: Totals
  /** What each line cost before the code, in the lines' order: what a person recognises. */
  grossMinor: number[]
  code: string | null
  /** What became of it at the worker; `unsent` when it could not be reached. */
  delivery: 'recorded' | 'duplicate' | 'refused' | 'unsent'
  pointsEarned: number | null
  returns: { lines: { line: number; quantity: number }[]; refundMinor: number | null }[]
}

/** One visitor: a cart, the orders placed from it, and the one thing to say on the next page. */
export type Session = { id: string; cart: Cart; orderIds: string[]; notice: CodeOutcome | 'dropped' | null }

/** What differs between shops of different make: money and names. */
export type Trade = {
  orderPrefix: string
  currency: string
  shipping: Shipping
  nameOf(product: Product): string
}

/** Carts, codes and orders: what every shop has behind its pages. Kept in memory, gone with the process. */
export class Shop {
  readonly trade: Trade
  readonly log: (line: string) => void
  connection: Connection
  readonly orders = new Map<string, Order>()
  readonly #sessions = new Map<string, Session>()

  constructor(trade: Trade, connection: Connection, log: (line: string) => void) {
    this.trade = trade
    this.connection = connection
    this.log = log
  }

  /** The visitor of this cookie, or a new one. */
  session(id: string | undefined): Session {
    const known = id === undefined ? undefined : this.#sessions.get(id)
    if (known) return known
    const session: Session = {
      id: randomBytes(16).toString('base64url'),
      cart: { lines: [], code: null },
      orderIds: [],
      notice: null,
    }
    this.#sessions.set(session.id, session)
    return session
  }

  totals(cart: Cart): Totals {
    return totalsOf(cart, this.trade.shipping)
  }

  /** Asks the worker for a code. A good one takes the place of the one before; a bad one leaves it. */
  async applyCode(cart: Cart, code: string): Promise<CodeOutcome> {
    try {
      const { currency, shipping, nameOf } = this.trade
      const validation = await validateCode(this.connection, code, basketOf(cart, currency, shipping, nameOf))
      if (!validation.valid) return validation.reason ?? 'unknown'
      cart.code = appliedCode(validation)
      return 'applied'
    } catch (error) {
      if (!(error instanceof WorkerUnavailable)) throw error
      this.log(`code not checked: ${error.message}`)
      return 'unavailable'
    }
  }

  /**
   * Asks again after the cart has changed, and takes out a code that no longer holds: true if it did. Where the
   * worker can't be asked the visitor keeps what they were shown.
   */
  async dropStaleCode(cart: Cart): Promise<boolean> {
    if (!cart.code) return false
    const outcome = cart.lines.length === 0 ? 'conditions' : await this.applyCode(cart, cart.code.code)
    if (outcome === 'applied' || outcome === 'unavailable') return false
    cart.code = null
    return true
  }

  /** Takes the order and sends it. The shop has sold whether or not the worker heard of it. */
  async placeOrder(session: Session): Promise<Order> {
    const { cart } = session
    const totals = this.totals(cart)
    const id = `${this.trade.orderPrefix}-${orderNumber()}`
    const placedAt = Date.now()
    const order: Order = {
      id,
      placedAt,
      purchase: this.#purchaseOf(id, placedAt, cart, totals),
      totals,
      grossMinor: cart.lines.map(amountOf),
      code: cart.code?.code ?? null,
      delivery: 'unsent',
      pointsEarned: null,
      returns: [],
    }
    this.orders.set(id, order)
    session.orderIds.push(id)
    session.cart = { lines: [], code: null }
    await this.#deliver(order)
    // The worker is there again: what it missed goes now. Their keys are the same as the first time.
    if (order.delivery !== 'unsent')
      for (const missed of this.orders.values()) if (missed.delivery === 'unsent') await this.#deliver(missed)
    return order
  }

  /** The order of this visitor; nobody sees another's. */
  orderOf(session: Session, id: string): Order | null {
    return session.orderIds.includes(id) ? (this.orders.get(id) ?? null) : null
  }

  /** How many units of a line can still be given back. */
  returnable(order: Order, line: number): number {
    const given = order.returns.flatMap(({ lines }) => lines).filter((back) => back.line === line)
    return order.purchase.lines[line]!.quantity - given.reduce((total, back) => total + back.quantity, 0)
  }

  /** Gives lines back. False where there is nothing to give back or the worker can't be told. */
  async giveBack(order: Order, lines: { line: number; quantity: number }[]): Promise<boolean> {
    const wanted = lines.filter(
      ({ line, quantity }) => quantity > 0 && quantity <= this.returnable(order, line),
    )
    if (wanted.length === 0) return false
    try {
      const result = await sendReturn(this.connection, {
        storeId: this.connection.storeId,
        purchaseRef: order.id,
        externalRef: `${order.id}-R${order.returns.length + 1}`,
        returnedAt: Date.now(),
        lines: wanted,
      })
      order.returns.push({ lines: wanted, refundMinor: result.refundMinor })
      return true
    } catch (error) {
      if (!(error instanceof WorkerUnavailable)) throw error
      this.log(`return of ${order.id} not taken: ${error.message}`)
      return false
    }
  }

  async #deliver(order: Order): Promise<void> {
    // The store may have been registered after the order was placed.
    const purchase = { ...order.purchase, storeId: this.connection.storeId }
    try {
      const result = await sendPurchase(this.connection, purchase)
      order.delivery = result.status
      order.pointsEarned = result.enrolmentId === null ? null : result.pointsEarned
      const points = order.pointsEarned === null ? 'no member' : `${order.pointsEarned} points`
      this.log(
        `order ${order.id}: ${result.status}, ${points}${result.problem ? `, ${result.problem.title}` : ''}`,
      )
    } catch (error) {
      if (!(error instanceof WorkerUnavailable)) throw error
      this.log(`order ${order.id} not sent: ${error.message}`)
    }
  }

  #purchaseOf(id: string, placedAt: number, cart: Cart, totals: Totals): PurchaseCreate {
    const shippingMinor = cart.code?.freeShipping ? 0 : totals.shippingMinor
    const goodsOffMinor = totals.discountMinor - (totals.shippingMinor - shippingMinor)
    const offMinor = allocateDiscount(cart.lines.map(amountOf), goodsOffMinor)
    return {
      storeId: this.connection.storeId,
      externalRef: id,
      purchasedAt: placedAt,
      currency: this.trade.currency,
      totalMinor: totals.totalMinor,
      shippingMinor,
      lines: cart.lines.map((line, index) =>
        lineOf(line, amountOf(line) - offMinor[index]!, this.trade.nameOf),
      ),
      codes: cart.code ? [{ code: cart.code.code, discountMinor: totals.discountMinor }] : [],
      benefits: [],
      // Nobody is asked for a member number: the claimed code says whose purchase this is.
      buyer: {},
    }
  }
}

/** Short, and unlike any of an earlier run: the worker's records outlive this process. */
const orderNumber = (): string =>
  `${Math.floor(Date.now() / 1000).toString(36)}${randomBytes(2).toString('hex')}`.toUpperCase()
