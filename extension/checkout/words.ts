/**
 * The words by which checkouts are read, in the languages that partner shops speak. Data only: adding a language
 * is adding its words to each list.
 */
export {
  ACCEPTED,
  CREDIT_ROW,
  DISCOUNT_ROW,
  FREE,
  PENDING,
  REFUSAL,
  SHIPPING_ROW,
  TAX_ROW,
} from './words/answers.ts'
export {
  ADVERT,
  CODE_PARTS,
  CODE_PHRASE,
  CODE_TOGGLE,
  CODE_WORD,
  DESCRIBES,
  GIFT_PARTS,
  JOIN,
  NEVER_CODE_PARTS,
  NOT_CODE_PARTS,
  OPT_IN,
  QUESTION,
} from './words/code.ts'
export {
  APPLY,
  APPLY_PARTS,
  CROSS,
  HERE,
  ORDER,
  ORDER_PARTS,
  PAY_BRAND,
  REMOVE,
  REMOVE_MORE,
  REMOVE_PARTS,
  SENDS,
  SENDS_CODE,
  USES,
} from './words/controls.ts'
export { AFTERWARDS, CART_PARTS, CHECKOUT_PARTS, SIGN_UP } from './words/pages.ts'
export { MAYBE_TOTAL, NOT_TOTAL, TOTAL_FILLER, TOTAL_PLAIN, TOTAL_STRONG } from './words/totals.ts'
