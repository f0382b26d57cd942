import { z } from 'zod'
import { Category, foldCategory, MAX_WINDOW_DAYS } from '../../contracts/index.ts'

/** Arguments of a signal that takes none. */
export const NoArgs = z.strictObject({})

/** One category, folded. */
export const CategoryArgs = z.strictObject({ category: Category.transform(foldCategory) })

/** A window of whole UTC days that ends with today. */
export const WindowArgs = z.strictObject({ days: z.int().min(1).max(MAX_WINDOW_DAYS) })
