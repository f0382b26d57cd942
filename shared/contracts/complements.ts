import { z } from 'zod'
import { text } from './primitives.ts'

/**
 * What is bought with what: for each item (a SKU or a folded category) its best companions, the strongest first, as
 * [item, lift, support]. Lift: how many times likelier together than if neither knew of the other. Support: the share of
 * all purchases that held both.
 */
export const Complements = z
  .record(text(120), z.array(z.tuple([text(120), z.number().positive(), z.number().min(0).max(1)])))
  .meta({ id: 'Complements' })
export type Complements = z.infer<typeof Complements>
