import { z } from 'zod'
import { Complements } from './complements.ts'
import { Learned } from './learned.ts'
import { LifetimeParams } from './lifetime-params.ts'
import { Instant } from './primitives.ts'
import { RfmCuts } from './rfm.ts'

/**
 * What a programme's own history tells of it, worked out by a scheduled job. Each version is kept: a decision names the
 * one it was made with. `null`: too little is known to say.
 */
export const ProgramFacts = z.object({
  version: z.int().min(1),
  madeAt: Instant,
  rfm: RfmCuts.nullable(),
  lifetime: LifetimeParams.nullable(),
  complements: Complements.nullable(),
  learned: Learned.nullable(),
})
export type ProgramFacts = z.infer<typeof ProgramFacts>
