import { expect, test } from 'vitest'
import { call } from './api.ts'
import { aPurchase, buy, newWorld } from './world.ts'

type Refusal = { issues: { path: string; message: string }[] }

const good = { signal: 'purchaseCount', op: 'gte', value: 1 }

test.each([
  ['a comparison among others', { all: [good, { ...good, op: 'gtee' }] }, ['/rule/all/1/op']],
  [
    'a value far inside',
    { any: [{ not: { all: [{ ...good, value: null }] } }] },
    ['/rule/any/0/not/all/0/value'],
  ],
  ['an unknown field', { all: [{ ...good, ops: 'gte' }] }, ['/rule/all/0/ops']],
  ['a field missing', { signal: 'purchaseCount', op: 'gte' }, ['/rule/value']],
  ['two joins at once', { all: [good], any: [good] }, ['/rule/any']],
  ['no rule at all', { all: [{ some: [good] }] }, ['/rule/all/0']],
  ['no object', { not: 7 }, ['/rule/not']],
  ['an empty join', { all: [] }, ['/rule/all']],
])('a rule with %s amiss is refused there', async (_, rule, paths) => {
  const world = await newWorld()
  const body = { key: 'k', name: 'k', rule }
  const refused = await call<Refusal>('POST', '/v1/segments', { bearer: world.key, body })
  expect(refused.status).toBe(422)
  expect(refused.body.issues.map(({ path }) => path)).toEqual(paths)
})

test('a rule that is as agreed comes back as it was sent', async () => {
  const world = await newWorld()
  const other = { signal: 'tenureDays', op: 'lt', value: 30, unknown: true }
  const rule = { all: [good, { not: { any: [other, { ...other, value: 20 }] } }] }
  const body = { key: 'k', name: 'k', rule }
  const made = await call<{ rule: unknown }>('POST', '/v1/segments', { bearer: world.key, body })
  expect(made.body.rule).toEqual(rule)
})

test('a purchase of a batch is refused under its place in the batch', async () => {
  const world = await newWorld()
  const wrong = [
    { ...aPurchase(world, null), extra: 1 },
    7,
    { ...aPurchase(world, null), lines: [{ sku: 's', quantity: 1, amountMinor: 1.5 }] },
    { ...aPurchase(world, null), buyer: { memberNumber: '7043000000000005' } },
  ]
  const results = await buy(world, aPurchase(world, null), ...wrong)
  const paths = results.map(({ problem }) => (problem as unknown as Refusal | null)?.issues[0]?.path)
  expect(paths).toEqual([
    undefined,
    '/purchases/1/extra',
    '/purchases/2',
    '/purchases/3/lines/0/amountMinor',
    '/purchases/4/buyer/memberNumber',
  ])
})

test('a header that is amiss is named as one', async () => {
  const world = await newWorld()
  const reply = await call<Refusal>('PATCH', '/v1/imports/imp_00000000000000000000000000', {
    bearer: world.key,
    raw: 'x',
    headers: { 'content-type': 'text/csv', 'upload-offset': '-1' },
  })
  expect(reply.body.issues.map(({ path }) => path)).toEqual(['/headers/upload-offset'])
})
