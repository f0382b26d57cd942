import { createRoute, z } from '@hono/zod-openapi'
import {
  DomainError,
  Id,
  SegmentListChange,
  SegmentMember,
  SegmentMembers,
} from '../../shared/contracts/index.ts'
import { meantByList } from '../books/list-members.ts'
import { databaseOf } from '../db/database.ts'
import { changeList, type ListChange, listMembers } from '../db/segment-lists.ts'
import { findSegment } from '../db/segments.ts'
import type { Env } from '../env.ts'
import { createRouter, type MerchantAuth } from '../http/app.ts'
import { requireKey } from '../http/auth.ts'
import { byKey, json, jsonBody } from '../http/describe.ts'
import { PageQuery, pageOf, toPage } from '../http/paging.ts'

const params = z.object({ segmentId: Id })

/** The list, or a refusal. */
async function requireList(env: Env, { programId, binding }: MerchantAuth, segmentId: string) {
  const db = databaseOf(env, binding)
  const segment = await findSegment(db, programId, segmentId)
  if (!segment) throw new DomainError('not_found', `No segment ${segmentId}`)
  if (!segment.list)
    throw new DomainError('conflict', 'The segment has a rule: nobody is put into it by hand')
  return db
}

const change = async (
  env: Env,
  merchant: MerchantAuth,
  segmentId: string,
  how: ListChange,
  wanted: SegmentMembers,
): Promise<SegmentListChange> => {
  const db = await requireList(env, merchant, segmentId)
  const ids = await meantByList(env, merchant, wanted)
  const changed = await changeList(db, merchant.programId, segmentId, how, ids, Date.now())
  if (!changed) throw new DomainError('not_found', `No list ${segmentId}`)
  return changed
}

const described = {
  tags: ['Segments'],
  security: byKey,
  description:
    'By number or by enrolment, up to 10,000 a call. One that is nobody’s is told by its place, and then nothing is changed.',
  middleware: requireKey('segments:write'),
  request: { params, body: jsonBody(SegmentMembers) },
  responses: { 200: json(SegmentListChange, 'What has changed') },
}

/** Lists of members that are uploaded by hand. */
export const segmentLists = createRouter()
  .openapi(
    createRoute({
      method: 'get',
      path: '/segments/{segmentId}/members',
      tags: ['Segments'],
      summary: 'Who is on an uploaded list',
      security: byKey,
      middleware: requireKey('read', 'segments:write'),
      request: { params, query: PageQuery },
      responses: { 200: json(pageOf(SegmentMember), 'A page of members') },
    }),
    async (c) => {
      const { segmentId } = c.req.valid('param')
      const { cursor, limit } = c.req.valid('query')
      const db = await requireList(c.env, c.var.merchant, segmentId)
      const rows = await listMembers(db, segmentId, cursor ?? '', limit)
      const { items, nextCursor } = toPage(
        rows.map((row) => ({ ...row, id: row.enrolmentId })),
        limit,
      )
      return c.json({ items: items.map(({ id: _, ...item }) => item), nextCursor }, 200)
    },
  )
  .openapi(
    createRoute({
      ...described,
      method: 'post',
      path: '/segments/{segmentId}/members',
      summary: 'Put members on a list',
    }),
    async (c) =>
      c.json(
        await change(c.env, c.var.merchant, c.req.valid('param').segmentId, 'add', c.req.valid('json')),
        200,
      ),
  )
  .openapi(
    createRoute({
      ...described,
      method: 'put',
      path: '/segments/{segmentId}/members',
      summary: 'Replace a list',
    }),
    async (c) =>
      c.json(
        await change(c.env, c.var.merchant, c.req.valid('param').segmentId, 'replace', c.req.valid('json')),
        200,
      ),
  )
  .openapi(
    createRoute({
      ...described,
      method: 'post',
      path: '/segments/{segmentId}/members/remove',
      summary: 'Take members off a list',
    }),
    async (c) =>
      c.json(
        await change(c.env, c.var.merchant, c.req.valid('param').segmentId, 'remove', c.req.valid('json')),
        200,
      ),
  )
