import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { DAY_MS, type Profile } from '../../shared/contracts/index.ts'
import { brandOf, itemsIn, productOf, profileIn } from '../../shared/engine/index.ts'
import { call } from './api.ts'
import { aPurchase, buy, newMember, newWorld, type TestMember, type World } from './world.ts'

const profileOf = async ({ enrolmentId }: TestMember): Promise<Profile> =>
  profileIn(
    (await env.DB.prepare('SELECT data FROM profiles WHERE enrolment_id = ?')
      .bind(enrolmentId)
      .first<string>('data')) as string,
  )

async function giveBack(world: World, { externalRef }: { externalRef: string }, ...lines: number[]) {
  const { status } = await call('POST', '/v1/returns', {
    bearer: world.key,
    body: {
      storeId: world.store.id,
      purchaseRef: externalRef,
      externalRef: crypto.randomUUID(),
      returnedAt: Date.now(),
      lines: lines.map((line) => ({ line, quantity: 1 })),
    },
  })
  expect(status).toBe(201)
}

const bag = { sku: 'bag', brand: 'Tallboda', quantity: 1, amountMinor: 8_000, beforeDiscountMinor: 10_000 }
const cup = { sku: 'cup', brand: 'Gustavsberg', quantity: 1, amountMinor: 12_000 }
const filter = { sku: 'filter', brand: 'tallboda ', quantity: 1, amountMinor: 3_000 }

test('a purchase given back whole leaves no trace of brands, products, discounts or habits', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const at = (daysAgo: number) => Math.round(Date.now() - daysAgo * DAY_MS)
  const kept = aPurchase(world, member, { purchasedAt: at(40), lines: [bag, cup], codes: [{ code: 'X' }] })
  await buy(world, kept)
  const before = await profileOf(member)
  expect(before).toMatchObject({ discounted: 1, coded: 1 })

  const purchase = aPurchase(world, member, { purchasedAt: at(3), lines: [bag, filter] })
  await buy(world, purchase)
  const during = await profileOf(member)
  expect(during).toMatchObject({ discounted: 2, coded: 1 })
  expect(brandOf(during, 'tallboda')).toMatchObject({ purchases: 2 })
  expect(productOf(during, 'bag')?.purchases).toBe(2)

  // First the filter: Tallboda is still in the purchase, by its bag.
  await giveBack(world, purchase, 1)
  const half = await profileOf(member)
  expect(productOf(half, 'filter')).toBeUndefined()
  expect(brandOf(half, 'tallboda')?.purchases).toBe(2)
  expect(half).toMatchObject({ discounted: 2 })

  await giveBack(world, purchase, 0)
  const after = await profileOf(member)
  const plain = (profile: Profile) => ({
    ...profile,
    ...{ asOf: 0, slow: 0, fast: 0 },
    brands: [...itemsIn(profile.brands)].map(([key, { purchases, firstAt, lastAt }]) => [
      key,
      purchases,
      firstAt,
      lastAt,
    ]),
    products: [...itemsIn(profile.products)].map(([key, { purchases, firstAt, lastAt }]) => [
      key,
      purchases,
      firstAt,
      lastAt,
    ]),
  })
  expect(plain(after)).toEqual(plain(before))
})

test('what another purchase of the same product says of first and last stands', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const days = [90, 60, 30]
  const purchases = days.map((daysAgo) =>
    aPurchase(world, member, { purchasedAt: Math.round(Date.now() - daysAgo * DAY_MS), lines: [bag] }),
  )
  await buy(world, ...purchases)
  await giveBack(world, purchases[0]!, 0)
  await giveBack(world, purchases[2]!, 0)
  const only = purchases[1]!.purchasedAt
  const profile = await profileOf(member)
  expect(productOf(profile, 'bag')).toMatchObject({ purchases: 1, firstAt: only, lastAt: only })
  expect(brandOf(profile, 'tallboda')).toMatchObject({ purchases: 1, firstAt: only, lastAt: only })
})
