import { z } from 'zod'

/** What a programme's purchases, exposures and redemptions tell of how its members choose. */
export const Learned = z.looseObject({})
export type Learned = z.infer<typeof Learned>
