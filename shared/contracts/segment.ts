import { z } from 'zod'
import { Id, Instant, Slug, text } from './primitives.ts'
import { RuleInput } from './rule.ts'

/** Members that one upload may name. More are sent in several. */
export const MAX_LIST_UPLOAD = 10_000

const fields = {
  key: Slug,
  name: text(120),
  /** Who is in it. Left out where a list says so. */
  rule: RuleInput.optional(),
  /** Who is in it is uploaded by hand. */
  list: z.literal(true).optional(),
}

const isOne = ({ rule, list }: { rule?: unknown; list?: true | undefined }): boolean =>
  (rule === undefined) !== (list === undefined)
const ONE_ISSUE = { path: ['rule'], message: 'is needed, or list: one of the two' }

/** A segment as a merchant sends it: a rule and its name, or the name of a list. */
export const SegmentCreate = z.strictObject(fields).refine(isOne, ONE_ISSUE).meta({ id: 'SegmentCreate' })
export type SegmentCreate = z.infer<typeof SegmentCreate>

/** Members by a rule over signals, or by a list. */
export const Segment = z.strictObject({ ...fields, id: Id, createdAt: Instant }).meta({ id: 'Segment' })
export type Segment = z.infer<typeof Segment>

/** A rule that is to be counted before it is saved. */
export const SegmentCountRequest = z.strictObject({ rule: RuleInput }).meta({ id: 'SegmentCountRequest' })

/** How many members of the programme a rule holds now. */
export const SegmentCount = z
  .strictObject({
    members: z.int().min(0),
    /** Of so many in all. */
    of: z.int().min(0),
    /** Whether everybody was looked at, not a sample. */
    isExact: z.boolean(),
    /** How many were. */
    sampled: z.int().min(0),
    /** Of a sample: where the true number lies, 19 times of 20. */
    interval: z.strictObject({ low: z.int().min(0), high: z.int().min(0) }).nullable(),
    /** Enrolments of some who are in it. */
    examples: z.array(Id).max(5),
    /** What of the rule is perhaps not meant: it may be saved as it is. */
    warnings: z.array(z.strictObject({ path: z.string(), message: z.string() })),
    countedAt: Instant,
  })
  .meta({ id: 'SegmentCount' })
export type SegmentCount = z.infer<typeof SegmentCount>

/**
 * Members by their numbers or their enrolments' ids, in any mixture: as a list, or as the text of a CSV file, of which the first
 * cell of each line is read.
 */
export const SegmentMembers = z
  .strictObject({
    members: z.array(z.string().trim().min(1).max(40)).max(MAX_LIST_UPLOAD).optional(),
    text: z.string().max(2_000_000).optional(),
  })
  .refine(({ members, text: lines }) => (members === undefined) !== (lines === undefined), {
    path: ['members'],
    message: 'is needed, or text: one of the two',
  })
  .meta({ id: 'SegmentMembers' })
export type SegmentMembers = z.infer<typeof SegmentMembers>

/** What an upload changed of a list, and how many are on it now. */
export const SegmentListChange = z
  .strictObject({ added: z.int().min(0), removed: z.int().min(0), members: z.int().min(0) })
  .meta({ id: 'SegmentListChange' })
export type SegmentListChange = z.infer<typeof SegmentListChange>

/** A member of a list. */
export const SegmentMember = z
  .strictObject({ enrolmentId: Id, addedAt: Instant })
  .meta({ id: 'SegmentMember' })
export type SegmentMember = z.infer<typeof SegmentMember>

/**
 * What brought a member into a segment or out of it: something they did, time alone, an upload, or a change of the
 * segment's own rule, which gives nobody points.
 */
export const SegmentCause = z.enum(['member', 'time', 'list', 'rule'])
export type SegmentCause = z.infer<typeof SegmentCause>

/** A member came into a segment or left it. */
export const SegmentEvent = z
  .strictObject({
    id: Id,
    enrolmentId: Id,
    kind: z.enum(['entered', 'left']),
    cause: SegmentCause,
    at: Instant,
  })
  .meta({ id: 'SegmentEvent' })
export type SegmentEvent = z.infer<typeof SegmentEvent>

/** A usual segment, ready to be posted. */
export const SegmentPreset = z
  .strictObject({ meaning: z.string(), segment: SegmentCreate })
  .meta({ id: 'SegmentPreset' })
export type SegmentPreset = z.infer<typeof SegmentPreset>
