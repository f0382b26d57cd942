import { z } from 'zod'
import { Currency, Id, Instant, TimeZone, text } from './primitives.ts'

/** Which column holds what. Rows of one purchase stand together and share `externalRef`. */
export const ColumnMapping = z.strictObject({
  externalRef: z.string(),
  purchasedAt: z.string(),
  sku: z.string(),
  quantity: z.string(),
  /** The line's amount, a decimal number in the currency's major unit. */
  amount: z.string(),
  name: z.string().optional(),
  category: z.string().optional(),
  brand: z.string().optional(),
  memberNumber: z.string().optional(),
  emailHash: z.string().optional(),
  region: z.string().optional(),
})
export type ColumnMapping = z.infer<typeof ColumnMapping>

/** What a CSV file holds, said before its bytes are sent. */
export const ImportCreate = z
  .strictObject({
    storeId: Id,
    fileName: text(200),
    sizeBytes: z.int().min(1).max(10_000_000_000),
    currency: Currency,
    /** Times without a zone are in this one. */
    timeZone: TimeZone.default('UTC'),
    mapping: ColumnMapping,
  })
  .meta({ id: 'ImportCreate' })
export type ImportCreate = z.infer<typeof ImportCreate>

/** What is kept of it to read the rows by. */
export const ImportSettings = ImportCreate.omit({ fileName: true, sizeBytes: true })
export type ImportSettings = z.infer<typeof ImportSettings>

/** What the first row of a file said: how fields are parted, and what stands in which. */
export const ImportHeader = z.strictObject({
  delimiter: z.enum([',', ';', '\t']),
  columns: z.array(z.string()),
  /** The reference of a purchase that has more rows than are read at once: what follows under it is refused. */
  overlongRef: z.string().optional(),
})
export type ImportHeader = z.infer<typeof ImportHeader>

/** An import and how far it has come. It goes on from `offsetBytes`, always at the start of a row. */
export const Import = z
  .strictObject({
    id: Id,
    storeId: Id,
    fileName: z.string(),
    state: z.enum(['waiting', 'running', 'done']),
    sizeBytes: z.int(),
    offsetBytes: z.int(),
    /** Lines of the file before `offsetBytes`, the header and empty ones included. */
    linesRead: z.int(),
    purchasesRecorded: z.int(),
    purchasesDuplicate: z.int(),
    linesRefused: z.int(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Import' })
export type Import = z.infer<typeof Import>

/**
 * A line that was not taken, and why. `line` counts from 1 and includes the header, as an editor shows it; `content`
 * is its beginning, without the member number and e-mail hash.
 */
export const ImportRefusal = z
  .strictObject({ line: z.int(), column: z.string().nullable(), reason: z.string(), content: z.string() })
  .meta({ id: 'ImportRefusal' })
export type ImportRefusal = z.infer<typeof ImportRefusal>
