import { type Kpi, type KpiExample, NO_MEMBERS, shareOf } from './kpi.ts'

/** Who takes part, of those who joined. */
export const participation: Kpi<'members'> = {
  key: 'participation',
  name: 'Participation',
  definition: 'Of the members enrolled, the share who bought, earned or spent points in the period.',
  unit: 'share',
  formula: 'members who bought, earned or spent points / members enrolled by the end of the period',
  better: 'higher',
  least: 0,
  most: 1,
  needs: ['members'],
  compute: ({ members }) => shareOf(members.active, members.enrolled),
}

export const examples: KpiExample<'members'>[] = [
  {
    title: 'three of five',
    inputs: { members: { ...NO_MEMBERS, enrolled: 500, active: 300 } },
    expected: { value: 0.6 },
  },
  {
    title: 'nobody has joined',
    inputs: { members: NO_MEMBERS },
    expected: { value: null, why: 'nothingYet' },
  },
]
