import { z } from 'zod'
import {
  DomainError,
  EventCreate,
  type EventResult,
  issuesOf,
  toProblem,
} from '../../shared/contracts/index.ts'

/** An event as it was sent, and its place in the call. */
export interface SentEvent {
  index: number
  event: EventCreate
}

/** An event that was not taken, and why. */
export const refusedEvent = (index: number, id: string | null, error: DomainError): EventResult => ({
  index,
  id,
  status: 'refused',
  eventId: null,
  enrolmentId: null,
  earned: [],
  released: [],
  problem: toProblem(error),
})

/** Checks each of a batch by itself, so that one bad event does not refuse the other 499. */
export function parseEvents(raw: readonly unknown[]): { valid: SentEvent[]; refused: EventResult[] } {
  const valid: SentEvent[] = []
  const refused: EventResult[] = []
  raw.forEach((item, index) => {
    const parsed = EventCreate.safeParse(item)
    if (parsed.success) {
      valid.push({ index, event: parsed.data })
      return
    }
    const id = z.object({ id: z.string() }).safeParse(item).data?.id ?? null
    const issues = issuesOf(parsed.error, `/events/${index}`)
    const detail = `${issues[0]?.path}: ${issues[0]?.message}`
    refused.push(refusedEvent(index, id, new DomainError('invalid_request', detail, { issues })))
  })
  return { valid, refused }
}
