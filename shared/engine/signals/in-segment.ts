import type { Signal, SignalExample } from '../signal.ts'
import { SegmentArgs } from './args.ts'

/** 1: another segment of the programme holds the member; 0: not. `null`: there is no such segment. */
export const inSegment: Signal<{ segment: string }> = {
  name: 'inSegment',
  unit: '1 or 0',
  definition: '1 if another segment holds the member, else 0.',
  valueType: 'number',
  range: { least: 0, most: 1, whole: true },
  args: SegmentArgs,
  compute(context, { segment }) {
    const held = context.isIn(segment)
    return held === null ? null : Number(held)
  },
}

export const examples: SignalExample[] = [
  { title: 'no such segment cannot say', args: { segment: 'regulars' }, expected: null },
  { title: 'held', args: { segment: 'regulars' }, segments: { regulars: true }, expected: 1 },
  { title: 'not held', args: { segment: 'regulars' }, segments: { regulars: false }, expected: 0 },
]
