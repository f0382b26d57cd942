import { createRoute, z } from '@hono/zod-openapi'
import {
  DomainError,
  Id,
  Segment,
  SegmentCount,
  SegmentCountRequest,
  SegmentCreate,
  SegmentEvent,
  SegmentPreset,
} from '../../shared/contracts/index.ts'
import { askingFor, SEGMENT_PRESETS } from '../../shared/engine/index.ts'
import { countMembers } from '../books/count-segment.ts'
import { requireRule } from '../books/require-rule.ts'
import { databaseOf, inTurn, Stale } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { listSegmentEvents } from '../db/segment-events.ts'
import {
  allSegments,
  deleteSegment,
  findSegment,
  type Held,
  insertSegment,
  listSegments,
  replaceSegment,
  segmentsAt,
} from '../db/segments.ts'
import { createRouter } from '../http/app.ts'
import { requireKey } from '../http/auth.ts'
import { byKey, json, jsonBody } from '../http/describe.ts'
import { PageQuery, pageOf, toPage } from '../http/paging.ts'

/** Segments of one programme: each is asked at every decision that an offer leads through it. */
const MAX_SEGMENTS = 300

const params = z.object({ segmentId: Id })

const missing = (segmentId: string) => new DomainError('not_found', `No segment ${segmentId}`)
const taken = (key: string) => new DomainError('conflict', `The programme has a segment ${key} already`)
const held = ({ heldBy }: Held) =>
  new DomainError('conflict', `${heldBy.join(', ')} names this segment; change that first`, { heldBy })

/** Segments: named rules over signals, or lists. They are the programme's, shared by the merchants in it. */
export const segments = createRouter()
  .openapi(
    createRoute({
      method: 'get',
      path: '/segment-presets',
      tags: ['Segments'],
      summary: 'The usual segments of recency, frequency and spend, ready to be posted',
      security: byKey,
      middleware: requireKey('read', 'segments:write'),
      responses: {
        200: json(z.strictObject({ items: z.array(SegmentPreset) }), 'Each with what it means'),
      },
    }),
    (c) => c.json({ items: [...SEGMENT_PRESETS] }, 200),
  )
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
      const db = databaseOf(c.env, binding)
      const all = await allSegments(db, programId)
      if (all.length >= MAX_SEGMENTS)
        throw new DomainError('conflict', `A programme has at most ${MAX_SEGMENTS} segments`)
      if (wanted.rule) requireRule(wanted.rule, '/rule', wanted.key, all)
      const segment = await insertSegment(db, programId, newId('seg'), wanted, Date.now())
      if (!segment) throw taken(wanted.key)
      return c.json(segment, 201)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/segments/count',
      tags: ['Segments'],
      summary: 'How many members a rule holds now, before it is saved',
      description:
        'All members are looked at, up to 20,000. Of more, a sample is, the same one each time, and the interval says where the number lies.',
      security: byKey,
      middleware: requireKey('read', 'segments:write'),
      request: { body: jsonBody(SegmentCountRequest) },
      responses: { 200: json(SegmentCount, 'The count') },
    }),
    async (c) => {
      const { rule } = c.req.valid('json')
      return c.json(await countMembers(c.env, c.var.merchant, { rule }, Date.now()), 200)
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
      method: 'get',
      path: '/segments/{segmentId}/count',
      tags: ['Segments'],
      summary: 'How many members the segment holds now',
      security: byKey,
      middleware: requireKey('read', 'segments:write'),
      request: { params },
      responses: { 200: json(SegmentCount, 'The count') },
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      const { segmentId } = c.req.valid('param')
      const segment = await findSegment(databaseOf(c.env, binding), programId, segmentId)
      if (!segment) throw missing(segmentId)
      return c.json(await countMembers(c.env, c.var.merchant, segment, Date.now()), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/segments/{segmentId}/events',
      tags: ['Segments'],
      summary: 'Who came into the segment and who left it, oldest first',
      description:
        'Noted with each purchase, return and event of a member, and once a day for what time alone changes. Who is in it is always worked out anew, and never read from here.',
      security: byKey,
      middleware: requireKey('read', 'segments:write'),
      request: { params, query: PageQuery },
      responses: { 200: json(pageOf(SegmentEvent), 'A page of events') },
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      const { segmentId } = c.req.valid('param')
      const { cursor, limit } = c.req.valid('query')
      const db = databaseOf(c.env, binding)
      if (!(await findSegment(db, programId, segmentId))) throw missing(segmentId)
      return c.json(toPage(await listSegmentEvents(db, segmentId, cursor ?? '', limit), limit), 200)
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
      const db = databaseOf(c.env, binding)
      const result = await inTurn(async () => {
        const { segments: all, version } = await segmentsAt(db, programId)
        const before = all.find(({ id }) => id === segmentId)
        if (!before) throw missing(segmentId)
        const others = all.filter(({ id }) => id !== segmentId)
        if (wanted.rule) requireRule(wanted.rule, '/rule', wanted.key, others)
        const askers = [...askingFor([before.key], all)]
        const replaced = await replaceSegment(
          db,
          programId,
          segmentId,
          wanted,
          { askers, version },
          Date.now(),
        )
        // Somebody changed the catalogue since it was read: two changes at once could close a ring that neither does.
        if (replaced === 'stale') throw new Stale(replaced)
        return replaced
      })
      if (result === 'missing') throw missing(segmentId)
      if (result === 'taken') throw taken(wanted.key)
      if ('heldBy' in result) throw held(result)
      return c.json(result, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'delete',
      path: '/segments/{segmentId}',
      tags: ['Segments'],
      summary: 'Delete a segment that nothing names',
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
      if (result !== 'deleted') throw held(result)
      return c.body(null, 204)
    },
  )
