import type { Basket } from '../../../../shared/contracts/basket.ts'
import type { Totals } from '../basket.ts'
import { addToCart, amountOf, basketOf, readQuantity, setQuantity, skuOf } from '../basket.ts'
import type { Handler, Reply, Request, Routes } from '../server.ts'
import type { CodeOutcome, Order, Session, Shop } from '../shop.ts'
import { DEPARTMENTS, GARMENTS, garmentBySku } from './catalogue.ts'

const SESSION = 'vindfaste_session'

/** What the page is told of its cart after every change. */
export type CartState = {
  lines: { sku: string; productSku: string; option: string; quantity: number; amountMinor: number }[]
  totals: Totals
  code: string | null
  notice: CodeOutcome | 'dropped' | null
  basket: Basket
}

/** What the page is told of an order. */
export type OrderState = Pick<Order, 'id' | 'code' | 'totals' | 'delivery' | 'pointsEarned' | 'returns'> & {
  lines: {
    sku: string
    name: string
    quantity: number
    amountMinor: number
    grossMinor: number
    returnable: number
  }[]
  totalMinor: number
}

/** The JSON that the page lives on. Every answer is the whole new state. */
export function apiRoutes(shop: Shop): Routes {
  const visit = visitor(shop)
  const cart = (session: Session, notice: CartState['notice'] = null): Reply =>
    json(cartState(shop, session, notice))

  return {
    'GET /api/catalogue': () => json({ departments: DEPARTMENTS, garments: GARMENTS }),
    'GET /api/cart': visit((session) => cart(session)),
    'POST /api/cart': visit(async (session, body) => {
      const garment = garmentBySku(String(body.sku))
      const size = String(body.size ?? '')
      if (!garment || (garment.sizes.length > 0 && !garment.sizes.includes(size))) return json(null, 422)
      addToCart(session.cart, garment, garment.sizes.length > 0 ? size : '', 1)
      return cart(session, await staleNotice(shop, session))
    }),
    'PUT /api/cart': visit(async (session, body) => {
      setQuantity(session.cart, String(body.sku), readQuantity(body.quantity, 1))
      return cart(session, await staleNotice(shop, session))
    }),
    'POST /api/code': visit(async (session, body) => {
      const code = String(body.code ?? '')
        .trim()
        .slice(0, 60)
      return cart(session, code === '' ? 'unknown' : await shop.applyCode(session.cart, code))
    }),
    'DELETE /api/code': visit((session) => {
      session.cart.code = null
      return cart(session)
    }),
    'POST /api/orders': visit(async (session) => {
      if (session.cart.lines.length === 0) return json(null, 422)
      // Nobody pays another total than the one they were shown.
      const stale = await staleNotice(shop, session)
      if (stale) return json({ cart: cartState(shop, session, stale), order: null }, 409)
      const order = await shop.placeOrder(session)
      return json({ cart: cartState(shop, session, null), order: orderState(shop, order) }, 201)
    }),
    'GET /api/orders/:id': visit((session, _, { params }) => {
      const order = shop.orderOf(session, params.id!)
      return order ? json(orderState(shop, order)) : json(null, 404)
    }),
    'POST /api/orders/:id/return': visit(async (session, body, { params }) => {
      const order = shop.orderOf(session, params.id!)
      if (!order) return json(null, 404)
      const wanted = Array.isArray(body.quantities) ? body.quantities : []
      const lines = order.purchase.lines.map((_, line) => ({ line, quantity: readQuantity(wanted[line], 0) }))
      const taken = await shop.giveBack(order, lines)
      return json(orderState(shop, order), taken ? 200 : 502)
    }),
  }
}

/** Finds the visitor and the JSON that they sent. */
const visitor =
  (shop: Shop) =>
  (
    respond: (session: Session, body: Record<string, unknown>, request: Request) => Reply | Promise<Reply>,
  ): Handler =>
  async (request) => {
    const session = shop.session(request.cookies[SESSION])
    const body = typeof request.json === 'object' && request.json !== null ? request.json : {}
    const reply = await respond(session, body as Record<string, unknown>, request)
    return { ...reply, cookies: [`${SESSION}=${session.id}; Path=/; HttpOnly; SameSite=Lax`] }
  }

const staleNotice = async (shop: Shop, session: Session): Promise<'dropped' | null> =>
  (await shop.dropStaleCode(session.cart)) ? 'dropped' : null

function cartState(shop: Shop, { cart }: Session, notice: CartState['notice']): CartState {
  const { currency, shipping, nameOf } = shop.trade
  return {
    lines: cart.lines.map((line) => ({
      sku: skuOf(line),
      productSku: line.product.sku,
      option: line.option,
      quantity: line.quantity,
      amountMinor: amountOf(line),
    })),
    totals: shop.totals(cart),
    code: cart.code?.code ?? null,
    notice,
    basket: basketOf(cart, currency, shipping, nameOf),
  }
}

const orderState = (shop: Shop, order: Order): OrderState => ({
  id: order.id,
  code: order.code,
  totals: order.totals,
  delivery: order.delivery,
  pointsEarned: order.pointsEarned,
  returns: order.returns,
  totalMinor: order.purchase.totalMinor,
  lines: order.purchase.lines.map((line, index) => ({
    sku: line.sku,
    name: line.name ?? line.sku,
    quantity: line.quantity,
    amountMinor: line.amountMinor,
    grossMinor: order.grossMinor[index]!,
    returnable: shop.returnable(order, index),
  })),
})

const json = (value: unknown, status = 200): Reply => ({ kind: 'json', value, status })
