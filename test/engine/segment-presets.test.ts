import { describe, expect, test } from 'vitest'
import { type Rule, SegmentCreate } from '../../shared/contracts/index.ts'
import { checkRule, SEGMENT_PRESETS, senseOf } from '../../shared/engine/index.ts'

type Triple = Record<string, number>

/** Whether a rule over fifths holds for some. */
function holds(rule: Rule, fifths: Triple): boolean {
  if ('all' in rule) return rule.all.every((part) => holds(part, fifths))
  if ('any' in rule) return rule.any.some((part) => holds(part, fifths))
  if ('not' in rule) return !holds(rule.not, fifths)
  const value = fifths[rule.signal] as number
  const target = rule.value as number
  if (rule.op === 'eq') return value === target
  return rule.op === 'gte' ? value >= target : value <= target
}

const FIFTHS = [1, 2, 3, 4, 5]
const TRIPLES: Triple[] = FIFTHS.flatMap((rfmRecency) =>
  FIFTHS.flatMap((rfmFrequency) => FIFTHS.map((rfmMonetary) => ({ rfmRecency, rfmFrequency, rfmMonetary }))),
)

const keysFor = (fifths: Triple) =>
  SEGMENT_PRESETS.flatMap(({ segment: { key, rule } }) => (rule && holds(rule, fifths) ? [key] : []))

describe.each(SEGMENT_PRESETS.map((preset) => [preset.segment.key, preset] as const))('%s', (_, preset) => {
  test('can be posted as it is', () => {
    expect(SegmentCreate.parse(preset.segment)).toEqual(preset.segment)
    const rule = preset.segment.rule as Rule
    expect(checkRule(rule)).toEqual([])
    expect(senseOf(rule)).toEqual({ refused: [], warnings: [], gaveUp: false })
    expect(preset.meaning).toMatch(/^[A-Z].*\.$/)
  })

  test('holds somebody', () => {
    expect(TRIPLES.some((fifths) => keysFor(fifths).includes(preset.segment.key))).toBe(true)
  })
})

test('everybody who has bought is in one of them, and in no two', () => {
  for (const fifths of TRIPLES) expect([fifths, keysFor(fifths).length]).toEqual([fifths, 1])
})

test.each<[[number, number, number], string]>([
  [[5, 5, 5], 'champions'],
  [[5, 5, 1], 'loyal'],
  [[4, 4, 5], 'loyal'],
  [[5, 1, 5], 'new'],
  [[4, 1, 1], 'promising'],
  [[4, 3, 2], 'potential-loyalists'],
  [[3, 3, 3], 'need-attention'],
  [[3, 1, 3], 'about-to-sleep'],
  [[2, 4, 1], 'at-risk'],
  [[1, 5, 5], 'cant-lose'],
  [[2, 2, 2], 'hibernating'],
  [[1, 1, 1], 'lost'],
])('the fifths %j are called %s', ([rfmRecency, rfmFrequency, rfmMonetary], key) => {
  expect(keysFor({ rfmRecency, rfmFrequency, rfmMonetary })).toEqual([key])
})
