import { expect, test } from 'vitest'
import { choosingProfile } from '../../shared/engine/index.ts'
import { profileOf, purchaseOf } from './make.ts'

test('choosing reads brands and products as of the instant that the profile stands at', () => {
  const profile = profileOf(
    purchaseOf(180, [{ sku: '__proto__', brand: 'Lund', category: 'tea', amountMinor: 1 }]),
    purchaseOf(0, [{ sku: 'A-1', brand: 'Lund', amountMinor: 1 }]),
  )
  const read = choosingProfile(profile)
  expect(read).toMatchObject({ asOf: profile.asOf, slow: profile.slow })
  expect(read.brands?.lund).toEqual({ slow: 1.5, lastAt: profile.lastAt })
  expect(Object.entries(read.products ?? {})).toEqual([
    ['__proto__', { slow: 0.5, lastAt: profile.firstAt }],
    ['A-1', { slow: 1, lastAt: profile.lastAt }],
  ])
  // Unpacked once a decision, and not at all where no offer asks.
  expect(read.products).toBe(read.products)
})
