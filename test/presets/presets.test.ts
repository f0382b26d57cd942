import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { issuesOf, Preset, ProgramCreate, ProgramData } from '../../shared/contracts/index.ts'
import * as files from '../../shared/presets/index.ts'
import { presets, programOf } from '../../shared/presets/program-of.ts'

const ROOM = join(import.meta.dirname, '../../shared/presets')
const NOT_DATA = ['index.ts', 'program-of.ts']

test('every file of the room is registered, under its own key', () => {
  const names = readdirSync(ROOM).filter((name) => !NOT_DATA.includes(name))
  expect(Object.values(files).map(({ key }) => `${key}.ts`)).toEqual(names.sort())
})

describe.each(Object.values(files).map((file) => [file.key, file] as const))('%s', (key, file) => {
  test('is what anyone may send', () => {
    const parsed = Preset.safeParse(file)
    expect(parsed.error && issuesOf(parsed.error)).toBeUndefined()
    const { key: _, summary, source, ...data } = parsed.data as Preset
    expect(summary).not.toBe('')
    expect(source.length).toBeGreaterThan(0)
    // What a preset makes can be taken out, changed a little, and sent as a programme of one's own.
    expect(programOf(ProgramCreate.parse(data))).toEqual(data)
  })

  test('runs in another currency and time zone, plan prices with it', () => {
    const made = programOf({ preset: key, name: 'Tallboda', currency: 'SEK', timeZone: 'Europe/Stockholm' })
    expect(ProgramData.parse(made)).toEqual(made)
    expect(made?.name).toBe('Tallboda')
    expect(made?.rules).toMatchObject({ currency: 'SEK', timeZone: 'Europe/Stockholm' })
    const left = ['USD', 'GBP'].filter((code) => JSON.stringify(made).includes(`"${code}"`))
    expect(left).toEqual([])
  })
})

test('a preset that is not there makes no programme', () => {
  expect(programOf({ preset: 'no-such' })).toBeNull()
})

test('a preset keeps its own name, currency and zone where none is asked for', () => {
  const made = programOf({ preset: 'costco' })
  expect(made).toMatchObject({
    name: 'Warehouse',
    rules: { currency: 'USD', timeZone: 'America/Los_Angeles' },
  })
  expect(made?.rules.plans.map(({ price }) => price.currency)).toEqual(['USD', 'USD'])
})

describe('what is refused, and where', () => {
  const values = presets().find(({ key }) => key === 'values') as Preset
  const { key: _key, summary: _summary, source: _source, ...data } = values
  const reward = data.rewards[0]!
  test.each<[string, unknown, string]>([
    ['nothing at all', {}, '/name'],
    ['neither preset nor rules', { name: 'Mine' }, '/rules'],
    ['a preset with rules beside it', { preset: 'values', rules: data.rules }, '/rules'],
    ['a currency beside the rules', { ...data, currency: 'SEK' }, '/currency'],
    ['a field that nobody knows', { preset: 'values', colour: 'red' }, '/colour'],
    ['a preset in no currency', { preset: 'values', currency: 'crowns' }, '/currency'],
    ['a share for a cause that is not there', { ...data, causes: [] }, '/rules/saleShares/0/cause'],
    ['a gift with nobody to give to', { ...data, causes: [] }, '/rewards/0/goods/kind'],
    [
      'a price in a unit that is not kept',
      { ...data, rewards: [{ ...reward, price: { unit: 'stamps', amount: 9 } }] },
      '/rewards/0/price/unit',
    ],
    [
      'a fraction of a point',
      { ...data, rewards: [{ ...reward, price: { unit: 'points', amount: 0.5 } }] },
      '/rewards/0/price/amount',
    ],
    ['a reward twice', { ...data, rewards: [reward, reward] }, '/rewards/1/key'],
    [
      'a reward for a plan that is not there',
      { ...data, rewards: [{ ...reward, audience: { plans: ['gold'] } }] },
      '/rewards/0/audience/plans/0',
    ],
    [
      'a top-up of what is not kept',
      { ...data, rewards: [{ ...reward, goods: { kind: 'topUp', amountMinor: 100 } }] },
      '/rewards/0/goods/kind',
    ],
    [
      'a plan in a foreign currency',
      {
        ...data,
        rules: {
          ...data.rules,
          plans: [
            {
              key: 'p',
              name: 'P',
              price: { amountMinor: 1, currency: 'NOK' },
              term: 'year',
              entitlements: {},
            },
          ],
        },
      },
      '/rules/plans/0/price/currency',
    ],
  ])('%s', (_, sent, path) => {
    const { error } = ProgramCreate.safeParse(sent)
    const paths = error ? issuesOf(error).map((issue) => issue.path) : []
    expect(paths).toContain(path)
  })
})
