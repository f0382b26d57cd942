import type { Basket, Line } from '../../../shared/contracts/basket.ts'
import type { CodeValidation } from '../../../shared/contracts/claim.ts'

/** What a shop sells. Prices in minor units of the shop's currency; `category` as its orders name it. */
export type Product = {
  sku: string
  slug: string
  category: string
  brand: string
  priceMinor: number
}

/** One line of a cart. `option` is a size or a grind, part of the SKU where there is one. */
export type CartLine = { product: Product; option: string; quantity: number }

/** A code that the worker said yes to, and what it does to this cart. */
export type AppliedCode = {
  code: string
  headline: string | null
  discountMinor: number
  freeShipping: boolean
}

/** What a shop knows of one visitor. */
export type Cart = { lines: CartLine[]; code: AppliedCode | null }

/** How a shop charges delivery: nothing from `freeFromMinor` on. */
export type Shipping = { flatMinor: number; freeFromMinor: number }

/** A cart's figures, in minor units. `discountMinor` is what the code takes, off goods or delivery. */
export type Totals = {
  subtotalMinor: number
  shippingMinor: number
  discountMinor: number
  totalMinor: number
}

export const MAX_QUANTITY = 20

/** The shop's own number for a line: its product, and the size where there is one. */
export const skuOf = (line: CartLine): string =>
  line.option ? `${line.product.sku}-${line.option}` : line.product.sku

export const amountOf = (line: CartLine): number => line.product.priceMinor * line.quantity

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0)

/** The cart's figures. Delivery is judged by the goods before the code: a discount never costs its finder delivery. */
export function totalsOf(cart: Cart, shipping: Shipping): Totals {
  const subtotalMinor = sum(cart.lines.map(amountOf))
  const owedMinor =
    cart.lines.length === 0 || subtotalMinor >= shipping.freeFromMinor ? 0 : shipping.flatMinor
  const goodsOffMinor = Math.min(cart.code?.discountMinor ?? 0, subtotalMinor)
  const shippingMinor = cart.code?.freeShipping ? 0 : owedMinor
  const discountMinor = goodsOffMinor + (owedMinor - shippingMinor)
  return {
    subtotalMinor,
    shippingMinor: owedMinor,
    discountMinor,
    totalMinor: subtotalMinor + owedMinor - discountMinor,
  }
}

/** The cart as the worker is asked about it: before any code. */
export function basketOf(
  cart: Cart,
  currency: string,
  shipping: Shipping,
  nameOf: (product: Product) => string,
): Basket {
  const { subtotalMinor, shippingMinor } = totalsOf({ ...cart, code: null }, shipping)
  return {
    currency,
    totalMinor: subtotalMinor + shippingMinor,
    shippingMinor,
    lines: cart.lines.map((line) => lineOf(line, amountOf(line), nameOf)),
  }
}

/** A cart's line as a basket or purchase holds it, at this amount. */
export const lineOf = (line: CartLine, amountMinor: number, nameOf: (product: Product) => string): Line => ({
  sku: skuOf(line),
  name: nameOf(line.product),
  category: line.product.category,
  brand: line.product.brand,
  quantity: line.quantity,
  amountMinor,
})

/**
 * Shares a discount among lines by what they cost, by largest remainder: whole minor units, their sum exactly the
 * discount, no line below nothing. Of equal remainders the earlier line takes the odd unit.
 */
export function allocateDiscount(amountsMinor: number[], discountMinor: number): number[] {
  const whole = sum(amountsMinor)
  if (whole === 0) return amountsMinor.map(() => 0)
  const offMinor = Math.min(discountMinor, whole)
  const exact = amountsMinor.map((amountMinor) => (amountMinor * offMinor) / whole)
  const shares = exact.map(Math.floor)
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: share - Math.floor(share) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
  for (const { index } of byRemainder.slice(0, offMinor - sum(shares))) shares[index]! += 1
  return shares
}

/** What a valid code does to this cart. A code for points takes nothing off: they come after the order. */
export function appliedCode(validation: CodeValidation): AppliedCode {
  const { effect } = validation
  return {
    code: validation.code,
    headline: validation.headline,
    discountMinor: effect?.kind === 'discount' ? (effect.amountMinor ?? 0) : 0,
    freeShipping: effect?.kind === 'freeShipping',
  }
}

/** Puts `quantity` of a product on top of what is there. */
export function addToCart(cart: Cart, product: Product, option: string, quantity: number): void {
  const line = cart.lines.find((candidate) => candidate.product === product && candidate.option === option)
  if (line) line.quantity = Math.min(MAX_QUANTITY, line.quantity + quantity)
  else cart.lines.push({ product, option, quantity })
}

/** Sets a line's quantity; nothing takes it out. A SKU that is not in the cart changes nothing. */
export function setQuantity(cart: Cart, sku: string, quantity: number): void {
  cart.lines = cart.lines.flatMap((line) => {
    if (skuOf(line) !== sku) return [line]
    return quantity > 0 ? [{ ...line, quantity: Math.min(MAX_QUANTITY, quantity) }] : []
  })
}

/** A quantity as people and forms write it; anything else is `otherwise`. */
export function readQuantity(text: unknown, otherwise: number): number {
  const quantity = Number(text)
  return Number.isInteger(quantity) && quantity >= 0 ? Math.min(quantity, MAX_QUANTITY) : otherwise
}
