import { pagesIn, type UnseenPage } from '../page.ts'

/** Russian shops with a field for a code, and such as have everything but. */
export const russian: UnseenPage[] = []
const { cart, checkout, other } = pagesIn('ru', russian)

cart(
  'tkani-korzina',
  ['/basket/', 'Корзина — Ткани'],
  'found .b-kup__inp',
  `
<div class="b-basket"><h1>Корзина</h1><div class="b-item">Лён, 3 м <span>2 370 ₽</span></div><div class="b-kup"><div class="b-kup__t">Введите промокод</div><input class="b-kup__inp"><div class="b-kup__ok">Применить</div></div><div class="b-itog"><span>Итого:</span> <b>2 370 ₽</b></div><a href="/order/">Оформить заказ</a></div>`,
  [237000, 'RUB'],
)

checkout(
  'sushi-zakaz',
  ['/checkout', 'Оформление заказа'],
  'hidden',
  `
<h1>Оформление заказа</h1><input placeholder="Улица"><input placeholder="Домофон"><input placeholder="Подъезд"><input placeholder="Комментарий курьеру"><div class="lnk" tabindex="0">У меня есть промокод</div><p>Приборы: 2</p><p>К оплате <b>1 290 руб.</b></p><button>Заказать</button>`,
  [129000, 'RUB'],
)

checkout(
  'knigi-tab',
  ['/order/pay', 'Оплата'],
  'hidden #p3 input',
  `
<h1>Оплата</h1><div role="tablist"><a role="tab" aria-selected="true">Бонусная карта</a><a role="tab" aria-controls="p3">Купон</a></div><div><input placeholder="Номер карты"><button>Списать баллы</button></div><div id="p3" hidden><input><button>Активировать</button></div><table><tr><td>Товары</td><td>864,00 руб.</td></tr><tr><td>Доставка</td><td>199,00 руб.</td></tr><tr><td>Всего к оплате</td><td>1 063,00 руб.</td></tr></table><button>Подтвердить заказ</button>`,
  [106300, 'RUB'],
)

checkout(
  'tehnika-forma',
  ['/personal/order/make/', 'Оформление'],
  'found input[name=C77]',
  `
<form id="bx-soa-order-form"><div class="bx-soa-section"><h2>Покупатель</h2><input placeholder="ФИО"><input placeholder="Телефон"></div><div class="bx-soa-coupon"><div class="bx-soa-coupon-label">Применить купон:</div><div class="bx-soa-coupon-block"><input name="C77" class="form-control"></div></div><div class="bx-soa-cart-total"><div>Товаров на: 14 990 руб.</div><div>Доставка: 490 руб.</div><div>Итого: 15 480 руб.</div></div><a class="btn">Оформить заказ</a></form>`,
  [1548000, 'RUB'],
)

cart(
  'kosmetika-shtorka',
  ['/product/krem', 'Крем'],
  'found .drawer input',
  `
<h1>Крем для рук</h1><p>350 ₽</p><div class="drawer" style="position:fixed;right:0;top:0;background:#fff"><h2>Ваша корзина</h2><p>Крем × 1</p><label><span>Код скидки</span><input></label><button>ОК</button><p>Сумма заказа: 350 ₽</p><a href="/checkout">Перейти к оформлению</a></div>`,
  [35000, 'RUB'],
)

checkout(
  'bilety-dva',
  ['/tickets/pay', 'Билеты'],
  'found #tk-promo-in',
  `
<h1>Ваш заказ</h1><p>Партер, ряд 5</p><input placeholder="E-mail для билетов"><section><h3>Промокод или сертификат</h3><input id="tk-promo-in"><button aria-label="Применить">✓</button></section><p>Сервисный сбор 240 ₽</p><p>Итого 2 640 ₽</p><button>Оплатить</button>`,
  [264000, 'RUB'],
)

checkout(
  'instrument-box',
  ['/cart/checkout', 'Заказ'],
  'hidden input.kpn',
  `
<h1>Заказ</h1><label><input type="checkbox"> Есть купон на скидку?</label><div class="flat"><input class="kpn"><button>Пересчитать</button></div><label>ИНН <input></label><p>Общая стоимость: 5 615,50 ₽</p><button>Отправить заказ</button>`,
  [561550, 'RUB'],
)

