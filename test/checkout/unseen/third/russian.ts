import { pagesIn, type UnseenPage } from '../page.ts'

/** Russian and Ukrainian shops, with a field for a code and without. */
export const russian: UnseenPage[] = []
const { cart, checkout, other } = pagesIn('ru', russian)
const uk = pagesIn('uk', russian)

cart(
  'ru-chai',
  ['/cart/', 'Корзина'],
  'found .basket-coupon-block input',
  `<h1>Корзина</h1><p>Улун 100 г 640 ₽</p><div class="basket-coupon-block"><div>Введите код купона для скидки:</div><div><input type="text" class="form-control"><span class="basket-coupon-block-coupon-btn">&rarr;</span></div></div><div>Итого: <b>640 ₽</b></div><button>Оформить заказ</button>`,
  [64000, 'RUB'],
)
checkout(
  'ru-knigi',
  ['/checkout', 'Оформление заказа'],
  'found #promo',
  `<h1>Оформление заказа</h1><label>Домофон<input></label><label>Комментарий курьеру<input></label><label for="promo">Промокод</label><input id="promo"><button>Применить</button><p>Товары (2) 1 148 ₽</p><p>Доставка 199 ₽</p><p>К оплате 1 347 ₽</p><button>Подтвердить</button>`,
  [134700, 'RUB'],
)
cart(
  'ru-odezhda',
  ['/basket', 'Моя корзина'],
  'hidden',
  `<h1>Моя корзина</h1><p>Пальто <s>18 990 ₽</s> 12 990 ₽</p><div class="link" role="button" tabindex="0">У меня есть промокод</div><p>Скидка &minus;6 000 ₽</p><p>Итого 12 990 ₽</p><button>К оформлению</button>`,
  [1299000, 'RUB'],
)
checkout(
  'ru-sertifikat-plain',
  ['/order/make/', 'Заказ'],
  'found .sale input',
  `<form><h2>Получатель</h2><input placeholder="Ф. И. О."><h2>Скидки</h2><div class="sale"><label>Промокод или сертификат</label><input><a class="btn">Активировать</a></div><h2>Ваш заказ</h2><p>Общая стоимость: 4 560.00 руб.</p><p>Доставка: бесплатно</p><p>Итого к оплате: 4 560.00 руб.</p><button>Оплатить</button></form>`,
  [456000, 'RUB'],
)
cart(
  'ru-eda',
  ['/korzina', 'Корзина'],
  'found [class*=Promo] input',
  `<main><h1>Корзина</h1><p>Пицца «Маргарита» 30 см 589 ₽</p><div class="PromoField_root__x81"><input placeholder="Промокод"><button disabled>Применить</button></div><p>Приборы: 1</p><div>Сумма заказа <span>589 ₽</span></div><button>Оформить за 589 ₽</button></main>`,
  [58900, 'RUB'],
)
cart(
  'ru-instrument',
  ['/personal/cart/', 'Корзина'],
  'hidden #cpn',
  `<h1>Корзина</h1><table><tr><td>Шуруповёрт</td><td>7 490,00 ₽</td></tr></table><label><input type="checkbox" aria-controls="cpn-box">Есть купон на скидку</label><div id="cpn-box" class="off"><input id="cpn"><button>Применить</button></div><div>Всего: 7 490,00 ₽</div><button>Перейти к оформлению</button>`,
  [749000, 'RUB'],
)
checkout(
  'ru-bilet',
  ['/tickets/pay', 'Оплата билетов'],
  'found .f-code input',
  `<h1>Оплата билетов</h1><p>Партер, ряд 5, места 7-8</p><label>Электронная почта<input type="email"></label><div class="f-code"><span>Код скидки</span><input><button>ОК</button></div><p>Билеты: 6 000 ₽</p><p>Сервисный сбор: 600 ₽</p><p>Итого: 6 600 ₽</p><button>Оплатить</button>`,
  [660000, 'RUB'],
)
checkout(
  'ru-kurs',
  ['/courses/7/pay', 'Оплата курса'],
  'hidden details input',
  `<h1>Оплата курса</h1><p>Курс «Фотография» 9 900 руб.</p><details><summary>Ввести промокод</summary><input><button>Применить</button></details><p>К оплате: 9 900 руб.</p><button>Перейти к оплате</button>`,
  [990000, 'RUB'],
)
cart(
  'ru-zoo',
  ['/cart', 'Корзина'],
  'found zoo-cart >>> [name=k]',
  `<h1>Корзина</h1><zoo-cart><template shadowrootmode="open"><p>Корм 2 кг 1 250 ₽</p><label>Купон <input name="k"></label><button>Пересчитать</button><p>Итого 1 250 ₽</p><button>Оформить</button></template></zoo-cart>`,
  [125000, 'RUB'],
)
cart(
  'ru-kosmetika',
  ['/checkout/cart', 'Корзина'],
  'found #bx-pc',
  `<h1>Корзина</h1><div><p>Крем для рук 390 &#8381;</p></div><div class="discount"><h4>Скидка по промокоду</h4><input id="bx-pc" placeholder="Например, ЛЕТО"><button>Готово</button></div><div><span>Итого</span><span>390 &#8381;</span></div><a href="/checkout">Далее</a>`,
  [39000, 'RUB'],
)
uk.cart(
  'uk-med',
  ['/cart', 'Кошик'],
  'found #pk',
  `<h1>Кошик</h1><p>Мед липовий 320 ₴</p><label for="pk">Промокод</label><input id="pk"><button>Застосувати</button><p>Разом: 320 ₴</p><button>Оформити замовлення</button>`,
  [32000, 'UAH'],
)
uk.checkout(
  'uk-odyag',
  ['/checkout', 'Оформлення замовлення'],
  'hidden',
  `<h1>Оформлення замовлення</h1><p>Сукня 1 890 грн</p><button type="button">Додати промокод або сертифікат</button><p>До сплати 1 890 грн</p><button>Замовлення підтверджую</button>`,
  [189000, 'UAH'],
)

