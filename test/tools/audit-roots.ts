import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { DayRoot } from '../../shared/contracts/index.ts'
import { Plainly } from '../demo/terminal.ts'
import { type Audit, named } from './audit-book.ts'
import { namedFile } from './named-file.ts'
import { jsonOf } from './trusted-keys.ts'

const { programId, day, entries, root, previous, chain } = DayRoot.shape
const SavedRoot = z.looseObject({ programId, day, entries, root, previous, chain })
const Page = z.looseObject({ items: z.array(SavedRoot) }).transform(({ items }) => items)
const Saved = z.union([
  Page,
  SavedRoot.transform((one) => [one]),
  z.array(z.union([Page, SavedRoot])).transform((all) => all.flat()),
])

/** A published day as somebody saved it. */
export type SavedRoot = Pick<DayRoot, 'programId' | 'day' | 'entries' | 'root' | 'previous' | 'chain'>

/**
 * The published days of a file: an answer of `/v1/programs/{id}/roots` or of one of its days, or an array of such.
 *
 * @throws Plainly where it holds none
 */
export function savedRoots(file: string): SavedRoot[] {
  if (!existsSync(namedFile(file))) throw new Plainly(`--roots: there is no file ${file}.`)
  const parsed = Saved.safeParse(jsonOf(readFileSync(namedFile(file), 'utf8')))
  if (!parsed.success) throw new Plainly(`--roots: ${file} holds no answer of /v1/programs/{id}/roots.`)
  if (parsed.data.length === 0) throw new Plainly(`--roots: ${file} holds no published day.`)
  return parsed.data
}

/** Holds the published days as they stand against those that were saved when they had been published. */
export function auditRoots({ db, fail }: Audit, saved: readonly SavedRoot[]): void {
  const find = db.prepare(
    'SELECT entries, root, previous, chain FROM ledger_days WHERE program_id = ? AND day = ?',
  )
  for (const one of saved) {
    const where = named('ledger_days', { program_id: one.programId, day: one.day })
    const kept = find.get(one.programId, one.day) as Omit<SavedRoot, 'programId' | 'day'> | undefined
    if (!kept) fail('published', where, 'was published, and is not there')
    else
      for (const field of ['entries', 'root', 'previous', 'chain'] as const)
        if (kept[field] !== one[field])
          fail(
            'published',
            where,
            `${field} is ${kept[field] || 'none'}, and ${one[field] || 'none'} was published`,
          )
  }
}
