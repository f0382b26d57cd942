import { type Kpi, type KpiExample, NO_MEMBERS, shareOf } from './kpi.ts'

/** Who bought before and has come back. */
export const retention: Kpi<'members'> = {
  key: 'retention',
  name: 'Retention',
  definition: 'Of the members who bought in the period before, the share who bought in this one too.',
  unit: 'share',
  formula: 'members who bought in both periods / members who bought in the period before',
  better: 'higher',
  least: 0,
  most: 1,
  needs: ['members'],
  compute: ({ members }) => shareOf(members.stayed, members.boughtBefore),
}

export const examples: KpiExample<'members'>[] = [
  {
    title: 'three of four came back',
    inputs: { members: { ...NO_MEMBERS, bought: 50, boughtBefore: 40, stayed: 30 } },
    expected: { value: 0.75 },
  },
  {
    title: 'the first period has none before it',
    inputs: { members: { ...NO_MEMBERS, bought: 50 } },
    expected: { value: null, why: 'nothingYet' },
  },
]
