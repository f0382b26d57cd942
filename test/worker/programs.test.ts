import { expect, test } from 'vitest'
import type { MerchantCreated, Offer, Preset, ProgramCreated } from '../../shared/contracts/index.ts'
import { plainRules } from '../plain-rules.ts'
import { call, newMerchant } from './api.ts'

type Refusal = { type: string; issues: { path: string; message: string }[] }

const begin = <T = ProgramCreated>(body: unknown) => call<T>('POST', '/v1/programs', { body })
const register = <T = MerchantCreated>(body: unknown) => call<T>('POST', '/v1/merchants', { body })
const count = async (path: string, key: string) =>
  (await call<{ items: unknown[] }>('GET', path, { bearer: key })).body.items.length

test('a programme begins from a preset’s name, in its merchant’s own currency and zone', async () => {
  const { status, body } = await begin({
    preset: 'prime',
    name: 'Stam Plus',
    currency: 'SEK',
    timeZone: 'Europe/Stockholm',
  })
  expect(status).toBe(201)
  expect(body.program).toMatchObject({
    name: 'Stam Plus',
    rules: { currency: 'SEK', timeZone: 'Europe/Stockholm' },
  })
  expect(body.program.rules.plans.every((plan) => plan.price.currency === 'SEK')).toBe(true)
})

test('every preset that is listed can be begun, and its whole data sent back is the same programme', async () => {
  const { presets } = (await call<{ presets: Preset[] }>('GET', '/v1/presets')).body
  expect(presets.length).toBeGreaterThanOrEqual(9)
  for (const { key, name, rules, rewards, causes, offers } of presets) {
    const named = await begin({ preset: key })
    const whole = await begin({ name, rules, rewards, causes, offers })
    expect([named.status, whole.status], key).toEqual([201, 201])
    expect(whole.body.program.rules, key).toEqual(named.body.program.rules)
  }
})

test('merchants join a programme with its code, each with the offers it begins with, and nobody without', async () => {
  const { program, joinCode } = (await begin({ preset: 'prime' })).body
  const join = { programId: program.id, code: joinCode }
  const [one, two] = [await register({ name: 'A', join }), await register({ name: 'B', join })]
  expect([one.status, two.status]).toEqual([201, 201])
  expect([one.body.program.id, two.body.program.id]).toEqual([program.id, program.id])
  const offers = (await call<{ items: Offer[] }>('GET', '/v1/offers', { bearer: one.body.apiKey.key })).body
    .items
  expect(offers.length).toBeGreaterThan(0)
  expect(offers.some((offer) => offer.state === 'live')).toBe(true)
  expect(offers.every(({ schedule }) => schedule.startsAt <= Date.now() && schedule.endsAt === null)).toBe(
    true,
  )
  expect(await count('/v1/offers', two.body.apiKey.key)).toBe(offers.length)

  expect((await register({ name: 'C', join: { ...join, code: 'guessed' } })).status).toBe(404)
  expect((await register({ name: 'C', join: { ...join, programId: `prg_${'0'.repeat(26)}` } })).status).toBe(
    404,
  )
})

test('a new join code ends the one before', async () => {
  const { key, programId } = await newMerchant()
  const codeNow = async () =>
    (await call<{ code: string }>('POST', '/v1/program/join-code', { bearer: key })).body.code
  const [first, second] = [await codeNow(), await codeNow()]
  expect((await register({ name: 'B', join: { programId, code: first } })).status).toBe(404)
  expect((await register({ name: 'B', join: { programId, code: second } })).status).toBe(201)
})

test('an unknown preset is named by its pointer, wherever it stands', async () => {
  const [alone, within] = [
    await begin<{ detail: string }>({ preset: 'gold-rush' }),
    await call<{ detail: string }>('POST', '/v1/merchants', {
      body: { name: 'A', program: { preset: 'gold-rush' } },
    }),
  ]
  expect(alone.body.detail).toMatch(/^\/preset: is none of /)
  expect(within.body.detail).toMatch(/^\/program\/preset: is none of /)
})

test.each<[string, Record<string, unknown>, string]>([
  ['an unknown preset', { preset: 'gold-rush' }, '/preset'],
  ['neither preset nor rules', { name: 'X' }, '/rules'],
  ['a unit nobody keeps', { name: 'X', rules: { ...plainRules(), units: { gems: {} } } }, '/rules/units'],
  [
    'a rule in a unit that is not kept',
    {
      name: 'X',
      rules: plainRules({ earn: [{ key: 'a', unit: 'stamps', give: { kind: 'fixed', amount: 1 } }] }),
    },
    '/rules/earn/0/unit',
  ],
  [
    'fractional points',
    { name: 'X', rules: plainRules({ earn: [{ key: 'a', give: { kind: 'fixed', amount: 1.5 } }] }) },
    '/rules/earn/0/give/amount',
  ],
  [
    'a rule that could earn without bound',
    {
      name: 'X',
      rules: plainRules({
        earn: [{ key: 'a', on: { kind: 'event', type: 'review' }, give: { kind: 'fixed', amount: 5 } }],
      }),
    },
    '/rules/earn/0/caps',
  ],
  [
    'a rule that gives back as much as is paid',
    { name: 'X', rules: plainRules({ points: 1, perMinor: 5, pointValueCentiMinor: 500 }) },
    '/rules/earn/0/give/amount',
  ],
  [
    'a ladder that does not rise',
    {
      name: 'X',
      rules: plainRules({
        tiers: {
          basis: { kind: 'spend' },
          window: { kind: 'calendarYear' },
          levels: [
            { key: 'a', name: 'A', threshold: 0 },
            { key: 'b', name: 'B', threshold: 500 },
            { key: 'c', name: 'C', threshold: 500 },
          ],
        },
      }),
    },
    '/rules/tiers/levels/2/threshold',
  ],
  [
    'a plan without a price',
    {
      name: 'X',
      rules: plainRules({ plans: [{ key: 'a', name: 'A', term: 'year', entitlements: {} }] as never }),
    },
    '/rules/plans/0/price',
  ],
  [
    'a plan in a currency that the programme does not have',
    {
      name: 'X',
      rules: plainRules({
        plans: [
          {
            key: 'a',
            name: 'A',
            price: { amountMinor: 9900, currency: 'EUR' },
            term: 'year',
            entitlements: { freeShipping: true },
          },
        ],
      }),
    },
    '/rules/plans/0/price/currency',
  ],
])('%s is refused, and the field is named', async (_, body, path) => {
  const before = await begin<Refusal>(body)
  expect(before.status).toBe(422)
  expect(before.body.issues.map((issue) => issue.path)).toContain(path)
  const within = await register<Refusal>({ name: 'Shop', program: body })
  expect(within.body.issues?.map((issue) => issue.path)).toContain(`/program${path}`)
})

test('new rules keep the currency and the units that members may hold', async () => {
  const { key } = await newMerchant()
  const replace = (rules: unknown) => call<Refusal>('PUT', '/v1/program/rules', { bearer: key, body: rules })
  expect((await replace(plainRules({ currency: 'EUR' }))).body.issues[0]?.path).toBe('/currency')
  const without = await replace(plainRules({ units: { stamps: {} }, earn: [] }))
  expect([without.status, without.body.issues[0]?.path]).toEqual([422, '/units/points'])
  expect((await replace(plainRules({ units: { points: {}, stamps: {} } }))).status).toBe(200)
})
