import type { AssignmentMessage, Env } from '../env.ts'

/** Splits that an isolate remembers to have told of: about 5 MB. Past it, all are told of once more, which changes nothing. */
const REMEMBERED = 50_000
const told = new Set<string>()

/**
 * Tells the books on which sides of random splits a decision found its member, once each as far as this isolate
 * remembers. Off the request's path: a decision neither waits for it nor fails over it.
 */
export function noteAssigned(
  env: Env,
  later: Pick<ExecutionContext, 'waitUntil'>,
  message: Omit<AssignmentMessage, 'kind'>,
): void {
  const { enrolmentId, assigned } = message
  const keyOf = (split: string) => `${enrolmentId} ${split}`
  const news = assigned.filter((one) => !told.has(keyOf(one.of)))
  if (news.length === 0) return
  if (told.size > REMEMBERED) told.clear()
  for (const { of } of news) told.add(keyOf(of))
  later.waitUntil(
    env.EXPOSURES.send({ kind: 'assigned', ...message, assigned: news }).catch((error) => {
      // Told at the next decision.
      for (const { of } of news) told.delete(keyOf(of))
      console.error(error)
    }),
  )
}
