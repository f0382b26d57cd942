import { pagesIn, type UnseenPage } from '../page.ts'

/** Turkish, Japanese, Chinese, Korean and Arabic carts, with a code field. */
export const world: UnseenPage[] = []
const tr = pagesIn('tr', world)
const ja = pagesIn('ja', world)
const zh = pagesIn('zh', world)
const ko = pagesIn('ko', world)
const ar = pagesIn('ar', world)

tr.cart(
  'tr-sepet-indirim-kodu',
  ['/sepet', 'Sepetim'],
  'found #kod',
  `<div><h1>Sepetim</h1><p>Bakır cezve 459,90 TL</p><div class="kutu"><b>İndirim kodu</b><input id="kod"><button>Uygula</button></div><p>Kargo 29,90 TL</p><p>Toplam <b>489,80 TL</b></p><button>Sepeti onayla</button></div>`,
  [48980, 'TRY'],
)
tr.cart(
  'tr-kupon-link',
  ['/sepetim', 'Sepetim'],
  'hidden',
  `<div><h1>Sepetim (1 ürün)</h1><p>Kulaklık 1.299,00 TL</p><div class="aside"><div tabindex="0" class="acc">+ İndirim Kuponu Ekle</div><p>Ara Toplam 1.299,00 TL</p><p>Genel Toplam 1.299,00 TL</p><button>Alışverişi Tamamla</button></div></div>`,
  [129900, 'TRY'],
)
ja.cart(
  'ja-cart-coupon',
  ['/cart', 'ショッピングカート'],
  'found [name=cp]',
  `<h1>ショッピングカート</h1><table><tr><td>急須</td><td>3,980円</td></tr></table><dl><dt>クーポンコード</dt><dd><input name="cp"><button>適用する</button></dd></dl><dl><dt>小計</dt><dd>3,980円</dd><dt>送料</dt><dd>550円</dd><dt>合計（税込）</dt><dd>4,530円</dd></dl><button>レジに進む</button>`,
  [4530, 'JPY'],
)
ja.checkout(
  'ja-chumon-promotion',
  ['/checkout', 'ご注文手続き'],
  'hidden details input',
  `<main><h1>ご注文手続き</h1><input placeholder="郵便番号"><details><summary>プロモーションコードをお持ちの方</summary><input><button>適用</button></details><p>お支払い合計 <strong>¥12,800</strong></p><button>注文を確定する</button></main>`,
  [12800, 'JPY'],
)
zh.checkout(
  'zh-youhuima',
  ['/checkout', '结算'],
  'found .yhm input',
  `<main><h1>结算</h1><p>紫砂壶 ¥268.00</p><div class="yhm"><span>优惠码</span><input placeholder="请输入优惠码"><button>使用</button></div><p>运费 ¥10.00</p><p>应付总额：<b>¥278.00</b></p><button>提交订单</button></main>`,
  [27800, 'CNY'],
)
ko.cart(
  'ko-kupon-deungrok',
  ['/order/cart', '장바구니'],
  'found #cpn',
  `<h1>장바구니</h1><p>머그컵 15,000원</p><div><label for="cpn">할인코드 입력</label><input id="cpn"><button>적용</button></div><p>배송비 3,000원</p><p>총 결제금액 <strong>18,000원</strong></p><button>주문하기</button>`,
  [18000, 'KRW'],
)
ko.checkout(
  'ko-kupon-modal',
  ['/order/checkout', '주문/결제'],
  'hidden',
  `<h1>주문/결제</h1><input placeholder="받는 사람"><input placeholder="우편번호"><div><span>할인 쿠폰</span><button type="button">쿠폰 코드 입력</button></div><p>상품금액 42,000원</p><p>최종 결제금액 42,000원</p><button>결제하기</button>`,
  [42000, 'KRW'],
)
ar.cart(
  'ar-salla-cart',
  ['/cart', 'سلة المشتريات'],
  'found .cart-coupon',
  `<h1>سلة المشتريات</h1><p>بخور فاخر 120.00 ر.س</p><div><p>هل لديك كود خصم؟</p><input class="cart-coupon" placeholder="أدخل كود الخصم"><button>تطبيق</button></div><p>الشحن 20.00 ر.س</p><p>الإجمالي <b>140.00 ر.س</b></p><button>إتمام الطلب</button>`,
  [14000, 'SAR'],
)
ar.checkout(
  'ar-qasima-accordion',
  ['/checkout', 'الدفع'],
  'hidden .qs',
  `<h1>الدفع</h1><button aria-expanded="false" aria-controls="q">لديك قسيمة شرائية؟</button><div id="q" style="display:none"><input class="qs" placeholder="رمز القسيمة"><button>تفعيل</button></div><p>المجموع الكلي: 350 ر.س</p><button>تأكيد الطلب</button>`,
  [35000, 'SAR'],
)
