import { cartView, checkoutView } from './checkout.ts'
import { h } from './dom.ts'
import { orderView } from './order.ts'
import { load, readOrder, state } from './state.ts'
import { listenForTyping } from './summary.ts'
import { departmentView, garmentView, heading, homeView } from './views.ts'
import { chooseLanguage, language, words } from './words.ts'

const root = document.querySelector('#app')!

function go(path: string): void {
  history.pushState(null, '', path)
  void draw(true)
}

/** Draws the view that the address names. `arrived`: someone came here from another view, so focus and scroll follow. */
async function draw(arrived: boolean): Promise<void> {
  const asked = new URLSearchParams(location.search).get('lang')
  if (asked === 'sv' || asked === 'en') chooseLanguage(asked)
  const path = pathname()
  const content = (await viewOf(path)) ?? [heading(words().missing)]
  document.documentElement.lang = language()
  root.replaceChildren(header(path), h('main', {}, h('div', { class: 'wrap' }, content)), footer())
  const title = document.querySelector('h1')
  document.title = title ? `${title.textContent} · Vindfäste` : 'Vindfäste'
  if (!arrived) return
  window.scrollTo(0, 0)
  title?.focus()
}

/** The path as people write it; one that is no valid percent-encoding leads nowhere anyway. */
function pathname(): string {
  try {
    return decodeURIComponent(location.pathname)
  } catch {
    return location.pathname
  }
}

async function viewOf(path: string): Promise<HTMLElement[] | null> {
  const [, place = '', name = ''] = path.split('/')
  switch (place) {
    case '':
      return homeView()
    case 'kategori':
      return departmentView(name)
    case 'produkt':
      return garmentView(name, go)
    case 'varukorg':
      return cartView(() => void draw(false))
    case 'kassa':
      return checkoutView(go)
    case 'order': {
      const order = await readOrder(name)
      return order && orderView(order, () => void draw(false))
    }
    default:
      return null
  }
}

function header(path: string): HTMLElement {
  const t = words()
  const link = (to: string, text: string): HTMLElement =>
    h('a', { href: to, 'aria-current': path === to ? 'page' : null }, text)
  const units = state.cart.lines.reduce((total, line) => total + line.quantity, 0)
  return h(
    'header',
    { class: 'bar' },
    h(
      'div',
      { class: 'wrap' },
      h('a', { class: 'brand', href: '/' }, 'VINDFÄSTE'),
      h(
        'nav',
        { 'aria-label': 'Vindfäste' },
        state.catalogue.departments.map(({ slug, name }) => link(`/kategori/${slug}`, name[language()])),
        link('/varukorg', `${t.cart} (${units})`),
      ),
    ),
  )
}

function footer(): HTMLElement {
  const other = language() === 'sv' ? 'en' : 'sv'
  return h(
    'footer',
    { class: 'foot' },
    h(
      'div',
      { class: 'wrap' },
      h('span', {}, words().free),
      h('span', {}, 'Vindfäste · demo'),
      h('a', { href: `?lang=${other}`, hreflang: other }, words().other),
    ),
  )
}

/** Links within the shop change the view; a new tab, a modifier key or another site is the browser's own affair. */
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link || event.defaultPrevented || event.button !== 0) return
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || link.origin !== location.origin)
    return
  event.preventDefault()
  go(link.href)
})
window.addEventListener('popstate', () => void draw(true))

listenForTyping()
await load()
await draw(false)
