import { needsCode, type Offer, type OfferPolicy } from '../../contracts/index.ts'

/** The mode of each of a programme's groups, by its key. */
export type Modes = Map<string, OfferPolicy['groups'][number]['mode']>

/** Read once a combination. */
export const modesOf = ({ groups }: Pick<OfferPolicy, 'groups'>): Modes =>
  new Map(groups.map(({ key, mode }) => [key, mode]))

/** What of an offer decides which others it goes with, by the programme's groups. */
export type Traits = {
  offer: Offer
  /** Groups that let only one offer through, and those that say that offers go together. */
  exclusive: readonly string[]
  together: readonly string[]
  isTyped: boolean
}

export function traitsOf(offer: Offer, modes: Modes): Traits {
  const { groups } = offer.stacking
  return {
    offer,
    exclusive: groups.filter((key) => modes.get(key) === 'best' || modes.get(key) === 'inOrder'),
    together: groups.filter((key) => modes.get(key) === 'stack'),
    isTyped: needsCode(offer.reward.kind),
  }
}

const shares = (some: readonly string[], others: readonly string[]): boolean =>
  some.length > 0 && others.length > 0 && some.some((key) => others.includes(key))

const excludes = ({ stacking, merchantId }: Offer, other: Offer): boolean =>
  stacking.excludes.length > 0 && merchantId === other.merchantId && stacking.excludes.includes(other.key)

/**
 * Whether two offers can't both be used on one basket: one of them goes with no other, one leaves the other out, a group
 * lets only one of them through, or both are typed and the checkout takes one code (unless a group says that they stack).
 * A group that the programme does not know says nothing.
 */
export const conflicts = (a: Traits, b: Traits, { codesAtOnce }: Pick<OfferPolicy, 'codesAtOnce'>): boolean =>
  a.offer.stacking.alone ||
  b.offer.stacking.alone ||
  excludes(a.offer, b.offer) ||
  excludes(b.offer, a.offer) ||
  shares(a.exclusive, b.exclusive) ||
  (codesAtOnce === 'one' && a.isTyped && b.isTyped && !shares(a.together, b.together))

/** For every two offers, row by row, whether they can't both be used. */
export function conflictsAmong(
  given: readonly { offer: Offer }[],
  policy: Pick<OfferPolicy, 'codesAtOnce'>,
  modes: Modes,
): Uint8Array {
  const traits = given.map(({ offer }) => traitsOf(offer, modes))
  const against = new Uint8Array(given.length * given.length)
  for (let a = 0; a < given.length; a += 1)
    for (let b = a + 1; b < given.length; b += 1)
      if (conflicts(traits[a]!, traits[b]!, policy)) {
        against[a * given.length + b] = 1
        against[b * given.length + a] = 1
      }
  return against
}

/** The order in which offers are taken: the merchant's priority, then the id. */
export const inTurnOrder = (a: Offer, b: Offer): number => b.priority - a.priority || (a.id < b.id ? -1 : 1)

/** Offers that a group in order lets through: of each such group's, the first in turn. */
export function firstInOrder<T extends { offer: Offer }>(items: readonly T[], modes: Modes): T[] {
  const first = new Map<string, T>()
  const ordered = (offer: Offer) => offer.stacking.groups.filter((key) => modes.get(key) === 'inOrder')
  for (const item of items)
    for (const key of ordered(item.offer)) {
      const other = first.get(key)
      if (other === undefined || inTurnOrder(item.offer, other.offer) < 0) first.set(key, item)
    }
  return items.filter((item) => ordered(item.offer).every((key) => first.get(key) === item))
}
