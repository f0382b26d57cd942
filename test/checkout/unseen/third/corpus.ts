import type { UnseenPage } from '../page.ts'
import { continentalFields } from './continental-fields.ts'
import { continentalOthers } from './continental-others.ts'
import { englishFields } from './english-fields.ts'
import { englishOthers } from './english-others.ts'
import { nordicFields } from './nordic-fields.ts'
import { nordicOthers } from './nordic-others.ts'
import { russian } from './russian.ts'

/** The newest pages: short ones, each with the one thing on it that may lead astray. */
export const third: UnseenPage[] = [
  ...englishFields,
  ...englishOthers,
  ...nordicFields,
  ...nordicOthers,
  ...russian,
  ...continentalFields,
  ...continentalOthers,
]
