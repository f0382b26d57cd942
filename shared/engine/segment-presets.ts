import type { Rule, SegmentPreset } from '../contracts/index.ts'

type Fifths = readonly [least: number, most: number]

const between = (signal: string, [least, most]: Fifths): Rule[] => {
  if (least === most) return [{ signal, op: 'eq', value: least }]
  return [
    ...(least > 1 ? [{ signal, op: 'gte', value: least } as const] : []),
    ...(most < 5 ? [{ signal, op: 'lte', value: most } as const] : []),
  ]
}

/** Members in these fifths, 5 the best. */
const inFifths = (recency: Fifths, frequency: Fifths, monetary: Fifths = [1, 5]): Rule => ({
  all: [
    ...between('rfmRecency', recency),
    ...between('rfmFrequency', frequency),
    ...between('rfmMonetary', monetary),
  ],
})

const preset = (key: string, name: string, meaning: string, rule: Rule): SegmentPreset => ({
  meaning,
  segment: { key, name, rule },
})

/**
 * The segments that merchants know by name, over the fifths of recency, frequency and spend. Together they hold everybody who
 * has bought, each member in one. Source: the grid of recency and frequency in which they are usually drawn
 * (https://www.putler.com/rfm-analysis/), where spend parts the best from the rest.
 */
export const SEGMENT_PRESETS: readonly SegmentPreset[] = [
  preset(
    'champions',
    'Champions',
    'Bought just now, buy often and spend the most.',
    inFifths([5, 5], [4, 5], [4, 5]),
  ),
  preset('loyal', 'Loyal', 'Buy often and have been here lately, without being champions.', {
    any: [inFifths([3, 4], [4, 5]), inFifths([5, 5], [4, 5], [1, 3])],
  }),
  preset(
    'potential-loyalists',
    'Potential loyalists',
    'Were here lately and have bought more than once: with a reason to return they become loyal.',
    inFifths([4, 5], [2, 3]),
  ),
  preset('new', 'New', 'Bought just now, and hardly ever before.', inFifths([5, 5], [1, 1])),
  preset(
    'promising',
    'Promising',
    'Were here not long ago, and have hardly bought yet.',
    inFifths([4, 4], [1, 1]),
  ),
  preset(
    'need-attention',
    'Need attention',
    'In the middle of everything: they stay or go by what happens next.',
    inFifths([3, 3], [3, 3]),
  ),
  preset(
    'about-to-sleep',
    'About to sleep',
    'Bought seldom, and it is getting long ago.',
    inFifths([3, 3], [1, 2]),
  ),
  preset('at-risk', 'At risk', 'Used to buy often, and have not been here for long.', {
    any: [inFifths([1, 2], [3, 3]), inFifths([1, 2], [4, 5], [1, 3])],
  }),
  preset(
    'cant-lose',
    'Can’t lose',
    'Used to buy often and spend the most, and have not been here for long.',
    inFifths([1, 2], [4, 5], [4, 5]),
  ),
  preset('hibernating', 'Hibernating', 'Bought seldom and long ago.', {
    any: [inFifths([2, 2], [1, 2]), inFifths([1, 1], [1, 2], [3, 5])],
  }),
  preset('lost', 'Lost', 'Bought seldom, little and longest ago.', inFifths([1, 1], [1, 2], [1, 2])),
]
