import { z } from 'zod'
import { text } from './primitives.ts'

/** An item's kind ('c:' or 's:') and its name. */
const MAX_ITEM = 122

/**
 * What is bought with what: for each item (a SKU or a folded category) its best companions, the strongest first, as
 * [item, lift, support]. Lift: how many times likelier together than if neither knew of the other. Support: the share of
 * all purchases that held both.
 */
export const Complements = z
  .record(text(MAX_ITEM), z.array(z.tuple([text(MAX_ITEM), z.number().positive(), z.number().min(0).max(1)])))
  .meta({ id: 'Complements' })
export type Complements = z.infer<typeof Complements>
