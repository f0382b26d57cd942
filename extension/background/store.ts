import { browser } from 'wxt/browser'
import type { z } from 'zod'

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
  return {
    read,
    write: (value) => area.set(key, value),
    change(update) {
      const next = last.then(async () => {
        const value = update(await read())
        await area.set(key, value)
        return value
      })
      // One failed write must not stop the ones behind it.
      last = next.catch(() => undefined)
      return next
    },
  }
}
