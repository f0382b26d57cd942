import { createRoute, z } from '@hono/zod-openapi'
import { DomainError, Id, type Rule, Segment, SegmentCreate } from '../../shared/contracts/index.ts'
import { checkRule } from '../../shared/engine/index.ts'
import { databaseOf } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { deleteSegment, findSegment, insertSegment, listSegments, replaceSegment } from '../db/segments.ts'
import { createRouter } from '../http/app.ts'
import { requireKey } from '../http/auth.ts'
import { byKey, json, jsonBody } from '../http/describe.ts'
import { PageQuery, pageOf, toPage } from '../http/paging.ts'

const params = z.object({ segmentId: Id })

const missing = (segmentId: string) => new DomainError('not_found', `No segment ${segmentId}`)
const taken = (key: string) => new DomainError('conflict', `The programme has a segment ${key} already`)
const used = () => new DomainError('conflict', 'Offers name this segment; change them first')

/** Refuses a rule that no profile could be held against: signals that don't exist, arguments they don't take. */
export function requireRule(rule: Rule, at: string): void {
  const issues = checkRule(rule).map((issue) => ({ ...issue, path: at + issue.path }))
  const [first] = issues
  if (first) throw new DomainError('invalid_request', `${first.path}: ${first.message}`, { issues })
}

/** Segments: named rules over signals. They are the programme's, shared by the merchants in it. */
export const segments = createRouter()
  .openapi(
    createRoute({
      method: 'post',
      path: '/segments',
      tags: ['Segments'],
      summary: 'Make a segment',
      security: byKey,
      middleware: requireKey('segments:write'),
      request: { body: jsonBody(SegmentCreate) },
      responses: { 201: json(Segment, 'The segment') },
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      const wanted = c.req.valid('json')
      requireRule(wanted.rule, '/rule')
      const db = databaseOf(c.env, binding)
      const segment = await insertSegment(db, programId, newId('seg'), wanted, Date.now())
      if (!segment) throw taken(wanted.key)
      return c.json(segment, 201)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/segments',
      tags: ['Segments'],
      summary: "The programme's segments, oldest first",
      security: byKey,
      middleware: requireKey('read', 'segments:write'),
      request: { query: PageQuery },
      responses: { 200: json(pageOf(Segment), 'A page of segments') },
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      const { cursor, limit } = c.req.valid('query')
      const rows = await listSegments(databaseOf(c.env, binding), programId, cursor ?? '', limit)
      return c.json(toPage(rows, limit), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/segments/{segmentId}',
      tags: ['Segments'],
      summary: 'One segment',
      security: byKey,
      middleware: requireKey('read', 'segments:write'),
      request: { params },
      responses: { 200: json(Segment, 'The segment') },
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      const { segmentId } = c.req.valid('param')
      const segment = await findSegment(databaseOf(c.env, binding), programId, segmentId)
      if (!segment) throw missing(segmentId)
      return c.json(segment, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/segments/{segmentId}',
      tags: ['Segments'],
      summary: 'Replace a segment',
      security: byKey,
      middleware: requireKey('segments:write'),
      request: { params, body: jsonBody(SegmentCreate) },
      responses: { 200: json(Segment, 'The segment as it is now') },
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      const { segmentId } = c.req.valid('param')
      const wanted = c.req.valid('json')
      requireRule(wanted.rule, '/rule')
      const result = await replaceSegment(databaseOf(c.env, binding), programId, segmentId, wanted)
      if (result === 'missing') throw missing(segmentId)
      if (result === 'taken') throw taken(wanted.key)
      if (result === 'used') throw used()
      return c.json(result, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'delete',
      path: '/segments/{segmentId}',
      tags: ['Segments'],
      summary: 'Delete a segment that no offer names',
      security: byKey,
      middleware: requireKey('segments:write'),
      request: { params },
      responses: { 204: { description: 'Deleted' } },
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      const { segmentId } = c.req.valid('param')
      const result = await deleteSegment(databaseOf(c.env, binding), programId, segmentId)
      if (result === 'missing') throw missing(segmentId)
      if (result === 'used') throw used()
      return c.body(null, 204)
    },
  )
