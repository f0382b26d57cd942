import { DomainError, type Profile, type ProgramRules } from '../../shared/contracts/index.ts'
import {
  type Catalogue,
  type CatalogueStore,
  compileCatalogue,
  segmentsOf,
} from '../../shared/engine/index.ts'
import type { Env } from '../env.ts'
import { loadCatalogue } from './catalogue.ts'
import { type Db, databaseOf } from './database.ts'
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
  const data = await loadCatalogue(db, programId)
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

/**
 * The segments that a member is in, where the programme's ladder asks for them; `undefined`: it does not, or nobody knows.
 *
 * @param rules of a catalogue that was read here
 */
export function segmentsAsked(
  rules: ProgramRules,
  profile: Profile | null,
  now: number,
): string[] | undefined {
  if (rules.tiers?.basis.kind !== 'segment' || profile === null) return undefined
  const catalogue = byRules.get(rules)
  return catalogue && segmentsOf(catalogue, { profile, interest: [], now })
}

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
