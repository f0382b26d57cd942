import type { ErrorHandler, NotFoundHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { z } from 'zod'
import { DomainError, PROBLEMS, type ProblemCode, toProblem } from '../../shared/contracts/index.ts'
import { brokenPromise } from '../db/database.ts'
import type { AppEnv } from './app.ts'

/** A path into a document as a JSON pointer (RFC 6901). */
export const toPointer = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

const BY_STATUS: Record<number, ProblemCode> = {
  400: 'malformed_json',
  405: 'method_not_allowed',
  413: 'body_too_large',
  415: 'unsupported_media_type',
}

/** Any error as one of the closed table. What is not expected is logged whole and answered bare. */
export function toDomain(error: unknown): DomainError {
  if (error instanceof DomainError) return error
  // Hono refuses malformed JSON and foreign media types before a schema sees them.
  if (error instanceof HTTPException) {
    const code = BY_STATUS[error.status]
    if (code) return new DomainError(code, error.message)
  }
  if (error instanceof z.ZodError) {
    const issues = error.issues.map((issue) => ({ path: toPointer(issue.path), message: issue.message }))
    return new DomainError('invalid_request', issues[0]?.message ?? 'Not as agreed', { issues })
  }
  if (brokenPromise(error) === 'exhausted')
    return new DomainError('offer_exhausted', 'All of it has been claimed')
  console.error(error)
  return new DomainError('internal', 'It has been logged')
}

/** The only place where an error becomes bytes. */
export const onError: ErrorHandler<AppEnv> = (error, c) => {
  const problem = toDomain(error)
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' }
  if (problem.code === 'busy' || problem.code === 'idempotency_in_progress') headers['retry-after'] = '1'
  return c.json(toProblem(problem), PROBLEMS[problem.code].status as ContentfulStatusCode, headers)
}

export const onNotFound: NotFoundHandler<AppEnv> = (c) => {
  const problem = toProblem(new DomainError('not_found', `Nothing at ${new URL(c.req.url).pathname}`))
  return c.json(problem, 404, { 'content-type': 'application/problem+json' })
}