cart(
  'chai-element',
  ['/cart', 'Корзина'],
  'found ch-itog >>> input',
  `
<h1>Корзина</h1><p>Пуэр 357 г</p><ch-itog><template shadowrootmode="open"><div>Промокод<input><button>→</button></div><div>Скидка 0 ₽</div><div>Итого 1 800 ₽</div><button>К оформлению</button></template></ch-itog>`,
  [180000, 'RUB'],
)

checkout(
  'taxi-dialog',
  ['/pay', 'Оплата заказа'],
  'found [role=dialog] input',
  `
<h1>Оплата</h1><p>К оплате 480 ₽</p><div role="dialog" class="modal"><p>Введите код купона</p><p>Его можно найти в письме от нас</p><input autofocus><button>Сохранить</button></div><button>Оплатить</button>`,
  [48000, 'RUB'],
)

checkout(
  'ru-sertifikat',
  ['/checkout/payment', 'Оплата'],
  'none',
  `
<h1>Оплата</h1><div>Подарочная карта <input placeholder="Номер карты"><input placeholder="ПИН-код"><button>Применить</button></div><p>Скидка −300 ₽</p><p>Итого 2 700 ₽</p><button>Оплатить</button>`,
  [270000, 'RUB'],
)

checkout(
  'ru-domofon',
  ['/delivery', 'Доставка'],
  'none',
  `
<h1>Доставка</h1><input placeholder="Адрес"><input placeholder="Код домофона"><input placeholder="Этаж"><input placeholder="Комментарий"><button>Сохранить</button><p>Вы экономите 210 ₽</p><p>Итого: 3 140 ₽</p><button>К оплате</button>`,
  [314000, 'RUB'],
)

checkout(
  'ru-sms',
  ['/checkout/confirm', 'Подтверждение'],
  'none',
  `
<h1>Код подтверждения</h1><p>Отправили SMS на ваш номер</p><input maxlength="4" placeholder="Код"><button>Подтвердить</button><p>Отправить код ещё раз через 0:59</p>`,
)

other(
  'ru-spasibo',
  ['/order/success', 'Спасибо за заказ'],
  'none',
  `
<h1>Спасибо за заказ!</h1><p>Заказ № 4471</p><p>Промокод ЛЁН −237 ₽</p><p>Итого 2 133 ₽</p><p>Ваш промокод на следующую покупку: <input readonly value="СНОВА"></p><button>Скопировать</button>`,
)

other(
  'ru-promokody',
  ['/promokody/tkani', 'Промокоды на ноябрь'],
  'none',
  `
<h1>Промокоды магазина</h1><input placeholder="Найти магазин или промокод"><button>Найти</button><div>−15% на всё <button>Открыть промокод</button></div><div>Предложить промокод: <input placeholder="Промокод"><button>Добавить</button></div>`,
)

checkout(
  'ru-bonus',
  ['/order', 'Оформление'],
  'none',
  `
<h1>Контакты</h1><label>Номер карты лояльности <input></label><button>Проверить</button><label>Табельный номер <input></label><label>Телефон <input></label><p>К оплате: 990 ₽</p><button>Оформить заказ</button>`,
  [99000, 'RUB'],
)

other(
  'ru-bron',
  ['/my/trip', 'Моя бронь'],
  'none',
  `
<h1>Найти бронирование</h1><label>Код бронирования <input></label><label>Фамилия <input></label><button>Найти</button><p>Скидка 20% на багаж</p>`,
)

other(
  'ru-registr',
  ['/register', 'Регистрация'],
  'none',
  `
<h1>Регистрация</h1><input placeholder="Телефон"><label>Код приглашения от друга <input></label><button>Зарегистрироваться</button><p>500 бонусов за регистрацию</p>`,
)

other(
  'ru-kabinet',
  ['/lk', 'Личный кабинет'],
  'none',
  `
<h1>Личный кабинет</h1><h2>Мои купоны</h2><p>−10% до 31.12 <button>Использовать</button></p><label>Добавить чек <input placeholder="Номер чека"></label><button>Добавить</button>`,
)

cart(
  'ru-artikul',
  ['/cart', 'Корзина'],
  'none',
  `
<h1>Корзина</h1><p>Болт М8 — 12,50 ₽</p><label>Добавить по артикулу <input></label><button>Добавить</button><label>Индекс <input></label><button>Рассчитать доставку</button><p>Ваша скидка 3%</p><p>Итого 12,50 ₽</p><a href="/order">Оформить</a>`,
  [1250, 'RUB'],
)