other(
  'ru-sms-plain',
  ['/login', 'Вход'],
  'none',
  `<h1>Введите код из СМС</h1><input maxlength="4" placeholder="Код"><button>Войти</button><a href="#">Получить новый код</a>`,
)
other(
  'ru-skidki',
  ['/promokody', 'Промокоды'],
  'none',
  `<h1>Промокоды октября</h1><p>ОСЕНЬ: скидка 15% на обувь <button>Скопировать</button></p><label>Почта<input type="email"></label><button>Получать промокоды</button>`,
)
other(
  'ru-balans',
  ['/sertifikaty/balans', 'Баланс'],
  'none',
  `<h1>Проверить баланс сертификата</h1><label>Номер сертификата<input></label><label>ПИН-код<input></label><button>Проверить</button>`,
)
checkout(
  'ru-inn',
  ['/checkout/company', 'Юридическое лицо'],
  'none',
  `<h1>Реквизиты</h1><label>ИНН<input></label><button type="button">Найти</button><label>КПП<input></label><p>Итого 15 000 ₽</p><button>Выставить счёт</button>`,
  [1500000, 'RUB'],
)
other(
  'ru-artikul-sklad',
  ['/bystryi-zakaz', 'Быстрый заказ'],
  'none',
  `<h1>Быстрый заказ</h1><label>Код товара<input></label><label>Количество<input value="1"></label><button>Добавить</button>`,
)
cart(
  'ru-korzina-bez',
  ['/cart', 'Корзина'],
  'none',
  `<h1>Корзина</h1><p>Лампа 2 300 ₽</p><p>Промокод можно ввести на следующем шаге.</p><p>Итого 2 300 ₽</p><button>К оформлению</button>`,
  [230000, 'RUB'],
)
other(
  'ru-trek',
  ['/tracking', 'Отследить'],
  'none',
  `<h1>Где посылка?</h1><input placeholder="Трек-код"><button>Отследить</button>`,
)
checkout(
  'ru-karta',
  ['/pay', 'Оплата'],
  'none',
  `<h1>Оплата картой</h1><label>Номер карты<input autocomplete="cc-number"></label><label>Код CVC<input autocomplete="cc-csc"></label><p>К оплате 990 ₽</p><button>Оплатить</button>`,
  [99000, 'RUB'],
)
other(
  'ru-priglashenie',
  ['/signup', 'Регистрация'],
  'none',
  `<h1>Регистрация</h1><label>Телефон<input type="tel"></label><label>Код приглашения, если есть<input></label><button>Создать аккаунт</button>`,
)
other(
  'ru-akcia',
  ['/akcii/chek', 'Регистрация чека'],
  'none',
  `<h1>Зарегистрируйте чек</h1><p>Введите код под крышкой и выиграйте скидку.</p><label>Код<input></label><button>Участвовать</button>`,
)
checkout(
  'ru-punkt',
  ['/checkout/delivery', 'Доставка'],
  'none',
  `<h1>Доставка</h1><label>Город или индекс<input></label><button>Показать пункты</button><p>Итого 560 ₽</p><button>Дальше</button>`,
  [56000, 'RUB'],
)
checkout(
  'ru-karta-lojal',
  ['/checkout', 'Оформление'],
  'none',
  `<h1>Оформление</h1><label>Номер бонусной карты<input></label><button>Привязать карту</button><p>Сумма к оплате 1 100 ₽</p><button>Заказать</button>`,
  [110000, 'RUB'],
)
other(
  'ru-vozvrat',
  ['/vozvrat', 'Возврат'],
  'none',
  `<h1>Возврат товара</h1><label>Номер заказа<input></label><label>Код возврата<input></label><button>Продолжить</button>`,
)
uk.other(
  'uk-kod',
  ['/login', 'Вхід'],
  'none',
  `<h1>Введіть код з повідомлення</h1><input placeholder="Код"><button>Підтвердити</button>`,
)
