import type { Membership, TierStanding } from '../../../shared/contracts/index.ts'
import { formatPercent } from '../../../shared/i18n/format.ts'
import { GrowthRing } from '../marks.tsx'
import type { Speech } from '../offer-words.ts'
import { type Dates, sayCounted, sayLastDay } from './amounts.ts'

/** A rolling window ends at every instant: then there is no day to name. Milliseconds. */
const NO_WINDOW_MS = 3_600_000

/** The tier in sentences: to rise, to stay, and what comes of neither. The first is the weightiest. */
export function tierWords(tier: TierStanding, currency: string, speech: Speech, dates: Dates): string[] {
  const { t } = speech
  const { next, keep, endsAt, wouldBe, wouldBeName, windowEndsAt, matchedUntilAt } = tier
  const counted = (amount: number) => sayCounted(tier.basis, amount, currency, speech)
  const words: string[] = []
  if (next && next.missing > 0) {
    const said = { amount: counted(next.missing), tier: next.name }
    words.push(
      windowEndsAt - dates.now > NO_WINDOW_MS
        ? t('tier.toNextBy', { ...said, date: sayLastDay(windowEndsAt, dates) })
        : t('tier.toNext', said),
    )
  }
  if (!next && endsAt !== null) words.push(t('tier.top', { tier: tier.name }))
  if (endsAt === null) {
    if (!next) words.push(t('tier.isYoursForGood', { tier: tier.name }))
    return words
  }
  const end = sayLastDay(endsAt, dates)
  words.push(
    matchedUntilAt !== null && matchedUntilAt >= endsAt
      ? t('tier.matched', { date: end })
      : t('tier.isYours', { tier: tier.name, date: end }),
  )
  const canKeep = keep !== null && keep.missing > 0
  if (canKeep) {
    const said = { amount: counted(keep.missing), date: sayLastDay(keep.byAt, dates), tier: tier.name }
    words.push(
      keep.fromAt === null
        ? t('tier.keep', said)
        : t('tier.keepFrom', { ...said, from: sayLastDay(keep.fromAt + 1, dates) }),
    )
  }
  if (wouldBe === tier.tier) words.push(t('tier.staysAs', { date: end }))
  else if (wouldBeName)
    words.push(t(canKeep ? 'tier.otherwise' : 'tier.wouldBe', { tier: wouldBeName, date: end }))
  return words
}

/** How the rings stand: the innermost for a first purchase, the second for a tier, the outermost grows towards the next. */
export function ringsOf({ balances, tier }: Membership): { grown: 0 | 1 | 2 | 3; growing: number } {
  const begun = balances.some(({ available, pending, held }) => available + pending + held > 0)
  if (!tier) return { grown: begun ? 1 : 0, growing: 0 }
  const { next } = tier
  if (!next) return { grown: tier.endsAt === null && !begun ? 1 : 3, growing: 0 }
  const share = next.threshold === 0 ? 0 : 1 - next.missing / next.threshold
  const growing = Math.min(1, Math.max(0, share))
  const risen = tier.endsAt !== null
  return { grown: risen ? 2 : begun || growing > 0 ? 1 : 0, growing }
}

/** The growth ring with what it takes to rise and to stay. */
export function TierLine({
  membership,
  speech,
  dates,
  off,
}: {
  membership: Membership
  speech: Speech
  dates: Dates
  off: boolean
}) {
  const { tier, currency } = membership
  if (!tier) return null
  const { grown, growing } = ringsOf(membership)
  const [first, ...rest] = tierWords(tier, currency, speech, dates)
  const percent = formatPercent(Math.floor(growing * 100), speech.locale)
  return (
    <div class="row ringline">
      <GrowthRing
        grown={grown}
        growing={growing}
        size={40}
        off={off}
        {...(tier.next && growing > 0
          ? { label: speech.t('tier.ring', { percent, tier: tier.next.name }) }
          : {})}
      />
      <div class="t13">
        {first !== undefined && <p class="lab n">{first}</p>}
        {rest.map((line) => (
          <p class="i2 n" key={line}>
            {line}
          </p>
        ))}
      </div>
    </div>
  )
}
