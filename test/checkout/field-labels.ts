import type { FieldCase } from './fields.ts'

/** A field after a label that names no field, with what applies it. */
const after = (label: string, button: string): string =>
  `<p>${label}</p><div><input class="r"><button type="button">${button}</button></div>`

/** A field that says itself what it is, with what applies it. */
const itself = (label: string, button: string): string =>
  `<div><input class="r" placeholder="${label}"><button type="button">${button}</button></div>`

/** What labels say of a field: words of every script are words, and a code of another kind is another thing. */
export const labelled: FieldCase[] = [
  ['a code that is optional', after('Code (optional)', 'Go'), '.r'],
  ['a button that works out again', after('Bonuscheck', 'Räkna om'), '.r'],
  ['a code of an employer', itself('Avtalskod', 'Använd'), '.r'],
  ['a code from a mailing', itself('Kod från utskick', 'OK'), '.r'],
  ['an advertisement of the Danish press', itself('Annoncekode', 'Opdater'), '.r'],
  ['a Russian voucher', itself('Ваучер', 'ОК'), '.r'],
  ['a Russian discount by another word', itself('Скидочный код', 'Добавить'), '.r'],
  ['a Greek discount', itself('Εκπτωτικός κωδικός', 'Εφαρμογή'), '.r'],
  ['an Icelandic discount', itself('Afsláttarkóði', 'Nota'), '.r'],
  ['one box for a gift card and a discount', itself('Kortingsbon of cadeaukaart', 'Toepassen'), '.r'],
  ['one box for points and a coupon', itself('Reward code or voucher', 'Submit'), '.r'],
  [
    'a number after its label',
    '<label>Rabatkupon / klippekort</label><input class="r" type="number"><button>Tjek</button>',
    '.r',
  ],
  [
    'a row among the rows of a sum',
    '<table><tr><td>Kod från annons (ger rabatt)<td><input class="r"> <a href="#">Räkna om</a><tr><td>Frakt<td>49 kr</table>',
    '.r',
  ],
  [
    'a twin for the phone that is hidden',
    '<div class="off"><label>Promo code <input></label><button>Apply</button></div><label>Promo code <input class="r"></label><button>Apply</button>',
    '.r',
  ],
  [
    'a choice that says there is one',
    '<label><input type="radio" name="d" checked> No deal</label><label><input type="radio" name="d"> Enter a deal code</label><div><input class="r"><button>Check</button></div>',
    '.r',
  ],
  ['a number of a table', after('Table number', 'Apply'), null],
  ['a number of miles', after('Air Miles number', 'Apply'), null],
  ['a word for the shop', itself('Комментарий к заказу', 'Применить'), null],
  ['goods by their number', itself('Артикул', 'Применить'), null],
  ['a Japanese remark', itself('備考', '適用'), null],
  ['a Japanese number of goods', itself('商品番号', '使用する'), null],
  ['a code of a country', itself('Код страны', 'Применить'), null],
  ['a code of a friend', itself('Código de amigo', 'Aplicar'), null],
  ['a code on the goods', itself('Código de barras', 'Aplicar'), null],
  ['a code of a customer', itself('Code client', 'Appliquer'), null],
  ['a code at a door', itself('Kod do domofonu', 'Zastosuj'), null],
  ['an address of invoices', itself('Codice SDI', 'Applica'), null],
  ['a door whose label names no field', after('Код подъезда', 'ОК'), null],
  [
    'a gift card and its proof',
    '<div>Подарочная карта <input placeholder="Номер карты"><input placeholder="ПИН-код"><button>Применить</button></div>',
    null,
  ],
]

/** What opens a field in the words of whoever has a code, and what only tells of codes. */
export const promised: FieldCase[] = [
  ['a Swede who has a code', '<button class="o">Jag har en kod</button>', '.o'],
  ['a Norwegian who has a code', '<button class="o">Jeg har en kode</button>', '.o'],
  ['a German who has a code', '<button class="o">Ich habe einen Code</button>', '.o'],
  ['a Finn who adds a code', '<button class="o">Lisää koodi</button>', '.o'],
  ['an Italian who has a code', '<button class="o">Ho un codice</button>', '.o'],
  ['a Spaniard who types a code', '<button class="o">Introducir código</button>', '.o'],
  [
    'one choice of two',
    '<label><input type="radio" name="d" checked> No code</label><label><input type="radio" name="d" class="o"> I have a promo code</label>',
    '.o',
  ],
  [
    'a way to pay',
    '<label><input type="radio" name="payment" checked> Card</label><label><input type="radio" name="payment"> Voucher</label>',
    null,
  ],
  ['a coupon to print', '<button>Print coupon</button>', null],
  ['coupons that somebody keeps', '<button>Mijn kortingscodes</button>', null],
  ['coupons that are taken', '<button>쿠폰 받기</button>', null],
  ['how codes work', '<button>Så fungerar rabattkoder</button>', null],
]
