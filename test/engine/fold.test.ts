import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldCategory } from '../../shared/contracts/index.ts'

test.each([
  ['Coffee', 'coffee'],
  ['  Dark   Coffee\t', 'dark coffee'],
  ['Dark\nCoffee', 'dark coffee'],
  ['Dark\u00a0Coffee', 'dark coffee'],
  ['Ost & Charkuteri', 'ost & charkuteri'],
])('%j is one category with %j', (name, expected) => {
  expect(foldCategory(name)).toBe(expected)
})

test('a category is folded as it plainly says, and only once', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'B', 'Å', ' ', '\t', '\n', '\u00a0', '\u2003') })
  fc.assert(
    fc.property(name, (given) => {
      expect(foldCategory(given)).toBe(given.trim().replace(/\s+/g, ' ').toLowerCase())
      expect(foldCategory(foldCategory(given))).toBe(foldCategory(given))
    }),
  )
})
