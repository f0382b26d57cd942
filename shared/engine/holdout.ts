import { fnv1a32 } from '../contracts/fnv.ts'

export { fnv1a32 }

/** The hash's state after the seed, so that a catalogue walks each offer's id once and not at every decision. */
export const seedState = (seed: string): number => fnv1a32(seed)

/**
 * Where a value falls among 10,000 equal buckets, 0 to 0.9999; the same for ever for the same seed and value.
 * Source: hash version 2 of GrowthBook's SDKs (sdk-js `util.ts`), whose published cases hold it in the tests.
 */
export const bucketFrom = (state: number, value: string): number =>
  (fnv1a32(String(fnv1a32(value, state))) % 10_000) / 10_000

/** `bucketFrom` for a seed that has no state at hand. */
export const bucket = (seed: string, value: string): number => bucketFrom(seedState(seed), value)

/** Whether the member belongs to the offer's holdout: those shown nothing, so that its effect can be measured. */
export const isHeldOut = (offerId: string, enrolmentId: string, holdoutPercent: number): boolean =>
  holdoutPercent > 0 && bucket(offerId, enrolmentId) * 100 < holdoutPercent
