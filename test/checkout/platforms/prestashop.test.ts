import { prestashop, prestashopNamed } from './prestashop.ts'
import { applies } from './spec.ts'

applies("PrestaShop's classic theme", 'prestashop', prestashop)

// Rows show a voucher's name alone: that the total fell is still measured, and what can't be told apart is left alone.
const unnamed = { nothing: 'no control can be said to be this code’s' }
applies('PrestaShop with vouchers called by their names', 'prestashop', prestashopNamed, {
  fails: { adapter: unnamed, detector: unnamed },
})
