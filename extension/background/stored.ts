import type { Stored, StoredKind } from '../facts.ts'
import type { Items } from './items.ts'

/** Which items are told of under which name. Each item stands in one: a test counts them. */
export const STORED: Record<StoredKind, readonly (keyof Items)[]> = {
  card: ['card', 'aside', 'leaving'],
  settings: ['settings', 'refusals', 'clock'],
  partners: ['partners', 'partnerBuckets', 'bucketsMeanwhile', 'partnersMet'],
  balances: ['balances'],
  offers: ['decisions'],
  interest: ['interest', 'interestSent'],
  waiting: ['attempts', 'queue', 'pauses'],
  sent: ['sent'],
  visits: ['runs', 'results', 'hiddenVisits', 'shownHere'],
  sessions: ['sessions', 'bookmarks'],
}

/** Kinds that outlive the browser. */
const LASTING: StoredKind[] = ['card', 'settings', 'partners', 'balances', 'waiting', 'sent']

/** Kinds of which each item is one thing, however much is in it. */
const SINGLE: StoredKind[] = ['card', 'settings', 'partners']

function countOf(value: unknown, isSingle: boolean): number {
  const things = Object.keys((value ?? {}) as object).length
  return isSingle ? Math.min(1, things) : things
}

/** As it is kept: JSON in UTF-8. Nothing takes nothing. */
const bytesOf = (value: unknown): number =>
  countOf(value, true) === 0 ? 0 : new TextEncoder().encode(JSON.stringify(value)).length

const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0)

/** All that the extension keeps on this device, by what it is for. */
export const storedOf = (items: Items): Promise<Stored[]> =>
  Promise.all(
    (Object.keys(STORED) as StoredKind[]).map(async (what) => {
      const values = await Promise.all(STORED[what].map((name): Promise<unknown> => items[name].read()))
      return {
        what,
        bytes: sum(values.map(bytesOf)),
        count: sum(values.map((value) => countOf(value, SINGLE.includes(what)))),
        lasting: LASTING.includes(what),
      }
    }),
  )
