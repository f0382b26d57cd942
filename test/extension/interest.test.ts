import { describe, expect, test } from 'vitest'
import { inputs } from '../../extension/background/inputs.ts'
import {
  FORGOTTEN_MS,
  HALF_LIFE_MS,
  type Interest,
  MAX_WEIGHTS,
  weightsOf,
  withLook,
  withoutOld,
} from '../../extension/background/interest.ts'
import { problem, start } from './background-scene.ts'
import { decision, NOW, otherPartner, partner } from './samples.ts'

const STORE = partner.storeId
const MINUTE = 60_000

/** Looks at these categories, so many minutes after NOW. */
const look = (interest: Interest, minutes: number, ...categories: string[]): Interest =>
  withLook(interest, STORE, categories, NOW + minutes * MINUTE)

const weightOf = (interest: Interest, category: string, minutes: number): number =>
  weightsOf(interest[STORE], NOW + minutes * MINUTE).find((one) => one.category === category)?.weight ?? 0

describe('counting', () => {
  test('one look weighs 1 until it is forgotten, half an hour later', () => {
    const once = look({}, 0, 'Coffee')
    expect([0, 10, 29, 30].map((minutes) => weightOf(once, 'coffee', minutes))).toEqual([1, 1, 1, 0])
    expect(withoutOld(once, NOW + FORGOTTEN_MS)).toEqual({})
  })

  test('two looks within a half-life weigh 2, more weigh 3, and both fade', () => {
    expect(HALF_LIFE_MS).toBe(10 * MINUTE)
    const twice = look(look({}, 0, 'tea'), 10, 'tea')
    expect(weightOf(twice, 'tea', 10)).toBe(2)
    expect(weightOf(twice, 'tea', 20)).toBe(1)
    const often = [0, 1, 2, 3].reduce((all, minute) => look(all, minute, 'tea'), {} as Interest)
    expect([3, 10, 20, 32, 33].map((minutes) => weightOf(often, 'tea', minutes))).toEqual([3, 2, 1, 1, 0])
  })

  test('an hour at one shelf fades as quickly as a minute at it', () => {
    const hour = Array.from({ length: 600 }, (_, nth) => nth / 10).reduce(
      (all, minute) => look(all, minute, 'tea'),
      {} as Interest,
    )
    expect(weightOf(hour, 'tea', 60)).toBe(3)
    expect(weightOf(hour, 'tea', 80)).toBe(2)
    expect(weightOf(hour, 'tea', 90)).toBe(0)
  })

  test('a category has one spelling, counts once a page, and is nothing where it is empty or endless', () => {
    const spelt = look({}, 0, ' Coffee  Beans', 'coffee beans', '', '  ', 'x'.repeat(200))
    expect(weightsOf(spelt[STORE], NOW)).toEqual([{ category: 'coffee beans', weight: 1 }])
    expect(look({}, 0, ' ')).toEqual({})
    const odd = look({}, 0, '__proto__', 'constructor')
    expect(weightsOf(odd[STORE], NOW).map(({ category }) => category)).toContain('constructor')
  })

  test('ten categories are sent, the heaviest and latest, in no order that tells when', () => {
    let interest = look(look({}, 0, 'zinc'), 0, 'zinc')
    for (let nth = 0; nth < 30; nth += 1) interest = look(interest, 1 + nth / 60, `c${nth}`)
    const weights = weightsOf(interest[STORE], NOW + 2 * MINUTE)
    expect(weights).toHaveLength(MAX_WEIGHTS)
    expect(weights[0]).toEqual({ category: 'zinc', weight: 2 })
    const light = weights.slice(1).map(({ category }) => category)
    expect(light).toEqual([...light].sort())
    expect(light).toContain('c29')
    for (let nth = 0; nth < 90; nth += 1) interest = look(interest, 2, `d${nth}`)
    expect(Object.keys(interest[STORE] ?? {})).toHaveLength(50)
  })

  test('ever new shops drive out the oldest', () => {
    let interest: Interest = {}
    for (let nth = 0; nth < 30; nth += 1) interest = withLook(interest, `sto_${nth}`, ['tea'], NOW + nth)
    expect(Object.keys(interest)).toHaveLength(20)
    expect(interest.sto_0).toBeUndefined()
  })

  test('a clock that is turned back leaves nothing that lasts', () => {
    expect(weightsOf(look({}, 600, 'tea')[STORE], NOW)).toEqual([])
  })
})

describe('what a page says it looked at', () => {
  test.each([
    [{}],
    [{ categories: 'tea' }],
    [{ categories: ['a', 'b', 'c', 'd', 'e', 'f'] }],
    [{ categories: ['x'.repeat(121)] }],
    [{ categories: [7] }],
    [null],
  ])('%j is refused', (forged) => {
    expect(inputs.looked.safeParse(forged).success).toBe(false)
  })
})

const question = { locale: 'en' as const, totalMinor: null }

test('without consent nothing is counted and nothing is sent', async () => {
  const { interests, decisions, items, asked, memory } = await start()
  await interests.looked(STORE, ['Tea'])
  await decisions.decide(partner, question)
  expect(asked('/v1/decisions')[0]?.body).not.toHaveProperty('interest')
  expect(memory.raw.interest).toBeUndefined()
  expect(await interests.info(async () => '')).toEqual({ on: false, stores: [] })
  expect((await items.settings.read()).interest).toBe(false)
})

