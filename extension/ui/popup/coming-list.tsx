import type { FullBalance } from '../../../shared/contracts/index.ts'
import type { Speech } from '../offer-words.ts'
import { countOf, type Dates, sayAmount, sayDay, sayLastDay } from './amounts.ts'

type Line = {
  key: string
  kind: 'release' | 'waiting' | 'expire'
  at: number | null
  amount: string
  n: number
}

/** Everything that will happen by itself to what a member has, soonest first; what has no date stands last. */
export function comingLines(balances: readonly FullBalance[], currency: string, speech: Speech): Line[] {
  const lines = balances.flatMap(({ unit, releases, waiting, expiries }) => {
    const line = (kind: Line['kind'], amount: number, at: number | null, n: number): Line => ({
      key: `${unit} ${kind} ${n}`,
      kind,
      at,
      n: countOf(unit, amount),
      amount: `${kind === 'expire' ? '−' : '+'}${sayAmount(unit, amount, currency, speech)}`,
    })
    return [
      ...releases.map(({ amount, at }, n) => line('release', amount, at, n)),
      ...expiries.map(({ amount, at }, n) => line('expire', amount, at, n)),
      ...waiting.map(({ amount }, n) => line('waiting', amount, null, n)),
    ]
  })
  return lines.toSorted((a, b) => (a.at ?? Infinity) - (b.at ?? Infinity))
}

/** What comes and what goes, each with its day: a loss as plain as a gain. */
export function ComingList({
  balances,
  currency,
  speech,
  dates,
}: {
  balances: readonly FullBalance[]
  currency: string
  speech: Speech
  dates: Dates
}) {
  const { t } = speech
  const lines = comingLines(balances, currency, speech)
  if (lines.length === 0) return null
  return (
    <>
      <h2 class="t13 lab i2 boxhead">{t('popup.comingAndGoing')}</h2>
      <ul class="box">
        {lines.map(({ key, kind, at, amount, n }) => (
          <li class="ln" key={key}>
            <i class={kind === 'expire' ? 'dot x' : 'dot p'} />
            <span>
              <span class="str n">{amount}</span> <span class="i2">{t(`balance.${kind}`, { n })}</span>
            </span>
            <span class={kind === 'expire' ? 'ht lab n' : 'i2 n'}>
              {at !== null && (kind === 'expire' ? sayLastDay(at, dates) : sayDay(at, dates))}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
