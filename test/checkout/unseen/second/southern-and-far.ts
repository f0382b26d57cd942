import { pagesIn, type UnseenPage } from '../page.ts'

/** Spanish, Italian, Japanese, Chinese, Korean and Arabic pages, with a field for a code and without. */
export const southernAndFar: UnseenPage[] = []
const es = pagesIn('es', southernAndFar)
const it = pagesIn('it', southernAndFar)
const ja = pagesIn('ja', southernAndFar)
const zh = pagesIn('zh', southernAndFar)
const ko = pagesIn('ko', southernAndFar)
const ar = pagesIn('ar', southernAndFar)

es.cart(
  'aceite-cesta',
  ['/cesta', 'Tu cesta'],
  'found .bx-2 input',
  `
<h1>Tu cesta</h1><p>Aceite virgen 5 l — 42,50 €</p><div class="bx-2"><h6>¿Tienes un cupón?</h6><input><span role="button" tabindex="0">Canjear</span></div><p>Envío 5,95 €</p><p>Total (IVA incluido) 48,45 €</p><a href="/pago">Tramitar pedido</a>`,
  [4845, 'EUR'],
)
es.checkout(
  'moda-pago',
  ['/pago', 'Finalizar compra'],
  'hidden #cp',
  `
<h1>Finalizar compra</h1><input placeholder="Nombre"><input placeholder="NIF"><div><a href="#cpw">Añadir código promocional</a><div id="cpw" class="off"><input id="cp"><button>Aplicar</button></div></div><p>Importe total <b>59,99 €</b></p><button>Pagar</button>`,
  [5999, 'EUR'],
)
es.checkout(
  'bus-mx',
  ['/compra/resumen', 'Resumen'],
  'found bus-resumen >>> input',
  `
<h1>Resumen de compra</h1><bus-resumen><template shadowrootmode="open"><p>Asiento 14</p><p>Código de descuento</p><input><button>Validar</button><p>Total a pagar: $1,250.00 MXN</p></template></bus-resumen><label>Correo <input></label><button>Continuar</button>`,
  [125000, 'MXN'],
)
es.checkout(
  'es-regalo',
  ['/pago/metodos', 'Pago'],
  'none',
  `
<h1>Pago</h1><input placeholder="Número de tarjeta regalo"><input placeholder="PIN"><button>Aplicar</button><input placeholder="Código postal"><p>Descuento −4,00 €</p><p>Total 36,00 €</p><button>Pagar</button>`,
  [3600, 'EUR'],
)
es.other(
  'es-gracias',
  ['/pedido/confirmado', 'Gracias'],
  'none',
  `
<h1>¡Gracias por tu compra!</h1><p>Cupón ACEITE −4,25 €</p><p>Total 38,25 €</p><p>Invita a un amigo con tu código <input readonly value="AMIGO5"></p><button>Copiar</button>`,
)
es.other(
  'es-cupones',
  ['/cupones/moda', 'Cupones de moda'],
  'none',
  `
<h1>Cupones y códigos</h1><input placeholder="Buscar tienda"><div>10% <button>Ver código</button></div><div>Envío gratis <button>Ver oferta</button></div>`,
)

it.checkout(
  'pasta-cassa',
  ['/cassa', 'Cassa'],
  'found li.cod input',
  `
<h1>Cassa</h1><ul><li>Pasta di Gragnano 6,40 €</li><li class="cod"><em>Codice sconto</em><input><button>Applica</button></li><li>Spedizione 4,90 €</li><li><b>Totale ordine</b> 11,30 €</li></ul><input placeholder="Codice fiscale"><input placeholder="Citofono"><button>Conferma ordine</button>`,
  [1130, 'EUR'],
)
it.cart(
  'scarpe-carrello',
  ['/carrello', 'Carrello'],
  'hidden',
  `
<h1>Carrello</h1><p>Scarpe 89,00 €</p><button aria-expanded="false">Hai un buono o un codice promozionale?</button><p>Totale provvisorio 89,00 €</p><a href="/cassa">Procedi all'acquisto</a>`,
)
it.checkout(
  'it-fiscale',
  ['/cassa/dati', 'Dati'],
  'none',
  `
<h1>Fatturazione</h1><label>Partita IVA <input></label><label>Codice SDI <input></label><label>Codice fiscale <input></label><button>Verifica</button><label>Carta regalo: numero <input></label><label>PIN <input></label><p>Totale 73,20 €</p><button>Acquista ora</button>`,
  [7320, 'EUR'],
)
it.other(
  'it-registrati',
  ['/registrati', 'Registrati'],
  'none',
  `
<h1>Registrati</h1><input placeholder="Email"><label>Codice amico <input></label><button>Crea account</button><p>Subito 5 € di sconto</p>`,
)