test('with consent a store is sent its own weights alone, and what is shown is what is sent', async () => {
  const { interests, decisions, asked, items, clock } = await start({
    '/v1/decisions': ({ body }) => ({
      status: 200,
      body: { ...decision, storeId: (body as { storeId: string }).storeId, expiresAt: NOW + 86_400_000 },
    }),
  })
  await interests.turn(true)
  await interests.looked(STORE, ['Tea'])
  await interests.looked(STORE, ['tea', 'Cups'])
  await interests.looked(otherPartner.storeId, ['Lamps'])
  const nameOf = async (storeId: string) => storeId.slice(0, 5)
  const before = await interests.info(nameOf)
  await decisions.decide(partner, question)
  const sent = (asked('/v1/decisions')[0]?.body as { interest: unknown } | undefined)?.interest
  expect(sent).toEqual([
    { category: 'tea', weight: 2 },
    { category: 'cups', weight: 1 },
  ])
  expect(before.stores.find(({ storeId }) => storeId === STORE)).toMatchObject({
    weights: sent,
    lastSent: null,
  })
  expect((await interests.info(nameOf)).stores.find(({ storeId }) => storeId === STORE)).toMatchObject({
    weights: sent,
    lastSent: { at: NOW, weights: sent },
  })
  expect((await items.sent.read())[0]?.kind).toBe('decisionInterest')

  // Half an hour later it is another question, and the same shop is asked without.
  clock.now += FORGOTTEN_MS
  await decisions.decide(partner, question)
  expect(asked('/v1/decisions')).toHaveLength(2)
  expect(asked('/v1/decisions')[1]?.body).not.toHaveProperty('interest')
})

test('interest never reaches the disk', async () => {
  const { interests, decisions, local, memory } = await start()
  await interests.turn(true)
  await interests.looked(STORE, ['Strandkörbe'])
  await decisions.decide(partner, question)
  expect(Object.values(memory.raw).join()).toContain('strandkörbe')
  expect(Object.values(local.raw).join()).not.toContain('strandkörbe')
})

test('switched off, everything is forgotten at once, what was decided by it too', async () => {
  const { interests, decisions, items, asked, memory } = await start()
  await interests.turn(true)
  await interests.looked(STORE, ['Tea'])
  await decisions.decide(partner, question)
  // A look on its way at the same time leaves nothing either.
  await Promise.all([
    interests.looked(STORE, ['Cups']),
    interests.turn(false),
    interests.looked(STORE, ['Lamps']),
  ])
  expect(await items.interest.read()).toEqual({})
  expect(await items.interestSent.read()).toEqual({})
  expect(await items.decisions.read()).toEqual({})
  expect(Object.values(memory.raw).join()).not.toMatch(/tea|cups|lamps/)
  await decisions.decide(partner, question)
  expect(asked('/v1/decisions').at(-1)?.body).not.toHaveProperty('interest')
  // The programmes are not told: they keep nothing, and another device of the member's may go on.
  expect(asked('/v1/members/me/consents/interest')).toEqual([])
})

test('someone who has not joined, and a shop that is hidden, are not counted', async () => {
  const { interests, items } = await start()
  await interests.turn(true)
  await items.settings.change((all) => ({ ...all, hiddenStoreIds: [STORE] }))
  await interests.looked(STORE, ['Tea'])
  await items.card.write(null)
  await interests.looked(otherPartner.storeId, ['Tea'])
  expect(await items.interest.read()).toEqual({})
  expect(await interests.mayCount(otherPartner.storeId)).toBe(false)
})

test('withdrawn in a programme, it is neither counted nor sent there, also after the browser was closed', async () => {
  const { interests, decisions, memberships, items, asked, memory, again } = await start({
    'PUT /v1/members/me/consents/interest': ({ body }) => ({ status: 200, body }),
  })
  await interests.turn(true)
  await decisions.decide(partner, question)
  await interests.looked(STORE, ['Tea'])
  const consent = (granted: boolean) => ({
    kind: 'setConsent' as const,
    purpose: 'interest' as const,
    granted,
  })
  expect((await memberships.act(STORE, consent(false))).ok).toBe(true)
  expect(asked('/v1/members/me/consents/interest')[0]).toMatchObject({
    method: 'PUT',
    body: { granted: false },
  })
  await interests.looked(STORE, ['Tea'])
  expect(await items.interest.read()).toEqual({})

  // Whose programme a shop is in is known again only with a session: what was counted till then is not sent.
  for (const key of Object.keys(memory.raw)) delete memory.raw[key]
  const later = again()
  await later.interests.looked(STORE, ['Tea'])
  await later.decisions.decide(partner, question)
  expect(asked('/v1/decisions').at(-1)?.body).not.toHaveProperty('interest')
  expect((await later.memberships.act(STORE, consent(true))).ok).toBe(true)
  expect(await later.interests.mayCount(STORE)).toBe(true)
})

test('a programme that can’t be told is sent nothing all the same', async () => {
  const { interests, memberships, decisions, asked } = await start({
    'PUT /v1/members/me/consents/interest': problem('internal', 500),
  })
  await interests.turn(true)
  await decisions.decide(partner, question)
  await interests.looked(STORE, ['Tea'])
  const act = { kind: 'setConsent' as const, purpose: 'interest' as const, granted: false }
  expect((await memberships.act(STORE, act)).ok).toBe(false)
  await decisions.forget(STORE)
  await decisions.decide(partner, question)
  expect(asked('/v1/decisions').at(-1)?.body).not.toHaveProperty('interest')
})
