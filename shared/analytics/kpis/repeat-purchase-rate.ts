import { type Kpi, type KpiExample, NO_MEMBERS, shareOf } from './kpi.ts'

/** Who bought more than once. */
export const repeatPurchaseRate: Kpi<'members'> = {
  key: 'repeatPurchaseRate',
  name: 'Repeat purchase rate',
  definition: 'Of the members who bought in the period, the share who did so at least twice in it.',
  unit: 'share',
  formula: 'members with two purchases or more / members with one purchase or more',
  better: 'higher',
  least: 0,
  most: 1,
  needs: ['members'],
  compute: ({ members }) => shareOf(members.boughtTwice, members.bought),
}

export const examples: KpiExample<'members'>[] = [
  {
    title: 'a quarter bought again',
    inputs: { members: { ...NO_MEMBERS, bought: 80, boughtTwice: 20 } },
    expected: { value: 0.25 },
  },
  {
    title: 'nobody has bought',
    inputs: { members: { ...NO_MEMBERS, enrolled: 10 } },
    expected: { value: null, why: 'nothingYet' },
  },
]
