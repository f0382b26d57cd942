import { medusa } from './medusa.ts'
import { applies } from './spec.ts'
import type { Shop, Till } from './till.ts'
import { woocommerceCart } from './woocommerce.ts'

/** A theme that writes the platform's page in its own way. */
const themed =
  (make: (till: Till) => Shop, ...changes: [RegExp, string][]) =>
  (till: Till): Shop => {
    const shop = make(till)
    return {
      ...shop,
      answer(request, reply) {
        const end = reply.end.bind(reply) as (text: string) => typeof reply
        reply.end = ((text: string) =>
          end(changes.reduce((html, [from, to]) => html.replaceAll(from, to), text))) as typeof reply.end
        shop.answer(request, reply)
      },
    }
  }

// An adapter is never worse than none: without its field the ladder goes on, without its buttons their words are read.
applies(
  'A storefront that names its field anew',
  'other',
  themed(medusa, [/ data-testid="discount-(?:input|apply-button)"/g, '']),
  { only: 'adapter' },
)
applies(
  'A storefront that names its buttons anew',
  'medusa',
  themed(
    medusa,
    [/"(discount-apply-button|remove-discount-button|discount-row)"/g, '"theme-$1"'],
    [/=(remove-discount-button)\]/g, '=theme-$1]'],
  ),
  { only: 'adapter' },
)
applies(
  'A shop whose remove link has a class of its own, and whose rows name no code',
  'woocommerce',
  themed(woocommerceCart, [/woocommerce-remove-coupon/g, 'theme-away'], [/<th>Coupon: \w+/g, '<th>Coupon']),
  { only: 'adapter' },
)
