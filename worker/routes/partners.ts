import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { BucketName, DomainError, PartnerBucket, PartnerList } from '../../shared/contracts/index.ts'
import { readBucket, readList, readListHead } from '../db/partners.ts'
import { type AppEnv, createRouter } from '../http/app.ts'
import { sha256Hex } from '../http/bytes.ts'
import { json } from '../http/describe.ts'

/** How long an extension may keep what it was told before it asks whether it has changed, in seconds. */
const MAX_AGE_S = 300

/** Names the answer by its fingerprint. Says whether whoever asks has it already. */
function isKnown(c: Context<AppEnv>, version: string): boolean {
  const etag = `"${version}"`
  c.header('etag', etag)
  // A developer's new shop must be seen at once.
  c.header('cache-control', `public, max-age=${c.env.STAMKUND_MODE === 'local' ? 0 : MAX_AGE_S}`)
  const known = (c.req.header('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return known.includes(etag) || known.includes('*')
}

/** What every extension may know of the partners: where they are, and in portions of some hundreds, who. */
export const partners = createRouter()
  .openapi(
    createRoute({
      method: 'get',
      path: '/partners',
      tags: ['Partners'],
      summary: 'The hosts of every verified store',
      description:
        'The whole list in one answer, so that nobody learns which store is visited. Send back its ETag in If-None-Match.',
      responses: {
        200: json(PartnerList, 'The list; `version` is its fingerprint'),
        304: { description: 'Unchanged' },
      },
    }),
    async (c) => {
      const head = await readListHead(c.env.DB, Date.now(), sha256Hex)
      if (isKnown(c, head.version)) return c.body(null, 304)
      const list = await readList(c.env.DB)
      // Somebody may have joined between the two.
      isKnown(c, list.version)
      return c.json(list, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/partners/{bucket}',
      tags: ['Partners'],
      summary: 'The stores of one bucket of the list',
      description:
        'A bucket is named by the first `bits` bits of the FNV-1a hash (32 bits) of a host, as the list writes it: `0110`, or `all` where `bits` is 0. It holds some hundreds of stores, so that asking says little of which one is meant.',
      request: { params: z.object({ bucket: BucketName }) },
      responses: {
        200: json(PartnerBucket, 'Every store that has a host in the bucket'),
        304: { description: 'Unchanged' },
      },
    }),
    async (c) => {
      const found = await readBucket(c.env.DB, c.req.valid('param').bucket)
      if (!found) throw new DomainError('not_found', 'The list is divided more finely now: fetch it again')
      if (isKnown(c, (await sha256Hex(JSON.stringify(found))).slice(0, 32))) return c.body(null, 304)
      return c.json({ partners: found }, 200)
    },
  )
