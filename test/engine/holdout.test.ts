import { expect, test } from 'vitest'
import { bucket, isHeldOut } from '../../shared/engine/index.ts'

/** Source: the cases of hash version 2 in growthbook/growthbook, packages/sdk-js/test/cases.json, "hash". */
test.each([
  ['seed', 'a', 0.0505],
  ['seed', 'b', 0.2696],
  ['foo', 'ab', 0.2575],
  ['foo', 'def', 0.2019],
  ['89123klj', '8952klfjas09ujkasdf', 0.124],
  ['90850943850283058242805', '123', 0.7516],
  ['()**(%$##$%#$#', '___)((*":&', 0.0128],
])('seed %s and value %s fall in bucket %d', (seed, value, expected) => {
  expect(bucket(seed, value)).toBe(expected)
})

test('a share of nobody holds nobody, and a larger share keeps whom a smaller one held', () => {
  for (let i = 0; i < 500; i += 1) {
    const member = `enr_${i}`
    expect(isHeldOut('off_1', member, 0)).toBe(false)
    if (isHeldOut('off_1', member, 10)) expect(isHeldOut('off_1', member, 30)).toBe(true)
  }
})
