import type { LedgerEntry, Unit } from '../../../shared/contracts/index.ts'
import { happenedAt } from './entry-words.ts'

/** Entries that are one event to a person: an order paid out of many lots has an entry for each. */
export type Movement = [LedgerEntry, ...LedgerEntry[]]

/** What the entries of one event share. What answers to nothing else stands alone. */
const keyOf = (entry: LedgerEntry): string => {
  const { id, unit, reason, fromAccount, toAccount, sourceId, purchaseId, note } = entry
  const source = sourceId ?? purchaseId
  return source === null
    ? id
    : JSON.stringify([unit, reason, fromAccount, toAccount, source, note, happenedAt(entry)])
}

/** The entries as events, newest first. */
export function movementsOf(entries: readonly LedgerEntry[]): Movement[] {
  const byKey = new Map<string, Movement>()
  for (const entry of entries.toSorted((a, b) => happenedAt(b) - happenedAt(a))) {
    const movement = byKey.get(keyOf(entry))
    if (movement) movement.push(entry)
    else byKey.set(keyOf(entry), [entry])
  }
  return [...byKey.values()]
}

/** What an event moved in all, in its unit. */
export const sumOf = (movement: Movement): number => movement.reduce((sum, { amount }) => sum + amount, 0)

/**
 * The place of the oldest known entry in each unit's account that goes further back: its older ones come before it.
 * The first entry of an account has place 1, and there are no holes.
 */
export function oldestOf(entries: readonly LedgerEntry[]): Map<Unit, number> {
  const oldest = new Map<Unit, number>()
  for (const { unit, seq } of entries) oldest.set(unit, Math.min(seq, oldest.get(unit) ?? seq))
  return new Map([...oldest].filter(([, seq]) => seq > 1))
}
