import type { Offer, OfferPolicy } from '../../contracts/index.ts'
import { conflicts, conflictsAmong, firstInOrder, inTurnOrder, modesOf, traitsOf } from './conflicts.ts'
import { MOST_SEARCHED, search } from './search.ts'

/** An offer whose worth is added to that of others, whichever they are, in hundredths of a minor unit above 0. */
export type Addend = { offer: Offer; centi: number }

/** Nothing is taken off any price. */
const NO_CAPS = { goodsMinor: 0, perLine: [], allMinor: 0 }

/**
 * Of offers whose worths add up, those that are worth most together as far as they may be had together, and with the
 * offers that are used already. Offers that have nothing to do with each other, not even by others, are looked at apart:
 * so it is exact while no more than `MOST_SEARCHED` hang together; of more, the others are added as long as they fit.
 * The order of asking does not matter.
 *
 * @returns in turn
 */
export function hadTogether<T extends Addend>(
  addends: readonly T[],
  used: readonly Offer[],
  policy: OfferPolicy,
): T[] {
  const modes = modesOf(policy)
  const usedTraits = used.map((offer) => traitsOf(offer, modes))
  const free = addends.filter(({ offer }) => {
    const traits = traitsOf(offer, modes)
    return !usedTraits.some((other) => conflicts(traits, other, policy))
  })
  const inTurn = firstInOrder(free, modes).sort((a, b) => inTurnOrder(a.offer, b.offer))
  const against = conflictsAmong(inTurn, policy, modes)
  const isAgainst = (a: number, b: number) => against[a * inTurn.length + b] === 1
  return hangingTogether(inTurn.length, isAgainst)
    .flatMap((places) => (places.length === 1 ? places : bestOf(places, inTurn, isAgainst)))
    .sort((a, b) => a - b)
    .map((place) => inTurn[place]!)
}

/** Places, each list of which has nothing against any other list. */
function hangingTogether(count: number, isAgainst: (a: number, b: number) => boolean): number[][] {
  let lists: number[][] = []
  for (let place = 0; place < count; place += 1) {
    const isTouched = (list: number[]) => list.some((other) => isAgainst(place, other))
    lists = [
      ...lists.filter((list) => !isTouched(list)),
      [...lists.filter(isTouched).flat(), place].sort((a, b) => a - b),
    ]
  }
  return lists
}

function bestOf(
  places: readonly number[],
  addends: readonly Addend[],
  isAgainst: (a: number, b: number) => boolean,
): number[] {
  const byWorth = [...places].sort((a, b) => addends[b]!.centi - addends[a]!.centi)
  const searched = byWorth.slice(0, MOST_SEARCHED).sort((a, b) => a - b)
  const { set } = search(
    searched.map((place) => {
      const { offer, centi } = addends[place]!
      return {
        offer,
        lane: 'points',
        perLine: null,
        off: null,
        shippingMinor: 0,
        points: 0,
        extraCenti: centi,
        aloneCenti: centi,
      }
    }),
    [],
    searched.map((place) =>
      searched.reduce((others, other, bit) => (isAgainst(place, other) ? others | (1 << bit) : others), 0),
    ),
    NO_CAPS,
  )
  const chosen = searched.filter((_, bit) => set & (1 << bit))
  for (const place of byWorth.slice(MOST_SEARCHED))
    if (!chosen.some((other) => isAgainst(place, other))) chosen.push(place)
  return chosen
}
