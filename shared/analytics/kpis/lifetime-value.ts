import type { Kpi, KpiExample } from './kpi.ts'

/** What a member is still going to bring. */
export const lifetimeValue: Kpi<'lifetime'> = {
  key: 'lifetimeValue',
  name: 'Lifetime value',
  definition:
    "What a member who has bought is expected to bring in the year to come, on average, as of the period's end; rounded down.",
  unit: 'minor units',
  formula:
    'sum of expected purchases x expected worth of a purchase (BG/NBD, Gamma-Gamma) / members who have bought',
  better: 'higher',
  least: 0,
  most: null,
  needs: ['lifetime'],
  compute: ({ lifetime }) => {
    if (lifetime === 'otherMerchants') return { value: null, why: lifetime }
    if (lifetime === null) return { value: null, why: 'notFitted' }
    if (lifetime.members === 0) return { value: null, why: 'nothingYet' }
    return { value: Math.floor(lifetime.valueMinor / lifetime.members) }
  },
}

export const examples: KpiExample<'lifetime'>[] = [
  {
    title: 'three members, 1,000.00 together',
    inputs: { lifetime: { members: 3, valueMinor: 100_000 } },
    expected: { value: 33_333 },
  },
  {
    title: 'nothing has been fitted',
    inputs: { lifetime: null },
    expected: { value: null, why: 'notFitted' },
  },
  {
    title: 'others sell in the programme as well',
    inputs: { lifetime: 'otherMerchants' },
    expected: { value: null, why: 'otherMerchants' },
  },
  {
    title: 'nobody has bought',
    inputs: { lifetime: { members: 0, valueMinor: 0 } },
    expected: { value: null, why: 'nothingYet' },
  },
]
