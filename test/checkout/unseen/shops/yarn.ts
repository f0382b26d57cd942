import { html, json, type Shop, Till } from './till.ts'

/** A Russian client-rendered basket: one address for every question, what is said in a toast, a total that counts its way. */
export function yarn(): Shop {
  const till = new Till(2)
  return {
    till,
    path: '/korzina',
    currency: 'RUB',
    typed: { '[name=kommentarij]': 'Позвонить заранее' },
    answer({ url, body }, reply) {
      if (url.pathname === '/korzina') return html(reply, PAGE)
      if (url.pathname !== '/graphql') return json(reply, 404, {})
      const { operationName, variables } = JSON.parse(body.get('query') ?? '{}')
      let errors: { message: string }[] | undefined
      if (operationName === 'Order') till.orders++
      if (operationName === 'ApplyPromo' && !till.put(variables.code))
        errors = [{ message: 'Промокод не найден' }]
      if (operationName === 'DropPromo') till.take(variables.code)
      const cart = {
        promos: till.codes.map((code) => ({ code, off: till.off(code) })),
        total: till.totalMinor,
      }
      setTimeout(() => json(reply, 200, { data: { cart }, errors }), operationName === 'Cart' ? 50 : 600)
    },
  }
}

const PAGE = `<html lang="ru"><title>Корзина</title><style>.toast{position:fixed;bottom:8px;right:8px}</style><body><main><h1>Корзина</h1>
<div class="row"><span>Пряжа, 10 мотков</span><span>120 ₽</span></div><div class="row"><span>Доставка</span><span>9 ₽</span></div>
<label>Комментарий <input name="kommentarij"></label>
<div class="promo"><div class="promo__in"><input class="promo__field" placeholder="Промокод"><button class="promo__go" type="button">Применить</button></div><div class="promo__list"></div></div>
<div class="row row--total"><span>К оплате</span><span class="sum"></span></div><button class="order" type="button">Оформить заказ</button></main>
<script>
const rub = (minor) => (minor / 100).toLocaleString('ru-RU', { minimumFractionDigits: minor % 100 ? 2 : 0 }) + ' ₽'
const $ = (selector) => document.querySelector(selector)
let shown = null
function count(to) {
  const from = shown ?? to, begun = performance.now()
  shown = to
  const step = () => {
    const part = Math.min(1, (performance.now() - begun) / 700)
    $('.sum').textContent = rub(Math.round((from + (to - from) * part) / 100) * 100)
    if (part < 1) setTimeout(step, 40); else $('.sum').textContent = rub(to)
  }
  step()
}
async function ask(operationName, code) {
  const answer = await (await fetch('/graphql', { method: 'POST', body: new URLSearchParams({ query: JSON.stringify({ operationName, variables: { code } }) }) })).json()
  const { promos, total } = answer.data.cart
  $('.promo__list').innerHTML = promos.map(({ code, off }) => '<div class="chip"><span>' + code + '</span> <span>−' + rub(off) + '</span> <button type="button" data-code="' + code + '" title="Удалить промокод">✕</button></div>').join('')
  count(total)
  if (answer.errors) {
    const toast = document.body.appendChild(Object.assign(document.createElement('div'), { className: 'toast', textContent: answer.errors[0].message }))
    toast.role = 'alert'
    setTimeout(() => toast.remove(), 1200)
  } else if (operationName === 'ApplyPromo') $('.promo__field').value = ''
}
$('.promo__go').onclick = () => ask('ApplyPromo', $('.promo__field').value)
$('.promo__list').onclick = ({ target }) => target.dataset.code && ask('DropPromo', target.dataset.code)
$('.order').onclick = () => ask('Order')
ask('Cart')
</script></body></html>`
