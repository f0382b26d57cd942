import type { UnseenPage } from './page.ts'
import { accounts } from './pages/accounts.ts'
import { browsing } from './pages/browsing.ts'
import { european } from './pages/european.ts'
import { furtherFields } from './pages/further-fields.ts'
import { furtherOthers } from './pages/further-others.ts'
import { nordic } from './pages/nordic.ts'
import { plain } from './pages/plain.ts'
import { platforms } from './pages/platforms.ts'
import { russian } from './pages/russian.ts'
import { styled } from './pages/styled.ts'
import { world } from './pages/world.ts'

/** Every page that the detector was not made by looking at. */
export const corpus: UnseenPage[] = [
  ...nordic,
  ...russian,
  ...european,
  ...world,
  ...platforms,
  ...styled,
  ...plain,
  ...accounts,
  ...browsing,
  ...furtherFields,
  ...furtherOthers,
]
