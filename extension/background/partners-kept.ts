import { z } from 'zod'
import { Instant, Partner } from '../../shared/contracts/index.ts'
import { type Area, item } from './store.ts'

/** The list as it last came: its shape was looked at then, and is not at every read of some megabytes. */
const KeptList = z.object({
  etag: z.string().nullable(),
  fetchedAt: Instant,
  list: z.object({ version: z.string(), bits: z.int().min(0), hosts: z.string() }),
})
export type KeptList = z.infer<typeof KeptList>

/** The details of some hundreds of partners, and when they came. */
const KeptBucket = z.object({
  etag: z.string().nullable(),
  fetchedAt: Instant,
  partners: z.array(z.object(Partner.shape)),
})
export type KeptBucket = z.infer<typeof KeptBucket>

/** What the extension keeps of the partners. */
export const partnerItems = (local: Area, session: Area) => ({
  partners: item(local, 'partnerList', KeptList.nullable(), null),
  /** By name of the bucket, those used last at the end. */
  partnerBuckets: item(local, 'partnerBuckets', z.record(z.string(), KeptBucket), {}),
  /** Partners whose pages were looked up, the latest first: known without the network, also when their bucket is gone. */
  partnersMet: item(local, 'partnersMet', z.array(z.object(Partner.shape)), []),
  /** Tabs in which the member asked for the panel once, and the origin that they asked for it on. */
  shownHere: item(session, 'shownHere', z.record(z.string(), z.string()), {}),
})
