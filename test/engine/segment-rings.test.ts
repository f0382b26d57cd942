import { expect, test } from 'vitest'
import type { Rule } from '../../shared/contracts/index.ts'
import {
  askingFor,
  checkSegments,
  compileCatalogue,
  segmentRings,
  segmentsOf,
} from '../../shared/engine/index.ts'
import { catalogueOf, idOf, NOW, segmentOf } from './make.ts'

const asks = (segment: string): Rule => ({ signal: 'inSegment', args: { segment }, op: 'eq', value: 1 })
const anyone: Rule = { signal: 'purchaseCount', op: 'gte', value: 0 }

test('a ring is refused on entry, and said whole', () => {
  const there = [segmentOf('a', { not: asks('b') }), segmentOf('b', { any: [anyone, asks('c')] })]
  expect(checkSegments({ all: [anyone, asks('a')] }, 'c', there)).toEqual([
    { path: '/all/1/args/segment', message: 'is endless: c asks for a asks for b asks for c' },
  ])
  expect(checkSegments(asks('c'), 'c', there)[0]?.message).toBe('is endless: c asks for c')
  expect(checkSegments({ all: [anyone, asks('a')] }, 'd', [...there, segmentOf('c', anyone)])).toEqual([])
})

test('what a segment asked for before it is replaced closes no ring', () => {
  const there = [segmentOf('a', asks('b')), segmentOf('b', anyone)]
  expect(checkSegments(anyone, 'a', there)).toEqual([])
})

test('a segment that is not there is named', () => {
  expect(checkSegments({ any: [asks('gone'), anyone] }, null, [segmentOf('a', anyone)])).toEqual([
    { path: '/any/0/args/segment', message: 'no segment gone' },
  ])
})

test('a ring that is there all the same matches nobody, and ends', () => {
  const segments = [
    segmentOf('a', { not: asks('b') }),
    segmentOf('b', { not: asks('a') }),
    segmentOf('c', { any: [asks('a'), anyone] }),
    segmentOf('self', { not: asks('self') }),
  ].map((segment, n) => ({ ...segment, id: idOf('seg', n) }))
  expect([...segmentRings(segments).keys()]).toEqual(['a', 'b', 'self'])
  const catalogue = catalogueOf([], { segments })
  expect(catalogue.broken.map(({ id }) => id)).toEqual([0, 1, 3].map((n) => idOf('seg', n)))
  const held = segmentsOf(catalogue, { profile: null, now: NOW })
  expect(held).toEqual(['c'])
})

test('a list holds whom it names', () => {
  const { rule: _, ...list } = segmentOf('vip', anyone)
  const { rules, programId } = catalogueOf([])
  const data = { rules, programId, version: 1, stores: [], offers: [] }
  const catalogue = compileCatalogue({ ...data, segments: [{ ...list, list: true }] })
  const view = (lists?: string[]) => ({
    profile: null,
    now: NOW,
    member: { tier: null, plans: [], ...(lists ? { lists } : {}) },
  })
  expect(segmentsOf(catalogue, view([list.id]))).toEqual(['vip'])
  for (const nobody of [view([]), view(), view([idOf('seg', 9)]), { profile: null, now: NOW }])
    expect(segmentsOf(catalogue, nobody)).toEqual([])
})

test('a change is felt by all that ask for what changed, and by no others', () => {
  const there = [
    segmentOf('a', anyone),
    segmentOf('b', asks('a')),
    segmentOf('c', { not: asks('b') }),
    segmentOf('d', anyone),
  ]
  expect([...askingFor(['a'], there)].sort()).toEqual(['a', 'b', 'c'])
  expect([...askingFor(['d'], there)]).toEqual(['d'])
})
