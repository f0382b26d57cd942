import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import * as checkout from '../checkout/index.ts'

/** Brought into a partner's page by the background when the panel asks for it (see `page/checkout-part.ts`). */
export default defineUnlistedScript(() => {
  globalThis.stamkundCheckout = checkout
  checkout.noteTouches(document)
})
