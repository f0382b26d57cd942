import { z } from 'zod'
import {
  Instant,
  isList,
  MOST_HOSTS_CHARS,
  Partner,
  PartnerList,
  soundLines,
} from '../../shared/contracts/index.ts'
import { type Area, item, soundList } from './store.ts'

/** A list as it comes, without the lines that are no shop's. */
export const SoundList = PartnerList.extend({
  hosts: z.string().max(MOST_HOSTS_CHARS).transform(soundLines).refine(isList),
})

const sound = soundList(z.object(Partner.shape))

/** A bucket as it comes, without the partners that are not as agreed: one of which nobody is left is no bucket. */
export const SoundBucket = z
  .object({ partners: z.array(z.unknown()) })
  .transform(({ partners: all }) => ({ all: all.length, partners: sound.parse(all) }))
  .refine(({ all, partners }) => all === 0 || partners.length > 0)

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
  partners: soundList(z.object(Partner.shape)),
})
export type KeptBucket = z.infer<typeof KeptBucket>

/** What the extension keeps of the partners. */
export const partnerItems = (local: Area, session: Area) => ({
  partners: item(local, 'partnerList', KeptList.nullable(), null),
  /** By name of the bucket, those used last at the end. */
  partnerBuckets: item(local, 'partnerBuckets', z.record(z.string(), KeptBucket), {}),
  /** The same for whoever is no member: what tells where they were goes with the browser. */
  bucketsMeanwhile: item(session, 'bucketsMeanwhile', z.record(z.string(), KeptBucket), {}),
  /** Partners whose pages were looked up, the latest first: known without the network, also when their bucket is gone. */
  partnersMet: item(local, 'partnersMet', soundList(z.object(Partner.shape)), []),
  /** Tabs in which the member asked for the panel once, and the origin that they asked for it on. */
  shownHere: item(session, 'shownHere', z.record(z.string(), z.string()), {}),
})
