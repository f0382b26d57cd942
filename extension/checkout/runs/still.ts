import { pause, type Watch } from '../dom.ts'
import type { MemberHands } from '../member-hands.ts'
import { memberTyped } from '../typed-fields.ts'

/**
 * Block checkouts send an address some time after it was typed; a code that is applied before that wipes it. Fields that
 * have been still for this long have been sent, and nobody is waited for longer than the bound. Milliseconds.
 */
const STILL_FIELDS_MS = 2000
const BOUND_MS = 8000

/** What the member chose at the shop's controls has shown in the total by then, milliseconds. */
const CHOSEN_MS = 4000

/** Waits until what the member did at the shop's controls just before has been answered: it moves the total too. */
export async function touchAnswered(watch: Watch, member: MemberHands, signal: AbortSignal): Promise<void> {
  for (;;) {
    const left = member.touchedAt + CHOSEN_MS - performance.now()
    if (left <= 0 || signal.aborted || watch.heardAt >= member.touchedAt) return
    await pause(Math.min(left, 100), signal)
  }
}

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
