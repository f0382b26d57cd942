import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { readCategories } from '../checkout/categories.ts'

/**
 * Brought into a partner's page by the background where the member lets what they look at count (see
 * `page/categories-part.ts`): nobody else's page carries it.
 */
export default defineUnlistedScript(() => {
  globalThis.stamkundCategories = readCategories
})
