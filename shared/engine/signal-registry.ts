import type { Signal } from './signal.ts'
import * as signals from './signals/index.ts'

/** Every signal by its name, as rules call it. */
export const SIGNALS: ReadonlyMap<string, Signal> = new Map(
  // Each signal's own arguments were checked by its schema before `compute` sees them.
  (Object.values(signals) as unknown as Signal[]).map((signal) => [signal.name, signal]),
)
