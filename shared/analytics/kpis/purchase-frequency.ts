import { type Kpi, type KpiExample, NO_MEMBERS, shareOf } from './kpi.ts'

/** How often those who buy do so. */
export const purchaseFrequency: Kpi<'members' | 'purchases'> = {
  key: 'purchaseFrequency',
  name: 'Purchase frequency',
  definition: 'How many purchases a member made in the period, of those who made any.',
  unit: 'purchases',
  formula: 'purchases / members with one purchase or more',
  better: 'higher',
  least: 1,
  most: null,
  needs: ['members', 'purchases'],
  compute: ({ members, purchases }) => shareOf(purchases.count, members.bought),
}

export const examples: KpiExample<'members' | 'purchases'>[] = [
  {
    title: 'ten purchases by four members',
    inputs: { members: { ...NO_MEMBERS, bought: 4 }, purchases: { count: 10, spendMinor: 5000 } },
    expected: { value: 2.5 },
  },
  {
    title: 'nobody has bought',
    inputs: { members: NO_MEMBERS, purchases: { count: 0, spendMinor: 0 } },
    expected: { value: null, why: 'nothingYet' },
  },
]
