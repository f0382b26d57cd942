import type {
  Decision,
  MemberCreated,
  MerchantCreated,
  Session,
  Store,
} from '../../shared/contracts/index.ts'
import { plainRules } from '../plain-rules.ts'
import type { Bench } from './bench-world.ts'

const DAY_MS = 86_400_000
const CATEGORIES = [
  'coffee',
  'filters',
  'tea',
  'cups',
  'cookies',
  'milk',
  'bread',
  'cheese',
  'soap',
  'candles',
]

/** A merchant with a verified store, segments and offers. */
export interface BenchShop {
  key: string
  programId: string
  storeId: string
}

export interface BenchMember {
  token: string
  enrolmentId: string
  number: string
}

async function must<T>(answer: Promise<{ status: number; json: T }>): Promise<T> {
  const { status, json } = await answer
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(json)}`)
  return json
}

/** A shop with so many offers over ten segments; half of them ask for something that this member is not. */
export async function openShop(bench: Bench, offers: number): Promise<BenchShop> {
  const { apiKey, program } = await must(
    bench.call<MerchantCreated>('POST', '/v1/merchants', {
      body: {
        name: 'Bench',
        program: {
          name: 'Bench',
          rules: plainRules(),
        },
      },
    }),
  )
  const { key } = apiKey
  const store = await must(
    bench.call<Store>('POST', '/v1/stores', {
      bearer: key,
      body: {
        name: 'Bench',
        origin: `https://${program.id.toLowerCase().replace('_', '-')}.example`,
        currency: 'SEK',
        locale: 'en',
      },
    }),
  )
  await bench.sql(
    `UPDATE stores SET verified_at = 1, verified_by = 'dns' WHERE id = '${store.id}'`,
    `UPDATE programs SET catalogue_version = catalogue_version + 1 WHERE id = '${program.id}'`,
  )
  for (const [index, category] of CATEGORIES.entries()) {
    const rule = {
      all: [
        { signal: 'categoryShare', args: { category }, op: 'gt', value: index % 2 ? 0.05 : 0.9 },
        { signal: 'purchaseCount', op: 'gte', value: 3 },
      ],
    }
    await must(
      bench.call('POST', '/v1/segments', { bearer: key, body: { key: category, name: category, rule } }),
    )
  }
  for (let index = 0; index < offers; index += 1) {
    const category = CATEGORIES[index % CATEGORIES.length]
    await must(
      bench.call('POST', '/v1/offers', {
        bearer: key,
        body: {
          key: `offer-${index}`,
          content: { en: { headline: `${5 + (index % 20)}% off ${category}` } },
          audience: { segments: [category] },
          reward: { kind: 'percentOff', percent: 5 + (index % 20), scope: { categories: [category] } },
          schedule: { startsAt: Date.now() - DAY_MS },
          code: { kind: 'minted', prefix: 'BENCH' },
          state: 'live',
          accept: ['endless'],
        },
      }),
    )
  }
  // One that comes by itself with every purchase: what members have redeemed must not weigh on their decisions.
  await must(
    bench.call('POST', '/v1/offers', {
      bearer: key,
      body: {
        key: 'double-points',
        content: { en: { headline: 'Double points' } },
        reward: { kind: 'pointsMultiplier', factor: 2 },
        schedule: { startsAt: Date.now() - 400 * DAY_MS },
        state: 'live',
        accept: ['endless'],
      },
    }),
  )
  return { key, programId: program.id, storeId: store.id }
}

/** A member of the shop with so many purchases behind them, all posted and settled. */
export async function joinWith(bench: Bench, shop: BenchShop, purchases: number): Promise<BenchMember> {
  const { member, deviceId, deviceSecret } = await must(
    bench.call<MemberCreated>('POST', '/v1/members', { body: {} }),
  )
  const session = await must(
    bench.call<Session>('POST', '/v1/sessions', { body: { deviceId, deviceSecret, storeId: shop.storeId } }),
  )
  const now = Date.now()
  for (let from = 0; from < purchases; from += 500) {
    const batch = Array.from({ length: Math.min(500, purchases - from) }, (_, offset) => {
      const n = from + offset
      return {
        storeId: shop.storeId,
        externalRef: `${member.number}-${n}`,
        currency: 'SEK',
        totalMinor: 10_000,
        // Over the same three hundred days whatever their number: only the count differs.
        purchasedAt: now - 20 * DAY_MS - Math.floor((n / purchases) * 300 * DAY_MS),
        lines: [0, 1].map((line) => ({
          sku: `sku-${(n + line) % 50}`,
          category: CATEGORIES[(n + line * 3) % CATEGORIES.length],
          quantity: 1,
          amountMinor: 5_000,
        })),
        buyer: { memberNumber: member.number },
      }
    })
    await must(bench.call('POST', '/v1/purchases', { bearer: shop.key, body: { purchases: batch } }))
  }
  return { token: session.accessToken, enrolmentId: session.enrolmentId as string, number: member.number }
}

/** The question that every decision benchmark asks. */
export const question = (shop: BenchShop) => ({
  storeId: shop.storeId,
  locale: 'en',
  basket: {
    currency: 'SEK',
    totalMinor: 50_000,
    lines: CATEGORIES.slice(0, 5).map((category) => ({
      sku: category,
      category,
      quantity: 1,
      amountMinor: 10_000,
    })),
  },
})

export const ask = (bench: Bench, shop: BenchShop, member: BenchMember, plain = true) =>
  bench.call<Decision>('POST', '/v1/decisions', { bearer: member.token, body: question(shop), plain })
