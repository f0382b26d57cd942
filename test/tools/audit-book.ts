import type { DatabaseSync, SQLInputValue } from 'node:sqlite'

/** What an audit proves, each by its own name, and in words as it is where it holds. */
export const CHECKS = {
  sequence: 'every account’s entries are numbered from 1 without holes',
  hash: 'every entry is what was hashed',
  chain: 'every entry is chained to the one before it',
  key: 'every key id stands for one key',
  trusted: 'every key is one of those you gave',
  signature: 'every entry is signed by the key it names',
  balance: 'every balance is the sum of its entries',
  negative: 'no balance was ever below zero',
  policy: 'no member owes anything that no return and no late order made',
  doubleEntry: 'debits equal credits in every unit',
  lot: 'every lot holds what its entries left in it',
  lotOverdrawn: 'no lot was ever drawn below zero or filled above its amount',
  lotBalance: 'every balance is the sum of its lots',
  hold: 'every reserved amount has its hold, and every order that waits its own',
  transfer: 'transfers between members net to zero',
  reversal: 'every correction mirrors the entry it reverses',
  orphan: 'every entry and every lot belongs to an account, a member and each other',
  root: 'every published day has the root of its entries',
  dayChain: 'every published day is chained to the one before it and signed',
  published: 'every day is as it was published',
} as const
export type Check = keyof typeof CHECKS

/** Something that is not as it should be, and the row where. */
export interface Failure {
  check: Check
  row: string
  why: string
}

/** What the parts of an audit share: the books, where failures go, and a word now and then of how far it has come. */
export interface Audit {
  db: DatabaseSync
  fail(check: Check, row: string, why: string): void
  /** Called after every row: lets others have a turn, so that Ctrl-C is heard, and shows progress. */
  step(what: string): Promise<void> | undefined
}

/** Rows one by one, as they are read. */
export function* rowsOf<T>(db: DatabaseSync, sql: string, ...values: SQLInputValue[]): Generator<T> {
  for (const row of db.prepare(sql).iterate(...values)) yield row as T
}

/** The one number that a query is for. */
export const countOf = (db: DatabaseSync, sql: string): number =>
  Number((db.prepare(sql).get() as { n: number }).n)

/** A row named for whoever has to look it up. */
export const named = (table: string, id: Record<string, string | number>): string =>
  `${table} ${Object.entries(id)
    .map(([field, value]) => `${field}=${value}`)
    .join(' ')}`
