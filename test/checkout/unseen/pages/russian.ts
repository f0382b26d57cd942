import { pagesIn, type UnseenPage } from '../page.ts'

/** Carts and checkouts of Russian shops, with a code field. */
export const russian: UnseenPage[] = []
const ru = pagesIn('ru', russian)

ru.cart(
  'bitrix-basket',
  ['/personal/cart/', 'Моя корзина'],
  'found .basket-coupon-block-field-input input',
  `<div id="basket-root"><div class="basket-checkout-container"><div class="basket-coupon-section"><div class="basket-coupon-block-field"><div class="basket-coupon-block-field-description">Введите код купона для скидки:</div><div class="basket-coupon-block-field-input"><input type="text" class="form-control"><span class="basket-coupon-block-coupon-btn"></span></div></div></div><div class="basket-checkout-block"><div>Итого:</div><div class="basket-coupon-block-total-price-current">4 590 руб.</div><button class="btn">Оформить заказ</button></div></div><div class="item">Чайник <input type="number" value="1"> 4 590 руб.</div></div>`,
  [459000, 'RUB'],
)
ru.cart(
  'insales-cart',
  ['/cart_items', 'Корзина'],
  'found .js-kupon',
  `<form action="/cart_items" class="cart"><div class="cart-item">Рюкзак городской <input name="cart[quantity][1]" value="1"> 2 990 ₽</div><div class="discount-form"><input class="js-kupon" type="text" placeholder="Промокод"><button type="button">Применить</button></div><div class="cart-total">Итого: <span>2 990 ₽</span></div><button>Оформить заказ</button></form>`,
  [299000, 'RUB'],
)
ru.checkout(
  'tilda-zakaz',
  ['/zakaz', 'Заказ'],
  'found .t-input-promocode',
  `<div class="t706"><div class="t706__cartwin-top">Ваш заказ:</div><div class="t706__product">Свеча соевая — 1 200 р.</div><form class="t-form"><input placeholder="Имя" name="Name"><input placeholder="Телефон" type="tel" name="Phone"><div class="t-inputpromocode__wrapper"><input class="t-input-promocode t-input" placeholder="Есть промокод?" name="t706_code"><div class="t-inputpromocode__btn">Активировать</div></div><div class="t706__total">Итоговая сумма: 1 200 р.</div><button type="submit">Оформить заказ</button></form></div>`,
  [120000, 'RUB'],
)
ru.checkout(
  'marketplace-oformlenie',
  ['/checkout', 'Оформление заказа'],
  'hidden',
  `<div id="__nuxt"><div class="a1b0"><h1>Оформление заказа</h1><div class="c2d">Кофемашина 24 999 ₽</div></div><div class="a1b1"><button class="e3f" type="button">Ввести промокод</button><div><span>Товары, 1 шт.</span><span>24 999 ₽</span></div><div><span>Скидка</span><span>−2 000 ₽</span></div><div class="g4"><span>Итого</span><span>22 999 ₽</span></div><button>Оплатить онлайн</button></div></div>`,
  [2299900, 'RUB'],
)
ru.cart(
  'opencart-ru-accordion',
  ['/index.php', 'Корзина покупок'],
  'hidden #input-coupon',
  `<div id="content"><h1>Корзина покупок</h1><table><tr><td>Лампа настольная</td><td><input name="quantity[1]" value="1"></td><td>1 850.00р.</td></tr></table><div class="panel-group"><div class="panel"><h4><a href="#collapse-coupon" class="accordion-toggle collapsed">Использовать купон на скидку</a></h4><div id="collapse-coupon" class="off"><label for="input-coupon">Введите код купона</label><input id="input-coupon" name="coupon"><input type="button" value="Применить купон"></div></div><div class="panel"><h4><a href="#collapse-voucher">Использовать подарочный сертификат</a></h4><div id="collapse-voucher" class="off"><input name="voucher"><input type="submit" value="Применить"></div></div></div><table><tr><td>Сумма:</td><td>1 850.00р.</td></tr><tr><td>Доставка:</td><td>300.00р.</td></tr><tr><td>Итого:</td><td>2 150.00р.</td></tr></table><a href="#">Оформление заказа</a></div>`,
  [215000, 'RUB'],
)
ru.cart(
  'webasyst-cart',
  ['/shop/cart/', 'Корзина'],
  'hidden input[name=coupon_code]',
  `<form method="post"><div class="row">Мяч футбольный <input name="quantity[3]" value="1"> 1 490 руб.</div><p><a href="#" class="inline-link"><b><i>Использовать купон</i></b></a></p><p class="coupon" style="display:none"><input type="text" name="coupon_code" placeholder="Код купона"><input type="submit" value="Применить"></p><div>Скидка: 0 руб.</div><div>К оплате: <b>1 490 руб.</b></div><input type="submit" name="checkout" value="Оформить заказ"></form>`,
  [149000, 'RUB'],
)
ru.checkout(
  'bitrix-soa',
  ['/personal/order/make/', 'Оформление заказа'],
  'found #coupon-soa',
  `<form id="bx-soa-order-form"><div class="bx-soa-section"><h2>Способ доставки</h2><label><input type="radio" name="D"> Курьер</label><input name="ORDER_PROP_4" placeholder="Индекс"><input name="ORDER_PROP_9" placeholder="Код домофона"></div><div class="bx-soa-coupon"><div class="bx-soa-coupon-label"><label>Применить скидку или промокод:</label></div><div class="bx-soa-coupon-input"><input id="coupon-soa" type="text"></div></div><div class="bx-soa-cart-total"><div>Товаров на: 5 400 руб.</div><div>Доставка: 350 руб.</div><div class="bx-soa-cart-total-line-total">Итого: 5 750 руб.</div></div><a class="btn">Оформить заказ</a></form>`,
  [575000, 'RUB'],
)
ru.cart(
  'styled-ru-sertifikat',
  ['/basket', 'Корзина'],
  'found .sc-gKq',
  `<div class="sc-aXb"><div class="sc-bYc">Платье миди<span>6 990 ₽</span></div><div class="sc-cZd"><p class="sc-dAe">Промокод или сертификат</p><div class="sc-eBf"><input class="sc-gKq" value=""><button class="sc-hLr" aria-label="Применить"><svg width="12" height="12"></svg></button></div></div><div class="sc-iMs"><span>Всего</span><span>6 990 ₽</span></div><button class="sc-jNt">Перейти к оформлению</button></div>`,
  [699000, 'RUB'],
)
