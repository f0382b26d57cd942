import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS, type Offer, type Rule } from '../../shared/contracts/index.ts'
import { passesAll, passesInReach } from '../../shared/engine/gates.ts'
import { open } from '../../shared/engine/run.ts'
import { inReach } from '../../shared/engine/shelf.ts'
import { bought, catalogueOf, idOf, inputOf, NOW, offerOf, profileOf, STORE, segmentOf } from './make.ts'

const HOLDS: Rule = { signal: 'purchaseCount', op: 'gte', value: 1 }
const MISSES: Rule = { signal: 'purchaseCount', op: 'gt', value: 100 }

/** Four segments, of which two hold a member who has bought something. */
const segments = ['in-1', 'in-22', 'out-333', 'out-4444'].map((key) =>
  segmentOf(key, key.startsWith('in') ? HOLDS : MISSES),
)
const profile = profileOf(...bought('coffee', 30, 20, 10))

type Made = { audience: string[]; from: number; days: number | null; perMember: number | null }

const someOffers: fc.Arbitrary<Made[]> = fc.array(
  fc.record({
    audience: fc.subarray(segments.map(({ key }) => key)),
    from: fc.integer({ min: -5, max: 5 }),
    days: fc.option(fc.integer({ min: 1, max: 5 })),
    perMember: fc.option(fc.constant(1)),
  }),
  { maxLength: 30 },
)

const toOffers = (made: Made[]): Offer[] =>
  made.map(({ audience, from, days, perMember }, n) =>
    offerOf(n, {
      audience: { segments: audience },
      schedule: {
        startsAt: NOW + from * DAY_MS,
        endsAt: days === null ? null : NOW + (from + days) * DAY_MS,
      },
      limits: perMember === null ? {} : { perMember },
    }),
  )

test('what is reached by segment and schedule is what passes when every offer is looked at', () => {
  fc.assert(
    fc.property(someOffers, fc.array(fc.integer({ min: -6, max: 11 }), { maxLength: 8 }), (made, days) => {
      const catalogue = catalogueOf(toOffers(made), { segments })
      const usage = { exhausted: new Set([idOf('off', 3)]), perMember: new Map([[idOf('off', 4), 1]]) }
      for (const day of days) {
        // On the instant at which something begins or ends, and just before it.
        for (const now of [NOW + day * DAY_MS, NOW + day * DAY_MS - 1]) {
          const run = open({ ...inputOf([], { profile, usage, now }), catalogue })
          const { shelf } = run
          const all = shelf!.offers.filter((item) => passesAll(item, run)).map(({ offer }) => offer.id)
          const reached = inReach(shelf!, run)
            .filter((item) => passesInReach(item, run))
            .map(({ offer }) => offer.id)
          expect(reached.sort()).toEqual(all.sort())
        }
      }
    }),
  )
})

test('an offer behind a segment that does not hold the member is not looked at', () => {
  const offers = Array.from({ length: 50 }, (_, n) => offerOf(n, { audience: { segments: ['out-333'] } }))
  const run = open(inputOf(offers, { profile }, { segments }))
  expect(inReach(run.shelf!, run)).toEqual([])
  expect(run.catalogue.shelves.get(STORE.id)!.offers).toHaveLength(50)
})
