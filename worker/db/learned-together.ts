import { type Db, forRows } from './database.ts'

/** Distinct items looked at in one purchase: so many that a purchase is 190 pairs at most, whatever is in it. */
export const MAX_ITEMS = 20

/** Counts of some purchases as they are recorded. */
export function togetherIn(purchases: readonly { lines: readonly TogetherLine[] }[]): TogetherCounts {
  const counts = noneTogether()
  for (const { lines } of purchases) countTogether(counts, itemsOf(lines), 1)
  return counts
}

/** A line as far as it says what was bought together: its category folded. */
export interface TogetherLine {
  sku: string
  category?: string | null | undefined
}

/** Where all purchases are counted, whatever is in them. */
const ANY = '*'

/** How many purchases held each item and each pair: to be added to what is kept, or, below nothing, taken from it. */
export interface TogetherCounts {
  items: Map<string, number>
  /** By first and second item, in the order of their texts. */
  pairs: Map<string, Map<string, number>>
}

/** Nothing counted yet. */
export const noneTogether = (): TogetherCounts => ({ items: new Map(), pairs: new Map() })

/**
 * The items of a purchase that are counted: 'c:' and the folded category, 's:' and the SKU, in the order of its lines;
 * categories first, because there are fewer of them and each says more.
 */
export function itemsOf(lines: readonly TogetherLine[], most = MAX_ITEMS): string[] {
  const items = new Set<string>()
  for (const { category } of lines) if (category && items.size < most / 2) items.add(`c:${category}`)
  for (const { sku } of lines) if (items.size < most) items.add(`s:${sku}`)
  return [...items]
}

/** Counts a purchase that held these items; `times` -1 takes it out again. Categories pair with categories, SKUs with SKUs. */
export function countTogether(counts: TogetherCounts, items: readonly string[], times: 1 | -1): void {
  if (items.length === 0) return
  const sorted = [...items].sort()
  add(counts.items, ANY, times)
  sorted.forEach((item, place) => {
    add(counts.items, item, times)
    for (let other = place + 1; other < sorted.length; other += 1) {
      const second = sorted[other] as string
      if (second[0] !== item[0]) break
      const row = counts.pairs.get(item) ?? new Map<string, number>()
      if (row.size === 0) counts.pairs.set(item, row)
      add(row, second, times)
    }
  })
}

const add = (counts: Map<string, number>, key: string, times: number): void => {
  counts.set(key, (counts.get(key) ?? 0) + times)
}

/** The statements that add what was counted to what the programme knows. Rows go in as JSON: two statements, mostly. */
export function togetherStatements(
  db: Db,
  programId: string,
  { items, pairs }: TogetherCounts,
): D1PreparedStatement[] {
  const itemRows = [...items].filter(([, times]) => times !== 0)
  const pairRows = [...pairs].flatMap(([first, row]) =>
    [...row].flatMap(([second, times]) => (times === 0 ? [] : [[first, second, times]])),
  )
  // A purchase that was recorded before anything was counted is not taken out below nothing.
  return [
    ...forRows(
      db,
      `INSERT INTO learned_items (program_id, item, purchases)
         SELECT ?2, value ->> 0, value ->> 1 FROM json_each(?1) WHERE true
       ON CONFLICT (program_id, item) DO UPDATE SET purchases = purchases + excluded.purchases`,
      itemRows.filter(([, times]) => times > 0),
      programId,
    ),
    ...forRows(
      db,
      `INSERT INTO learned_pairs (program_id, first, second, purchases)
         SELECT ?2, value ->> 0, value ->> 1, value ->> 2 FROM json_each(?1) WHERE true
       ON CONFLICT (program_id, first, second) DO UPDATE SET purchases = purchases + excluded.purchases`,
      pairRows.filter(([, , times]) => (times as number) > 0),
      programId,
    ),
    ...forRows(
      db,
      `UPDATE learned_items SET purchases = max(0, purchases + j.times) FROM (
         SELECT value ->> 0 AS item, value ->> 1 AS times FROM json_each(?1)
       ) j WHERE learned_items.program_id = ?2 AND learned_items.item = j.item`,
      itemRows.filter(([, times]) => times < 0),
      programId,
    ),
    ...forRows(
      db,
      `UPDATE learned_pairs SET purchases = max(0, purchases + j.times) FROM (
         SELECT value ->> 0 AS first, value ->> 1 AS second, value ->> 2 AS times FROM json_each(?1)
       ) j WHERE learned_pairs.program_id = ?2 AND learned_pairs.first = j.first AND learned_pairs.second = j.second`,
      pairRows.filter(([, , times]) => (times as number) < 0),
      programId,
    ),
  ]
}
