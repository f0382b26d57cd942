import { addToCart, readQuantity, setQuantity } from '../basket.ts'
import { html } from '../html.ts'
import type { Handler, Reply, Request, Routes } from '../server.ts'
import type { Session, Shop, Trade } from '../shop.ts'
import { GOODS, goodBySku, goodBySlug, type Language, SHELVES } from './catalogue.ts'
import { cartPage, checkoutPage, orderPage } from './checkout-pages.ts'
import type { View } from './layout.ts'
import { homePage, notFoundPage, productPage, searchPage, shelfPage } from './pages.ts'
import { picture } from './pictures.ts'
import { STYLE } from './style.ts'

const SESSION = 'tallboda_session'
const LANGUAGE = 'tallboda_language'

/** A cent-and-dollar shop: its history, where it has one, is an American grocer's. */
const trade: Trade = {
  orderPrefix: 'TB',
  currency: 'USD',
  shipping: { flatMinor: 590, freeFromMinor: 7500 },
  nameOf: ({ sku }) => goodBySku(sku)?.name.en ?? sku,
}

const ICON = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" fill="#3b2a20"/><path d="M16 4l7 11h-4l5 8h-6v5h-4v-5H8l5-8H9z" fill="#f1e3d0"/></svg>`

/** Tallboda Kafferosteri: pages made on the server, forms that post and come again, a code field behind a link. */
export const tallboda = { host: 'tallboda.localhost', trade, routes, notFound }

function routes(shop: Shop): Routes {
  const visit = visitor(shop)
  return {
    'GET /': visit((view) => page(homePage(view))),
    'GET /category/:slug': visit((view, { params }) => {
      const shelf = SHELVES.find(({ slug }) => slug === params.slug)
      return shelf ? page(shelfPage(view, shelf)) : missing(view)
    }),
    'GET /product/:slug': visit((view, { params }) => {
      const good = goodBySlug(params.slug!)
      return good ? page(productPage(view, good)) : missing(view)
    }),
    'GET /search': visit((view) => page(searchPage(view))),
    'GET /cart': visit((view) => page(cartPage(view))),
    'POST /cart/add': visit(async ({ session }, { form }) => {
      const good = goodBySku(form.get('sku') ?? '')
      if (good) addToCart(session.cart, good, '', Math.max(1, readQuantity(form.get('quantity'), 1)))
      await refresh(shop, session)
      return seeOther('/cart')
    }),
    'POST /cart/update': visit(async ({ session }, { form }) => {
      setQuantity(session.cart, form.get('sku') ?? '', readQuantity(form.get('quantity'), 1))
      await refresh(shop, session)
      return seeOther('/cart')
    }),
    'POST /cart/code': visit(async ({ session }, { form }) => {
      const code = (form.get('discount_code') ?? '').trim().slice(0, 60)
      session.notice = code === '' ? 'unknown' : await shop.applyCode(session.cart, code)
      return seeOther(`${backOf(form)}${session.notice === 'applied' ? '' : '#discount'}`)
    }),
    'POST /cart/code/remove': visit(({ session }, { form }) => {
      session.cart.code = null
      return seeOther(backOf(form))
    }),
    'GET /checkout': visit((view) =>
      view.session.cart.lines.length > 0 ? page(checkoutPage(view)) : seeOther('/cart'),
    ),
    // The address and the card's figures are asked for, as in any shop, and then neither read nor kept.
    'POST /checkout': visit(async ({ session }) => {
      if (session.cart.lines.length === 0) return seeOther('/cart')
      // Nobody pays another total than the one they were shown.
      if (await refresh(shop, session)) return seeOther('/checkout')
      return seeOther(`/orders/${(await shop.placeOrder(session)).id}`)
    }),
    'GET /orders/:id': visit((view, { params, url }) => {
      const order = shop.orderOf(view.session, params.id!)
      return order ? page(orderPage(view, order, url.searchParams.has('refused'))) : missing(view)
    }),
    'POST /orders/:id/return': visit(async (view, { params, form }) => {
      const order = shop.orderOf(view.session, params.id!)
      if (!order) return missing(view)
      const lines = order.purchase.lines.map((_, line) => ({
        line,
        quantity: readQuantity(form.get(`line-${line}`), 0),
      }))
      const taken = await shop.giveBack(order, lines)
      return seeOther(`/orders/${order.id}${taken ? '' : '?refused'}`)
    }),
    'GET /pictures/:file': ({ params }) => {
      const good = GOODS.find(({ sku }) => `${sku}.svg` === params.file)
      return good ? svg(picture(good).text) : { kind: 'json', value: null, status: 404 }
    },
    'GET /style.css': () => ({ kind: 'file', type: 'text/css; charset=utf-8', body: STYLE }),
    'GET /icon.svg': () => svg(ICON.text),
  }
}

function notFound(shop: Shop): Handler {
  return visitor(shop)(missing)
}

/** Finds the visitor and their language, and lets a notice be read once. */
const visitor =
  (shop: Shop) =>
  (respond: (view: View, request: Request) => Reply | Promise<Reply>): Handler =>
  async (request) => {
    const session = shop.session(request.cookies[SESSION])
    const asked = request.url.searchParams.get('lang')
    const language: Language = (asked ?? request.cookies[LANGUAGE]) === 'sv' ? 'sv' : 'en'
    const reply = await respond({ shop, session, language, url: request.url }, request)
    if (reply.kind === 'page') session.notice = null
    const cookies = [
      `${SESSION}=${session.id}; Path=/; HttpOnly; SameSite=Lax`,
      `${LANGUAGE}=${language}; Path=/; SameSite=Lax; Max-Age=31536000`,
    ]
    return { ...reply, cookies }
  }

/** True if the code had to go: the next page says so. */
async function refresh(shop: Shop, session: Session): Promise<boolean> {
  const dropped = await shop.dropStaleCode(session.cart)
  if (dropped) session.notice = 'dropped'
  return dropped
}

const page = (content: ReturnType<typeof homePage>, status = 200): Reply => ({
  kind: 'page',
  page: content,
  status,
})
const missing = (view: View): Reply => page(notFoundPage(view), 404)
const seeOther = (location: string): Reply => ({ kind: 'seeOther', location })
const svg = (body: string): Reply => ({ kind: 'file', type: 'image/svg+xml', body })

/** Back to the page that the code was typed on, and to no other address that a form may name. */
const backOf = (form: URLSearchParams): string => (form.get('back') === '/checkout' ? '/checkout' : '/cart')