ja.cart(
  'cha-kago',
  ['/cart', 'ショッピングカート'],
  'found .cp-a input',
  `
<h1>ショッピングカート</h1><p>煎茶 100g 1,080円</p><div class="cp-a"><p>クーポンコードをお持ちの方</p><input><button>適用する</button></div><p>送料 550円</p><p>合計(税込) 1,630円</p><a href="/order">ご購入手続きへ</a>`,
  [1630, 'JPY'],
)
ja.checkout(
  'hon-chumon',
  ['/order/confirm', 'ご注文内容の確認'],
  'hidden #kupon',
  `
<h1>ご注文内容の確認</h1><label><input type="radio" name="c" checked>クーポンを使用しない</label><label><input type="radio" name="c">クーポンを使用する</label><div class="off"><input id="kupon"><button>確認</button></div><table><tr><th>小計</th><td>¥3,960</td></tr><tr><th>ご請求金額</th><td>¥3,960</td></tr></table><button>注文を確定する</button>`,
  [3960, 'JPY'],
)
ja.checkout(
  'ja-yubin',
  ['/order/address', 'お届け先'],
  'none',
  `
<h1>お届け先</h1><label>郵便番号<input></label><button>住所検索</button><label>会員番号<input></label><label>利用ポイント<input></label><button>利用する</button><label>備考<textarea></textarea></label><p>合計 ¥5,280</p><button>次へ</button>`,
  [5280, 'JPY'],
)
ja.checkout(
  'ja-ninsho',
  ['/order/auth', '本人認証'],
  'none',
  `
<h1>認証コードの入力</h1><p>SMSで送信した6桁のコードを入力してください</p><input maxlength="6"><button>認証する</button>`,
)
ja.other(
  'ja-matome',
  ['/coupon/cha', 'クーポンまとめ'],
  'none',
  `
<h1>お茶のクーポンまとめ</h1><input placeholder="ショップ名で探す"><article>10%OFF <button>コードを見る</button></article><article>送料無料 <input readonly value="FREE"><button>コピー</button></article>`,
)

zh.checkout(
  'cha-jiesuan',
  ['/checkout', '结算'],
  'found .row-q input',
  `
<h1>确认订单</h1><p>龙井 250克 ¥168.00</p><div class="row-q"><span>优惠码</span><input><a href="javascript:;">使用</a></div><p>运费 ¥10.00</p><p>应付总额:<b>¥178.00</b></p><button>提交订单</button>`,
  [17800, 'CNY'],
)
zh.cart(
  'wanju-che',
  ['/cart', '购物车'],
  'hidden',
  `
<h1>购物车</h1><p>积木 ¥99.00</p><div role="button" tabindex="0" aria-expanded="false">使用优惠券兑换码</div><p>合计 ¥99.00</p><a href="/checkout">去结算</a>`,
  [9900, 'CNY'],
)
zh.checkout(
  'zh-yanzheng',
  ['/pay/verify', '支付验证'],
  'none',
  `
<h1>输入验证码</h1><p>已发送至您的手机</p><input maxlength="6"><button>获取验证码</button><button>确认支付</button>`,
)
zh.checkout(
  'zh-lipin',
  ['/checkout/pay', '支付'],
  'none',
  `
<h1>支付方式</h1><label>礼品卡卡号<input></label><label>密码<input></label><button>绑定</button><label>发票税号<input></label><label>订单备注<input></label><p>优惠 -¥5.00</p><p>实付款 ¥83.00</p><button>提交订单</button>`,
  [8300, 'CNY'],
)

ko.checkout(
  'cha-jumun',
  ['/order', '주문/결제'],
  'found #cpn_t',
  `
<h1>주문/결제</h1><p>녹차 50g 12,000원</p><table><tr><th>할인코드</th><td><input id="cpn_t"><button>적용</button></td></tr><tr><th>배송비</th><td>3,000원</td></tr><tr><th>총 결제금액</th><td>15,000원</td></tr></table><button>결제하기</button>`,
  [15000, 'KRW'],
)
ko.cart(
  'ot-bag',
  ['/cart', '장바구니'],
  'hidden .k-c',
  `
<h1>장바구니</h1><p>셔츠 39,000원</p><button aria-expanded="false">쿠폰 코드 입력</button><div style="display:none"><input class="k-c"><button>등록</button></div><p>결제 예정 금액 39,000원</p><a href="/order">주문하기</a>`,
  [39000, 'KRW'],
)
ko.checkout(
  'ko-bonin',
  ['/order/auth', '본인인증'],
  'none',
  `
<h1>본인인증</h1><label>인증번호 <input></label><button>확인</button><label>공동현관 비밀번호 <input></label><label>배송 메모 <input></label>`,
)
ko.checkout(
  'ko-point',
  ['/order/pay', '결제'],
  'none',
  `
<h1>결제</h1><label>적립금 사용 <input></label><button>전액사용</button><label>상품권 번호 <input></label><label>상품권 인증번호(PIN) <input></label><label>개인통관고유부호 <input></label><p>총 결제금액 27,500원</p><button>결제하기</button>`,
  [27500, 'KRW'],
)

ar.checkout(
  'tamr-daf',
  ['/checkout', 'إتمام الشراء'],
  'found .qs input',
  `
<h1>إتمام الشراء</h1><p>تمر عجوة 60.00 ر.س</p><div class="qs"><label>كود الخصم</label><input><button>تطبيق</button></div><p>الشحن 15.00 ر.س</p><p>الإجمالي 75.00 ر.س</p><button>تأكيد الطلب</button>`,
  [7500, 'SAR'],
)
ar.cart(
  'attar-salla',
  ['/cart', 'سلة التسوق'],
  'hidden',
  `
<h1>سلة التسوق</h1><p>عطر 120.00 د.إ</p><a role="button" href="#">لديك رمز ترويجي أو قسيمة؟</a><p>المجموع الكلي 120.00 د.إ</p><a href="/checkout">إتمام الشراء</a>`,
  [12000, 'AED'],
)
ar.checkout(
  'ar-otp',
  ['/checkout/otp', 'رمز التحقق'],
  'none',
  `
<h1>أدخل رمز التحقق</h1><p>أرسلنا الرمز إلى هاتفك</p><input maxlength="6"><button>تأكيد</button>`,
)
ar.checkout(
  'ar-hadiya',
  ['/checkout/payment', 'الدفع'],
  'none',
  `
<h1>الدفع</h1><label>رقم بطاقة الهدية <input></label><label>الرقم السري <input></label><button>استخدام</button><label>الرقم الضريبي <input></label><p>الخصم -10.00 ر.س</p><p>الإجمالي 90.00 ر.س</p><button>ادفع الآن</button>`,
  [9000, 'SAR'],
)
