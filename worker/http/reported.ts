import { DAY_MS, DomainError } from '../../shared/contracts/index.ts'

/** Longest that a device may have been offline with something to tell. Days. */
const MOST_DAYS = 30

/** A refusal that names one field of the body. */
export const fieldError = (name: string, message: string): DomainError =>
  new DomainError('invalid_request', `/${name}: ${message}`, { issues: [{ path: `/${name}`, message }] })

/**
 * When something happened, as a device tells it. A clock that runs ahead must not lose what it reports, so that a later
 * instant than now is now; only what can't be a wrong clock is refused.
 *
 * @throws DomainError invalid_request
 */
export function reportedAt(name: string, at: number, now: number): number {
  if (at > now + DAY_MS) throw fieldError(name, 'lies in the future')
  if (at < now - MOST_DAYS * DAY_MS) throw fieldError(name, `lies more than ${MOST_DAYS} days back`)
  return Math.min(at, now)
}
