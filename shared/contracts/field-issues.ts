import type { z } from 'zod'
import type { FieldIssue } from './problems.ts'

/** A path into a document as a JSON pointer (RFC 6901). */
export const toPointer = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/**
 * What a schema has against a value, field by field. A field that nobody knows is told under its own path.
 *
 * @param prefix where in the request the value stands, as a JSON pointer
 */
export const issuesOf = (error: z.ZodError, prefix = ''): FieldIssue[] =>
  error.issues.flatMap((issue) => {
    const at = prefix + toPointer(issue.path)
    if (issue.code !== 'unrecognized_keys') return [{ path: at, message: issue.message }]
    return issue.keys.map((key) => ({ path: at + toPointer([key]), message: 'is no field here' }))
  })
