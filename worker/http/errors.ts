import type { ErrorHandler, Hono, NotFoundHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { z } from 'zod'
import {
  DomainError,
  type FieldIssue,
  issuesOf,
  PROBLEMS,
  type ProblemCode,
  toProblem,
} from '../../shared/contracts/index.ts'
import { brokenPromise } from '../db/database.ts'
import type { AppEnv } from './app.ts'

const BY_STATUS: Record<number, ProblemCode> = {
  400: 'malformed_json',
  413: 'body_too_large',
  415: 'unsupported_media_type',
}

/** The refusal of a request whose fields are not as agreed; the first of them is its detail. */
export const invalidRequest = (issues: FieldIssue[]): DomainError => {
  const [first] = issues
  const detail = first ? `${first.path || 'the body'}: ${first.message}` : 'Not as agreed'
  return new DomainError('invalid_request', detail, { issues })
}

/** Any error as one of the closed table. What is not expected is logged whole and answered bare. */
export function toDomain(error: unknown): DomainError {
  if (error instanceof DomainError) return error
  // Hono refuses malformed JSON and foreign media types before a schema sees them.
  if (error instanceof HTTPException) {
    const code = BY_STATUS[error.status]
    if (code) return new DomainError(code, error.message)
  }
  if (error instanceof z.ZodError) return invalidRequest(issuesOf(error))
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

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Answers what no route of the app answers: 404, or 405 with what may be asked there (RFC 9110, section 15.5.6). */
export const notFoundOf =
  (app: Hono<AppEnv>): NotFoundHandler<AppEnv> =>
  (c) => {
    const { pathname } = new URL(c.req.url)
    // Middleware is there for every method; what is there for one is a route.
    const allowed = METHODS.filter((method) =>
      app.router.match(method, pathname)[0].some(([[, route]]) => route.method === method),
    )
    // Answered, not thrown: what is thrown here would pass by the middleware that waits for an answer.
    if (allowed.length === 0) return onError(new DomainError('not_found', `Nothing at ${pathname}`), c)
    c.header('allow', allowed.join(', '))
    return onError(new DomainError('method_not_allowed', `${pathname} answers ${allowed.join(', ')}`), c)
  }
