import { expect, test } from 'vitest'
import type { Cause } from '../../shared/contracts/index.ts'
import { plainRules } from '../plain-rules.ts'
import { call } from './api.ts'
import { REWARD_RULES } from './reward-scene.ts'
import { aPurchase, buy, newMember, newOffer, newWorld, type World } from './world.ts'

const GIFT = { sku: 'gift-to-woods', category: 'Gifts' }

/** A shop that doubles what its members give to the woods with an order, and half of it again. */
async function matchingWorld(budgetMinor = 100_000): Promise<World> {
  const world = await newWorld(REWARD_RULES)
  await call('POST', '/v1/causes', {
    bearer: world.key,
    body: { key: 'woods', name: 'The woods', summary: 'Looks after them.', url: 'https://cause.example' },
  })
  await newOffer(world, {
    key: 'match',
    reward: { kind: 'donationMatch', cause: 'woods', percent: 150, scope: { skus: [GIFT.sku] } },
    code: null,
    limits: { budgetMinor },
  })
  return world
}

const woodsOf = async (world: World) => {
  const { body } = await call<{ causes: Cause[] }>('GET', `/v1/programs/${world.programId}/causes`)
  const { shopMinor, sales } = body.causes.find(({ key }) => key === 'woods')!.total
  return { shopMinor, sales }
}

const withGift = async (world: World, amountMinor: number) =>
  aPurchase(world, await newMember(world), {
    totalMinor: 10_000 + amountMinor,
    lines: [
      { sku: 'skogsrost', quantity: 1, amountMinor: 10_000 },
      { ...GIFT, quantity: 1, amountMinor },
    ],
  })

const giveBack = (world: World, purchaseRef: string, ...lines: number[]) =>
  call('POST', '/v1/returns', {
    bearer: world.key,
    body: {
      storeId: world.store.id,
      purchaseRef,
      externalRef: crypto.randomUUID(),
      returnedAt: Date.now(),
      lines: lines.map((line) => ({ line, quantity: 1 })),
    },
  })

test('what a member gives with an order is matched by the shop, once', async () => {
  const world = await matchingWorld()
  const sale = await withGift(world, 333)
  const [first] = await buy(world, sale)
  expect(first?.redeemedOfferIds).toHaveLength(1)
  expect(first?.earned.every(({ amount, offerId }) => amount > 0 && offerId === null)).toBe(true)
  await buy(world, sale)
  expect(await woodsOf(world)).toEqual({ shopMinor: 499, sales: 1 })
})

test('together with the shop’s share of the sale it is one sum', async () => {
  const world = await matchingWorld()
  await call('PUT', '/v1/program/rules', {
    bearer: world.key,
    body: plainRules({ ...REWARD_RULES, saleShares: [{ cause: 'woods', basisPoints: 100 }] }),
  })
  await buy(world, await withGift(world, 10_000))
  expect(await woodsOf(world)).toEqual({ shopMinor: 15_000 + 200, sales: 1 })
})

test('an order that comes back takes all of its match with it', async () => {
  const world = await matchingWorld()
  const sale = await withGift(world, 1_000)
  await buy(world, sale)
  await giveBack(world, sale.externalRef, 1)
  await giveBack(world, sale.externalRef, 0)
  expect(await woodsOf(world)).toEqual({ shopMinor: 0, sales: 0 })
})

test('a match that the budget has no room for is not made', async () => {
  const world = await matchingWorld(2_000)
  await buy(world, await withGift(world, 1_000), await withGift(world, 1_000))
  expect(await woodsOf(world)).toEqual({ shopMinor: 1_500, sales: 1 })
})

test('a cause that the programme does not have is refused where the offer is saved', async () => {
  const world = await matchingWorld()
  await expect(
    newOffer(world, {
      reward: { kind: 'donationMatch', cause: 'sea', percent: 100, scope: { skus: ['x'] } },
      code: null,
    }),
  ).rejects.toThrow(/\/reward\/cause/)
})
