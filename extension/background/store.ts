import { browser } from 'wxt/browser'
import { z } from 'zod'

/** A place that keeps JSON under a name. `browser.storage.local` and `.session` are two. */
export interface Area {
  get(key: string): Promise<unknown>
  set(key: string, value: unknown): Promise<void>
}

/** The browser's storage. `local` outlives the browser; `session` is memory, and no page or content script reads it. */
export const area = (name: 'local' | 'session'): Area => ({
  get: async (key) => (await browser.storage[name].get(key))[key],
  set: (key, value) => browser.storage[name].set({ [key]: value }),
})

/** One named value, parsed whenever it is read: an older version may have written it. */
export interface Item<T> {
  read(): Promise<T>
  write(value: T): Promise<void>
  /** Reads, changes and writes with no other change between. Answers what it wrote. */
  change(update: (value: T) => T): Promise<T>
}

/** A value that is not as agreed reads as `fallback`: the extension starts anew rather than not at all. */
export function item<T>(area: Area, key: string, schema: z.ZodType<T>, fallback: T): Item<T> {
  let last: Promise<unknown> = Promise.resolve()
  const read = async () => {
    const parsed = schema.safeParse(await area.get(key))
    return parsed.success ? parsed.data : fallback
  }
  const change = (update: (value: T) => T): Promise<T> => {
    const next = last.then(async () => {
      const value = update(await read())
      await area.set(key, value)
      return value
    })
    // One failed write must not stop the ones behind it.
    last = next.catch(() => undefined)
    return next
  }
  // In turn with changes: one that has read already would undo it.
  return { read, change, write: async (value) => void (await change(() => value)) }
}

/** A list of which what is not as agreed is left out: one bad entry must not lose the others. */
export const soundList = <T>(schema: z.ZodType<T>): z.ZodType<T[]> =>
  z.array(z.unknown()).transform((all) =>
    all.flatMap((one) => {
      const parsed = schema.safeParse(one)
      return parsed.success ? [parsed.data] : []
    }),
  )

/** A record of which what is not as agreed is left out. */
export const soundRecord = <T>(schema: z.ZodType<T>): z.ZodType<Record<string, T>> =>
  z.record(z.string(), z.unknown()).transform((all) =>
    Object.fromEntries(
      Object.entries(all).flatMap(([key, one]) => {
        const parsed = schema.safeParse(one)
        return parsed.success ? [[key, parsed.data] as const] : []
      }),
    ),
  )
