import type { FieldIssue, Offer, OfferPolicy } from '../../contracts/index.ts'
import { modesOf } from './conflicts.ts'

/**
 * What is wrong with how an offer is to go together with others: groups that the programme does not have, more than one
 * group that lets only one offer through (they could ask for different ones), and exclusions of itself or of nobody.
 *
 * @param offer its key and `stacking`
 * @param otherKeys keys of the merchant's other offers
 * @returns paths from the offer's own root
 */
export function checkStacking(
  { key, stacking }: Pick<Offer, 'key' | 'stacking'>,
  policy: Pick<OfferPolicy, 'groups'>,
  otherKeys: Iterable<string>,
): FieldIssue[] {
  const modes = modesOf(policy)
  const others = new Set(otherKeys)
  const issues: FieldIssue[] = []
  const tell = (path: string, message: string) => issues.push({ path: `/stacking${path}`, message })
  let exclusive: string | null = null
  stacking.groups.forEach((group, at) => {
    const mode = modes.get(group)
    if (stacking.groups.indexOf(group) < at) tell(`/groups/${at}`, 'stands above as well')
    else if (mode === undefined) tell(`/groups/${at}`, `no group ${group}`)
    else if (mode === 'stack') return
    else if (exclusive !== null)
      tell(
        `/groups/${at}`,
        `lets only one offer through, as ${exclusive} does: an offer can be in one such group`,
      )
    else exclusive = group
  })
  stacking.excludes.forEach((other, at) => {
    if (other === key) tell(`/excludes/${at}`, 'is the offer itself')
    else if (!others.has(other)) tell(`/excludes/${at}`, `no offer ${other}`)
  })
  if (stacking.alone && stacking.excludes.length > 0)
    tell('/excludes', 'must be empty: it goes with no other offer')
  return issues
}

/** What is wrong with the cause that an offer gives to: the programme has none of that key, or it takes no gifts. */
export const checkCause = ({ reward }: Pick<Offer, 'reward'>, openCauses: Iterable<string>): FieldIssue[] =>
  reward.kind !== 'donationMatch' || new Set(openCauses).has(reward.cause)
    ? []
    : [{ path: '/reward/cause', message: `no open cause ${reward.cause}` }]
