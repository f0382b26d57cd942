import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { CodePoolUpload, EarnRule, issuesOf, PickupMenu, RewardCreate } from '../../shared/contracts/index.ts'

const reward = {
  key: 'coffee',
  content: { sv: { name: 'En kopp kaffe' } },
  goods: { kind: 'freeItem', name: 'Coffee' },
  price: { unit: 'points', amount: 100 },
}
const hours = (opens: string, closes: string) => [{ days: [1, 2, 3, 4, 5], opens, closes }]
const code = (more: object) => ({ kind: 'code', source: { kind: 'minted', prefix: 'KAFFE' }, ...more })
const place = {
  key: 'old-town',
  name: 'Old Town',
  address: '1 High Street',
  openingHours: hours('07:00', '18:00'),
}
const latte = { sku: 'latte', name: 'Latte', amountMinor: 45_00 }

const pathsOf = (schema: z.ZodType, sent: unknown) => {
  const { error } = schema.safeParse(sent)
  return error ? issuesOf(error).map(({ path }) => path) : []
}

describe('refused, and where', () => {
  test.each<[string, z.ZodType, unknown, string[]]>([
    ['nothing', RewardCreate, reward, []],
    ['no words', RewardCreate, { ...reward, content: {} }, ['/content']],
    ['no price', RewardCreate, { ...reward, price: { unit: 'points', amount: 0 } }, ['/price/amount']],
    ['an unknown unit', RewardCreate, { ...reward, price: { unit: 'miles', amount: 9 } }, ['/price/unit']],
    [
      'a code that we make and that takes nothing off',
      RewardCreate,
      { ...reward, goods: code({}) },
      ['/goods/discount'],
    ],
    [
      'a code that would give points',
      RewardCreate,
      { ...reward, goods: code({ discount: { kind: 'bonusPoints', points: 5 } }) },
      ['/goods/discount/kind'],
    ],
    [
      'an early access that is no earlier',
      RewardCreate,
      { ...reward, goods: { kind: 'earlyAccess', opensAt: 1e12, everybodyAt: 1e12 } },
      ['/goods/everybodyAt'],
    ],
    [
      'stored value for stored value',
      RewardCreate,
      { ...reward, goods: { kind: 'topUp', amountMinor: 5 }, price: { unit: 'storedValue', amount: 5 } },
      ['/price/unit'],
    ],
    [
      'a door that closes before it opens',
      RewardCreate,
      { ...reward, openingHours: hours('18:00', '07:00') },
      ['/openingHours/0/closes'],
    ],
    ['open until midnight', RewardCreate, { ...reward, openingHours: hours('18:00', '24:00') }, []],
    ['a code that stands twice', CodePoolUpload, { codes: ['AB-1', 'AB-2', 'ab-1 '] }, ['/codes/2']],
    ['a place twice', PickupMenu, { places: [place, place], items: [latte] }, ['/places/1/key']],
    ['a drink twice', PickupMenu, { places: [place], items: [latte, latte] }, ['/items/1/sku']],
    [
      'a stamp a piece where nothing is bought',
      EarnRule,
      { key: 'a', unit: 'stamps', on: { kind: 'birthdayMonth' }, give: { kind: 'perItem', amount: 1 } },
      ['/give/kind'],
    ],
  ])('%s', (_, schema, sent, paths) => expect(pathsOf(schema, sent)).toEqual(paths))
})
