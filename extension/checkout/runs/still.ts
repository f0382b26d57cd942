import { pause } from '../dom.ts'
import type { MemberHands } from '../member-hands.ts'
import { memberTyped } from '../typed-fields.ts'

/**
 * Block checkouts send an address some time after it was typed; a code that is applied before that wipes it. Fields that
 * have been still for this long have been sent, and nobody is waited for longer than the bound. Milliseconds.
 */
const STILL_FIELDS_MS = 2000
const BOUND_MS = 8000

/** Waits until the member's own typing has come to rest. */
export async function fieldsStill(page: Document, member: MemberHands, signal: AbortSignal): Promise<void> {
  const endsAt = performance.now() + BOUND_MS
  while (memberTyped(page).length > 0 && !signal.aborted) {
    const now = performance.now()
    const left = Math.min(member.typedAt + STILL_FIELDS_MS, endsAt) - now
    if (left <= 0) return
    await pause(left, signal)
  }
}
