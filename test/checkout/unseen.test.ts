import { beforeAll, describe, expect, test } from 'vitest'
import { bundle } from './harness.ts'
import { corpus } from './unseen/corpus.ts'
import { failuresOf, figuresOf, measure, type Seen } from './unseen/measure.ts'
import { isHeld } from './unseen/page.ts'

// Pages written from what real shops look like, without a look at the detector. The held half is never mended for:
// its failures are counted and not told, so that its figures stay what a shop never seen would give.
let seen: Seen[]
beforeAll(async () => {
  seen = await measure(corpus, await bundle())
}, 60_000)

const halves: [name: string, held: boolean][] = [
  ['open', false],
  ['held', true],
]

describe.each(halves)('the %s half', (name, held) => {
  const half = () => seen.filter(({ page }) => isHeld(page.id) === held)

  test('fields are found, nothing else is taken for one, and totals are read', () => {
    const figures = figuresOf(half())
    const told = Object.entries(figures).map(([what, share]) => `${what} ${Math.round(share * 1000) / 1000}`)
    console.log(`unseen pages, ${name} half: ${told.join(', ')}`)
    const failures = held ? [] : failuresOf(half())
    expect(figures.recall, failures.join('\n')).toBeGreaterThanOrEqual(0.95)
    expect(figures.falseAlarms, failures.join('\n')).toBeLessThanOrEqual(0.01)
    expect(figures.totalsRight, failures.join('\n')).toBeGreaterThanOrEqual(0.97)
    expect(figures.totalsWrong, failures.join('\n')).toBeLessThanOrEqual(0.01)
  })
})

test('both halves are large, and so are both kinds of page in them', () => {
  expect(new Set(corpus.map(({ id }) => id)).size).toBe(corpus.length)
  for (const [, held] of halves) {
    const half = corpus.filter(({ id }) => isHeld(id) === held)
    expect(half.filter(({ field }) => field !== 'none').length).toBeGreaterThanOrEqual(35)
    expect(half.filter(({ field }) => field === 'none').length).toBeGreaterThanOrEqual(35)
  }
})
