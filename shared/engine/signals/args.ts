import { z } from 'zod'
import { Category, foldCategory, MAX_WINDOW_DAYS, Sku, Slug, Unit } from '../../contracts/index.ts'
import { MAX_EXPIRY_DAYS } from '../signal.ts'

/** Arguments of a signal that takes none. */
export const NoArgs = z.strictObject({})

const Folded = Category.transform(foldCategory)

/** One category, folded. */
export const CategoryArgs = z.strictObject({ category: Folded })

/** One brand, folded as categories are. */
export const BrandArgs = z.strictObject({ brand: Folded })

/** One product, by the number that the shop has for it. */
export const ProductArgs = z.strictObject({ product: Sku })

/** One category or one product. */
export const ItemArgs = z
  .strictObject({ category: Folded.optional(), product: Sku.optional() })
  .refine(({ category, product }) => (category === undefined) !== (product === undefined), {
    path: ['category'],
    message: 'either it or product is needed',
  })

/** A window of whole UTC days that ends with today. */
export const WindowArgs = z.strictObject({ days: z.int().min(1).max(MAX_WINDOW_DAYS) })

/** How far ahead a model is asked, in days: at most five years, past which no shop is what it was. */
export const HorizonArgs = z.strictObject({ days: z.int().min(1).max(1_826) })

/** How far ahead is looked for what runs out. */
export const ExpiryArgs = z.strictObject({ days: z.int().min(1).max(MAX_EXPIRY_DAYS) })

/** One unit of the programme. */
export const UnitArgs = z.strictObject({ unit: Unit })

/** One plan, by its key. */
export const PlanArgs = z.strictObject({ plan: Slug })

/** One segment, by its key. */
export const SegmentArgs = z.strictObject({ segment: Slug })
