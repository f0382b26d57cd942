import type { z } from 'zod'

/** A JSON answer, for a route's description. */
export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})

/** A JSON body that must be there. */
export const jsonBody = <S extends z.ZodType>(schema: S) => ({
  required: true,
  content: { 'application/json': { schema } },
})

/** How the routes of a merchant and of a member are let in, in the words of OpenAPI. */
export const byKey = [{ apiKey: [] }]
/** See `byKey`. */
export const byMember = [{ accessToken: [] }]
/** See `byKey`; the empty one: where registration is open, nobody is asked. */
export const byOperator: Record<string, string[]>[] = [{ operator: [] }, {}]
