import type { Area } from '../../extension/background/store.ts'

/** Storage in memory: it keeps what a browser's would keep, copies and all. */
export function memoryArea(): Area {
  const kept = new Map<string, string>()
  return {
    get: async (key) => JSON.parse(kept.get(key) ?? 'null') ?? undefined,
    set: async (key, value) => void kept.set(key, JSON.stringify(value)),
  }
}
