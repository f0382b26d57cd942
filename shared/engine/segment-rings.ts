import type { FieldIssue, Rule } from '../contracts/index.ts'

/** A comparison that names a segment, and where in the rule it does. */
export type SegmentNamed = { path: string; segment: string; signal: string }

/** The signals that ask another segment's rule. */
export const ASKS: ReadonlySet<string> = new Set(['inSegment', 'daysInSegment', 'daysSinceSegmentLeft'])

/** Every place in a rule that names a segment, in reading order; paths are JSON pointers from the rule's root. */
export function segmentsNamed(rule: Rule, path = ''): SegmentNamed[] {
  if ('all' in rule) return rule.all.flatMap((child, at) => segmentsNamed(child, `${path}/all/${at}`))
  if ('any' in rule) return rule.any.flatMap((child, at) => segmentsNamed(child, `${path}/any/${at}`))
  if ('not' in rule) return segmentsNamed(rule.not, `${path}/not`)
  const segment = rule.args?.segment
  return typeof segment === 'string' ? [{ path: `${path}/args/segment`, segment, signal: rule.signal }] : []
}

/** Which other segments each segment's rule asks. */
type Asks = ReadonlyMap<string, readonly SegmentNamed[]>

/** A segment as far as rings go: a list asks nobody. */
export type RuledSegment = { key: string; rule?: Rule | undefined }

const asksOf = (segments: Iterable<RuledSegment>): Map<string, SegmentNamed[]> =>
  new Map(
    [...segments].map(({ key, rule }) => [
      key,
      rule === undefined ? [] : segmentsNamed(rule).filter(({ signal }) => ASKS.has(signal)),
    ]),
  )

/** The shortest way from one segment back to itself, both ends told, and the place in its own rule where it begins. */
function ringFrom(start: string, asks: Asks): { ring: string[]; path: string } | null {
  const seen = new Set<string>()
  let ways = (asks.get(start) ?? []).map(({ segment, path }) => ({ ring: [start, segment], path }))
  while (ways.length > 0) {
    const next: typeof ways = []
    for (const { ring, path } of ways) {
      const at = ring.at(-1) as string
      if (at === start) return { ring, path }
      if (seen.has(at)) continue
      seen.add(at)
      for (const { segment } of asks.get(at) ?? []) next.push({ ring: [...ring, segment], path })
    }
    ways = next
  }
  return null
}

/**
 * Segments that ask for themselves by way of others: each could only be told when it had been told. By key; the issue's path
 * is of its own rule.
 */
export function segmentRings(segments: Iterable<RuledSegment>): Map<string, FieldIssue> {
  const asks = asksOf(segments)
  const rings = new Map<string, FieldIssue>()
  for (const key of asks.keys()) {
    const found = ringFrom(key, asks)
    if (found) rings.set(key, { path: found.path, message: `is endless: ${found.ring.join(' asks for ')}` })
  }
  return rings
}

/**
 * What is wrong with the segments that a rule names, where it is to be the rule of `key` (`null`: of no segment, as an
 * offer's): one that is not there, or a ring that it would close.
 */
export function checkSegments(
  rule: Rule,
  key: string | null,
  segments: readonly RuledSegment[],
): FieldIssue[] {
  const others = segments.filter((segment) => segment.key !== key)
  const keys = new Set([...others.map((segment) => segment.key), ...(key === null ? [] : [key])])
  const missing = segmentsNamed(rule).flatMap(({ path, segment }) =>
    keys.has(segment) ? [] : [{ path, message: `no segment ${segment}` }],
  )
  if (key === null || missing.length > 0) return missing
  const ring = ringFrom(key, asksOf([...others, { key, rule }]))
  return ring ? [{ path: ring.path, message: `is endless: ${ring.ring.join(' asks for ')}` }] : []
}

/** The keys of segments whose answer may have changed with that of some: those, and all that ask for them, however far off. */
export function askingFor(changed: Iterable<string>, segments: readonly RuledSegment[]): Set<string> {
  const found = new Set(changed)
  const asks = asksOf(segments)
  for (let before = -1; before !== found.size; ) {
    before = found.size
    for (const [key, asked] of asks) if (asked.some(({ segment }) => found.has(segment))) found.add(key)
  }
  return found
}
