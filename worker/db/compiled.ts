import { DomainError, type Profile, type ProgramRules } from '../../shared/contracts/index.ts'
import {
  type Catalogue,
  type CatalogueStore,
  compileCatalogue,
  type MemberFacts,
  type MemberView,
  segmentsOf,
} from '../../shared/engine/index.ts'
import { type MemberNow, memberNow } from '../../shared/ledger/index.ts'
import type { Env } from '../env.ts'
import { loadCatalogue } from './catalogue.ts'
import { type Db, databaseOf } from './database.ts'
import { ladderFacts, type MemberRead, memberFacts } from './member-facts.ts'
import { listProgramStores } from './stores.ts'

/** Compiled catalogues that an isolate keeps; the one unused longest makes room. */
const KEPT = 64
const compiled = new Map<string, Catalogue>()
/** Each catalogue by its own rules, for whoever was handed those alone. */
const byRules = new WeakMap<ProgramRules, Catalogue>()

/** The programme's compiled catalogue as this isolate last read it, if ever. May be behind: compare versions. */
export function peekCatalogue(programId: string): Catalogue | null {
  const catalogue = compiled.get(programId)
  if (!catalogue) return null
  compiled.delete(programId)
  compiled.set(programId, catalogue)
  return catalogue
}

/** Reads and compiles the programme's catalogue as it is now. */
export async function readCatalogue(
  env: Env,
  binding: string,
  programId: string,
  db: Db = databaseOf(env, binding),
): Promise<Catalogue> {
  // Stores before the rest: a store added between the two raises the version, so it is read again, never missed.
  const stores = await listProgramStores(env.DB, programId)
  const data = await loadCatalogue(db, programId, Date.now())
  if (!data) throw new Error(`No programme ${programId} on ${binding}`)
  const catalogue = compileCatalogue({ programId, stores, ...data })
  compiled.set(programId, catalogue)
  byRules.set(catalogue.rules, catalogue)
  if (compiled.size > KEPT) compiled.delete(compiled.keys().next().value as string)
  return catalogue
}

/** The catalogue of at least this version: the kept one, or read anew. */
export async function catalogueAt(
  env: Env,
  binding: string,
  programId: string,
  version: number,
  db?: Db,
): Promise<Catalogue> {
  const kept = peekCatalogue(programId)
  return kept && kept.version >= version ? kept : readCatalogue(env, binding, programId, db)
}

/** A member as they were read; `null` where their profile was not. */
export type Judged = MemberRead & { profile: Profile | null }

/**
 * The segments that a member is in, where the programme's ladder asks for them; `undefined`: it does not, or nobody knows.
 * A segment that asks for the tier can't say here: see `ladderFacts`.
 *
 * @param rules of a catalogue that was read here
 */
export function segmentsAsked(rules: ProgramRules, read: Judged, now: number): string[] | undefined {
  if (rules.tiers?.basis.kind !== 'segment' || read.profile === null) return undefined
  const catalogue = byRules.get(rules)
  return catalogue && segmentsOf(catalogue, viewOf(read.profile, ladderFacts(read, rules, now), now))
}

/**
 * A member at `now`, as if the day's work had been done, and what rules may know of them.
 *
 * @param rules of a catalogue that was read here
 */
export function memberAt(rules: ProgramRules, read: Judged, now: number): MemberNow & { facts: MemberFacts } {
  const { book, subscriptions, facts } = read
  const member = memberNow(book, subscriptions, rules, now, segmentsAsked(rules, read, now))
  return { ...member, facts: memberFacts({ ...member, enrolledAt: book.enrolledAt }, facts, rules) }
}

/** A member as segments judge them, where nothing of what they look at is known. */
export const viewOf = (profile: Profile | null, member: MemberFacts, now: number): MemberView => ({
  profile,
  member,
  interest: [],
  now,
})

/**
 * The merchant's own verified store. Another merchant's is as unknown as one that never was.
 *
 * @throws DomainError not_found
 */
export async function requireOwnStore(
  env: Env,
  merchant: { merchantId: string; programId: string; binding: string },
  storeId: string,
): Promise<CatalogueStore> {
  const { merchantId, programId, binding } = merchant
  const own = (catalogue: Catalogue | null) => {
    const store = catalogue?.shelves.get(storeId)?.store
    return store?.merchantId === merchantId ? store : null
  }
  // The kept catalogue may be older than the store.
  const store = own(peekCatalogue(programId)) ?? own(await readCatalogue(env, binding, programId))
  if (!store) throw new DomainError('not_found', `No verified store ${storeId}`)
  return store
}
