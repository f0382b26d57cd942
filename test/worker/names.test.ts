import { expect, test } from 'vitest'
import type { Cause, Membership } from '../../shared/contracts/index.ts'
import { call } from './api.ts'
import { membershipOf, type Refused } from './moves-scene.ts'
import { newMember, newWorld } from './world.ts'

const named = (sv: string, formal: string) => ({ sv: { name: sv, tones: { formal: { name: formal } } } })
const green = named('Grön', 'Grön nivå')
const gold = named('Guld', 'Guldnivå')
const plus = { ru: { name: 'Плюс' } }

const tiers = {
  basis: { kind: 'spend' } as const,
  window: { kind: 'calendarYear' } as const,
  levels: [
    { key: 'green', name: 'Green', content: green, threshold: 0 },
    { key: 'gold', name: 'Gold', content: gold, threshold: 50_000 },
  ],
}
const plans = [
  {
    key: 'plus',
    name: 'Plus',
    content: plus,
    price: { amountMinor: 5_000, currency: 'SEK' },
    term: 'year' as const,
    entitlements: {},
  },
]

test('tiers and plans carry their names in every language to the member', async () => {
  const world = await newWorld({ tiers, plans })
  const member = await newMember(world)
  const membership: Membership = await membershipOf(member)
  expect(membership.tier).toMatchObject({
    name: 'Green',
    content: green,
    next: { name: 'Gold', content: gold },
  })
  expect(membership.plans[0]?.plan).toMatchObject({ name: 'Plus', content: plus })

  const untilAt = Date.now() + 86_400_000
  await call('PUT', `/v1/enrolments/${member.enrolmentId}/tier`, {
    bearer: world.key,
    body: { tier: 'gold', untilAt, operator: 'Kajsa', reason: 'Gold elsewhere' },
  })
  const risen = (await membershipOf(member)) as Membership
  expect(risen.tier).toMatchObject({
    name: 'Gold',
    content: gold,
    wouldBeName: 'Green',
    wouldBeContent: green,
  })
})

test('a cause is told in every language, and told anew without it', async () => {
  const world = await newWorld()
  const content = { ru: { name: 'Лес', summary: 'Сажает деревья.' } }
  const told = { name: 'The woods', summary: 'Plants trees.' }
  const { status, body } = await call<Cause>('POST', '/v1/causes', {
    bearer: world.key,
    body: { key: 'woods', ...told, content },
  })
  expect([status, body.content]).toEqual([201, content])
  const seen = async () =>
    (await call<{ causes: Cause[] }>('GET', `/v1/programs/${world.programId}/causes`)).body.causes[0]
  expect(await seen()).toMatchObject({ ...told, content })
  expect((await call('PUT', '/v1/causes/woods', { bearer: world.key, body: told })).status).toBe(200)
  expect(await seen()).not.toHaveProperty('content')
})

test('words in no language, and in one that there is not, name their field', async () => {
  const world = await newWorld()
  const refused = async (content: unknown) =>
    (
      await call<Refused>('POST', '/v1/causes', {
        bearer: world.key,
        body: { key: 'woods', name: 'Woods', summary: 'Trees.', content },
      })
    ).body.issues?.[0]?.path
  expect(await refused({})).toBe('/content')
  expect(await refused({ fi: { name: 'Metsä', summary: 'Puita.' } })).toBe('/content/fi')
  expect(await refused({ sv: { name: '', summary: 'Träd.' } })).toBe('/content/sv/name')
})
