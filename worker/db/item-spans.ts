import type { ProfileReturn, Span } from '../../shared/engine/index.ts'
import { type Db, rowsOf } from './database.ts'

/**
 * Reads between which purchases of the same member, apart from this one, its brands and products stand. One walk along the
 * member's lines: returns are few, and an index of its own would make every line of every purchase dearer.
 */
export const itemSpansStatement = (db: Db, storeId: string, purchaseRef: string): D1PreparedStatement =>
  db
    .prepare(
      `WITH bought AS (SELECT id, enrolment_id FROM purchases WHERE store_id = ?1 AND external_ref = ?2),
         held AS (SELECT sku, brand FROM purchase_lines WHERE purchase_id = (SELECT id FROM bought))
       SELECT l.sku, l.brand, min(l.purchased_at) AS firstAt, max(l.purchased_at) AS lastAt
       FROM purchases p INDEXED BY purchases_of_enrolment CROSS JOIN purchase_lines l ON l.purchase_id = p.id
       WHERE p.enrolment_id = (SELECT enrolment_id FROM bought) AND p.id <> (SELECT id FROM bought) AND l.returned_quantity < l.quantity
         AND (l.sku IN (SELECT sku FROM held) OR l.brand IN (SELECT brand FROM held))
       GROUP BY l.sku, l.brand`,
    )
    .bind(storeId, purchaseRef)

type SpanRow = Span & { sku: string; brand: string | null }

/** What `itemSpansStatement` found, by product and by folded brand; what is left out stands nowhere else. */
export function itemSpansIn(
  result: D1Result | undefined,
): Pick<ProfileReturn['latest'], 'brands' | 'products'> {
  const rows = rowsOf<SpanRow>(result)
  return {
    brands: spansBy(rows, ({ brand }) => brand),
    products: spansBy(rows, ({ sku }) => sku),
  }
}

function spansBy(rows: readonly SpanRow[], keyOf: (row: SpanRow) => string | null): Record<string, Span> {
  const spans = new Map<string, Span>()
  for (const row of rows) {
    const key = keyOf(row)
    if (key === null) continue
    const known = spans.get(key) ?? row
    spans.set(key, {
      firstAt: Math.min(known.firstAt, row.firstAt),
      lastAt: Math.max(known.lastAt, row.lastAt),
    })
  }
  // Own properties even where a product is numbered `__proto__`.
  return Object.fromEntries(spans)
}
