import { z } from 'zod'
import { Instant } from '../../shared/contracts/index.ts'
import type { Items } from './items.ts'

/** What the worker's answers say of this device's clock: how far the worker's is ahead, and its latest instant. */
export const ClockKept = z.object({ offsetMs: z.int(), serverAt: Instant })
export type ClockKept = z.infer<typeof ClockKept>

/** A `Date` header is rounded to the second and has travelled: less than this is no difference. Milliseconds. */
const NOISE_MS = 5_000

/** How far a clock may be out before certificates are judged wrongly. Milliseconds. */
const BADLY_WRONG_MS = 86_400_000

/** No right clock shows an earlier day to this code: it was written later. Epoch ms. */
const WRITTEN_AT = Date.UTC(2026, 10, 1)

/** Often enough to notice a clock that was turned back, seldom enough not to write at every answer. Milliseconds. */
const NOTED_MS = 3_600_000

/**
 * The worker's time as far as it is known: whatever the worker gave an end to is held against this, so that a device
 * whose clock is hours out works as any other.
 */
export function createClock({ items, now }: { items: Items; now: () => number }) {
  return {
    /** Epoch ms by the worker's clock. */
    now: async (): Promise<number> => now() + ((await items.clock.read())?.offsetMs ?? 0),

    /** Learns from an answer's `Date` header. `askedAt`: when it was asked for, by this device's clock. */
    async learn(date: string | null, askedAt: number): Promise<void> {
      const serverAt = date === null ? Number.NaN : Date.parse(date)
      if (!Number.isFinite(serverAt)) return
      const between = askedAt + Math.max(0, now() - askedAt) / 2
      const difference = Math.round(serverAt - between)
      const offsetMs = Math.abs(difference) < NOISE_MS ? 0 : difference
      const known = await items.clock.read()
      const same = known && Math.abs(known.offsetMs - offsetMs) < NOISE_MS
      if (same && Math.abs(serverAt - known.serverAt) < NOTED_MS) return
      await items.clock.write({ offsetMs, serverAt })
    },

    /**
     * Whether the clock may be why no answer came: a secure connection fails where certificates look expired or not yet
     * begun. Known of a clock that stands before what the worker said last, was a day out when it was last compared, or,
     * where no answer ever came, stands before this code was written.
     */
    async isToBlame(): Promise<boolean> {
      const known = await items.clock.read()
      if (!known) return now() < WRITTEN_AT
      return (
        now() < known.serverAt - known.offsetMs - BADLY_WRONG_MS || Math.abs(known.offsetMs) > BADLY_WRONG_MS
      )
    },
  }
}
export type Clock = ReturnType<typeof createClock>
