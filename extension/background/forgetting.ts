import type { Items } from './items.ts'

/**
 * Takes off this device what one member's use of it has left, so that the next can neither read it nor report under their
 * name. The card, the log of what was sent, and how the panel looks are none of it; the consent to count is.
 */
export const forgetUse = (items: Items): Promise<unknown> =>
  Promise.all([
    items.attempts.write({}),
    items.queue.write([]),
    items.balances.write({}),
    items.refusals.write([]),
    items.sessions.write({}),
    items.bookmarks.write({}),
    items.pauses.write({}),
    items.decisions.write({}),
    items.interest.write({}),
    items.interestSent.write({}),
    items.runs.write({}),
    items.results.write({}),
    items.settings.change((all) => ({ ...all, interest: false })),
  ])
