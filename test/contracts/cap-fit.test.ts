import { expect, test } from 'vitest'
import { issuesOf, Limits } from '../../shared/contracts/index.ts'

const pathsOf = (limits: unknown) => {
  const { error } = Limits.safeParse(limits)
  return error ? issuesOf(error).map(({ path }) => path) : []
}
const cap = (per: string, period: string, more: Record<string, unknown>) => ({ per, period, ...more })

test.each<[string, unknown, string[]]>([
  ['none', {}, []],
  ['a cap of nothing', { caps: [cap('member', 'day', {})] }, ['/caps/0/times']],
  [
    'the same twice',
    { caps: [cap('member', 'day', { times: 1 }), cap('member', 'day', { costMinor: 500 })] },
    ['/caps/1'],
  ],
  [
    'a day that allows more than its month',
    { caps: [cap('member', 'day', { times: 5 }), cap('member', 'month', { times: 3 })] },
    ['/caps/0/times'],
  ],
  [
    'a month that allows less money than a year',
    { caps: [cap('store', 'month', { costMinor: 500 }), cap('store', 'year', { costMinor: 5_000 })] },
    [],
  ],
  [
    // A week may lie in two months, and so allow twice what a month does.
    'a week that allows more than a month',
    { caps: [cap('member', 'week', { times: 5 }), cap('member', 'month', { times: 3 })] },
    [],
  ],
  [
    'a member above everybody, which is pointless and clear',
    { caps: [cap('member', 'day', { times: 5 }), cap('offer', 'day', { times: 3 })] },
    [],
  ],
  [
    'a cap of all time beside another total',
    { total: 9, caps: [cap('offer', 'ever', { times: 8 })] },
    ['/caps/0/times'],
  ],
  ['the same total said twice', { total: 9, caps: [cap('offer', 'ever', { times: 9 })] }, []],
  [
    'a day above the budget',
    { budgetMinor: 100, caps: [cap('offer', 'day', { costMinor: 101 })] },
    ['/caps/0/costMinor'],
  ],
  [
    'a member’s day above what a member may ever',
    { perMember: 1, caps: [cap('member', 'day', { times: 2 })] },
    ['/caps/0/times'],
  ],
  [
    'handed-out codes beside used ones',
    { perMember: 1, caps: [cap('member', 'ever', { on: 'claim', times: 3 })] },
    [],
  ],
])('limits with %s name the field that is amiss', (_, limits, expected) => {
  expect(pathsOf(limits)).toEqual(expected)
})
