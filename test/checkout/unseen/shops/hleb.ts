import { html, json, type Shop, Till } from './till.ts'

/** A Russian basket of an old make: prices with kopecks in small print, and links that go nowhere and do the work. */
export function hleb(): Shop {
  const till = new Till(1)
  return {
    till,
    path: '/personal/cart/',
    currency: 'RUB',
    typed: { '#komm': 'Без звонка' },
    answer({ url, body }, reply) {
      const code = body.get('coupon') ?? ''
      if (url.pathname === '/personal/cart/') return html(reply, PAGE)
      if (url.pathname === '/personal/order/') till.orders++
      const ok = body.get('action') !== 'add' || till.put(code)
      if (body.get('action') === 'del') till.take(code)
      setTimeout(() => json(reply, 200, { ok, coupons: till.codes, sum: till.totalMinor }), 400)
    },
  }
}

const PAGE = `<html lang="ru"><title>Корзина</title><body><h1>Корзина</h1><table class="basket"><tr><td>Хлеб бородинский, 4 шт.</td><td>120<sup>00</sup> руб.</td></tr><tr><td>Доставка</td><td>9<sup>00</sup> руб.</td></tr></table>
<div class="bx_ordercart_order_pay_left"><div class="bx_ordercart_coupon"><span>Введите код купона для получения скидки:</span><input type="text" id="coupon" name="COUPON" size="21"><a class="bt" href="javascript:void(0)" title="Применить">Применить</a><div id="list"></div></div></div>
<p>Комментарий: <input id="komm"></p><table class="itogo"><tr><td class="fwb">Итого:</td><td class="fwb" id="sum"></td></tr></table><a class="checkout" href="javascript:void(0)">Оформить заказ</a>
<script>
const $ = (selector) => document.querySelector(selector)
async function ajax(action, coupon) {
  const { ok, coupons, sum } = await (await fetch('/ajax.php', { method: 'POST', body: new URLSearchParams({ action, coupon }) })).json()
  const text = (sum / 100).toFixed(2).split('.')
  $('#sum').innerHTML = text[0] + '<sup>' + text[1] + '</sup> руб.'
  $('#list').innerHTML = coupons.map((one) => '<div class="bx_ordercart_coupon good"><input disabled type="text" value="' + one + '"><span class="del" data-coupon="' + one + '" role="button" title="Удалить купон"></span><div>применён</div></div>').join('')
    + (ok ? '' : '<div class="bx_ordercart_coupon bad"><input disabled type="text" value="' + coupon + '"><div>не найден</div></div>')
  $('#coupon').value = ''
}
$('.bt').onclick = () => ajax('add', $('#coupon').value)
$('#list').onclick = ({ target }) => target.dataset.coupon && ajax('del', target.dataset.coupon)
$('.checkout').onclick = () => fetch('/personal/order/', { method: 'POST' })
ajax('get', '')
</script><style>.del{display:inline-block;width:12px;height:12px;background:#c00}</style></body></html>`
