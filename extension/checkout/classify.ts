import { findCodeField } from './field-score.ts'
import { bodyOf } from './natives.ts'
import { pageKind } from './page-kind.ts'
import { findToggles } from './toggles.ts'

/** What kind of page this is, and whether it has a code field: `hidden` is behind a link, a panel or a checkbox. */
export interface PageClass {
  kind: 'cart' | 'checkout' | 'other'
  codeField: 'found' | 'hidden' | 'none'
}

function codeFieldState(page: Document, sells: boolean): PageClass['codeField'] {
  if (findCodeField(page, 'visible')) return 'found'
  if (findCodeField(page, 'any')) return 'hidden'
  // A link that speaks of coupons is a promise of a field only where something is being bought.
  return sells && findToggles(page).length > 0 ? 'hidden' : 'none'
}

/** Looks at the page as it stands, and never waits. Field and page are judged apart. */
export function classifyPage(page: Document): PageClass {
  if (!bodyOf(page)) return { kind: 'other', codeField: 'none' }
  const { kind, sells } = pageKind(page)
  return { kind, codeField: codeFieldState(page, sells) }
}
