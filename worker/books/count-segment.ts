import type { Rule, Segment, SegmentCount } from '../../shared/contracts/index.ts'
import { compileCatalogue, isInSegment } from '../../shared/engine/index.ts'
import { loadCatalogue } from '../db/catalogue.ts'
import { memberAt, readCatalogue, viewOf } from '../db/compiled.ts'
import { databaseOf } from '../db/database.ts'
import { readMembers, sampleMembers } from '../db/segment-members.ts'
import type { Env } from '../env.ts'
import { requireRule } from './require-rule.ts'

/** Members who are looked at, at most: some seconds' work. Of more, a sample tells the number within one percent of all. */
const MOST_LOOKED_AT = 20_000

/** Members read at a time. A profile may hold 100 KB, and a worker 128 MB. */
const MEMBERS_A_READ = 400

/** A member's enrolments that are told as examples. */
const MOST_EXAMPLES = 5

/** A key that no segment can have. */
const ASKED = '?'

/**
 * How many members of a programme a rule or a segment holds now: all of them, or of very many a sample, the same each time.
 *
 * @throws DomainError invalid_request: the rule can't be held against anybody
 */
export async function countMembers(
  env: Env,
  { programId, binding }: { programId: string; binding: string },
  asked: { rule: Rule } | Segment,
  now: number,
  most = MOST_LOOKED_AT,
): Promise<SegmentCount> {
  const db = databaseOf(env, binding)
  const [data, { rules }] = await Promise.all([
    loadCatalogue(db, programId, now),
    readCatalogue(env, binding, programId, db),
  ])
  if (!data) throw new Error(`No programme ${programId}`)
  const { warnings } =
    'key' in asked ? { warnings: [] } : requireRule(asked.rule, '/rule', ASKED, data.segments)
  const segment: Segment =
    'key' in asked ? asked : { id: ASKED, key: ASKED, name: ASKED, rule: asked.rule, createdAt: now }
  const others = data.segments.filter(({ key }) => key !== segment.key)
  const segments = [...others, segment]
  const catalogue = compileCatalogue({
    ...data,
    programId,
    stores: [],
    offers: [],
    experiments: [],
    segments,
  })

  const { of, ids } = await sampleMembers(db, programId, most)
  const examples: string[] = []
  let [found, sampled] = [0, 0]
  for (let at = 0; at < ids.length; at += MEMBERS_A_READ) {
    const members = await readMembers(db, programId, ids.slice(at, at + MEMBERS_A_READ), now)
    sampled += members.length
    for (const member of members) {
      if (
        !isInSegment(catalogue, segment.key, viewOf(member.profile, memberAt(rules, member, now).facts, now))
      )
        continue
      found += 1
      if (examples.length < MOST_EXAMPLES) examples.push(member.enrolmentId)
    }
  }
  const isExact = ids.length >= of
  return {
    members: isExact ? found : Math.round((found / sampled) * of),
    of,
    isExact,
    sampled,
    interval: isExact ? null : intervalOf(found, sampled, of),
    examples,
    warnings,
    countedAt: now,
  }
}

/** 19 of 20. */
const Z = 1.959964

/**
 * Where a number out of `of` lies, of which a sample was seen: Wilson's score interval, narrowed for a sample that is a good
 * part of all (https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval).
 */
export function intervalOf(found: number, sampled: number, of: number): { low: number; high: number } {
  const share = found / sampled
  const middle = (share + Z ** 2 / (2 * sampled)) / (1 + Z ** 2 / sampled)
  const half =
    (Z / (1 + Z ** 2 / sampled)) *
    Math.sqrt((share * (1 - share)) / sampled + Z ** 2 / (4 * sampled ** 2)) *
    Math.sqrt((of - sampled) / Math.max(1, of - 1))
  return {
    // Who was seen is there, whatever chance says of the others.
    low: Math.max(found, Math.floor(Math.min(share, middle - half) * of)),
    high: Math.min(of - (sampled - found), Math.ceil(Math.max(share, middle + half) * of)),
  }
}
