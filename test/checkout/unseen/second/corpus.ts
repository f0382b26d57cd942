import type { UnseenPage } from '../page.ts'
import { continental } from './continental.ts'
import { danish } from './danish.ts'
import { englishFields } from './english-fields.ts'
import { englishFurther } from './english-further.ts'
import { englishOthers } from './english-others.ts'
import { norwegian } from './norwegian.ts'
import { russian } from './russian.ts'
import { southernAndFar } from './southern-and-far.ts'
import { swedish } from './swedish.ts'

/** Pages in odder clothes than those of the first corpus, and as blind when they were written. */
export const second: UnseenPage[] = [
  ...englishFields,
  ...englishFurther,
  ...englishOthers,
  ...swedish,
  ...danish,
  ...norwegian,
  ...russian,
  ...continental,
  ...southernAndFar,
]
