import type { Mirror, MirrorSignal } from '../../../shared/contracts/index.ts'
import { formatMoney, formatNumber, formatPercent, TAGS } from '../../../shared/i18n/format.ts'
import type { MessageKey } from '../../../shared/i18n/words.ts'
import type { Speech } from '../offer-words.ts'

/** Shown elsewhere already, or no more about the member than a clock on the wall. */
const LEFT_OUT = ['balance', 'inSegment', 'localHour', 'daypart', 'weekday']

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
/** A Monday at noon, UTC, epoch ms: weekdays are named by counting on from it. */
const MONDAY_AT = Date.UTC(2024, 0, 1, 12)
const DAY_MS = 86_400_000

type Facts = Pick<Mirror, 'currency' | 'segments' | 'membership'>
type Asked = Pick<MirrorSignal, 'name' | 'args' | 'value'> & { unit?: string }

/** The signals that say something of the member. */
export const toldSignals = (signals: readonly MirrorSignal[]): MirrorSignal[] =>
  signals.filter(({ name, value }) => value !== null && !LEFT_OUT.includes(name))

/** What a signal is about, in words; its bare name where an older extension meets a newer worker. */
export function sayLabel({ name, args }: Asked, facts: Facts, { t }: Speech): string {
  const { days, segment, plan } = args
  const key = String(Object.values(args)[0] ?? '')
  const what =
    typeof days === 'number'
      ? t('mirror.days', { n: days })
      : segment !== undefined
        ? (facts.segments.find((one) => one.key === segment)?.name ?? key)
        : plan !== undefined
          ? (facts.membership.plans.find((one) => one.plan.key === plan)?.plan.name ?? key)
          : key
  try {
    return t(`signal.${name}` as MessageKey, { what })
  } catch {
    return name
  }
}

/** What a signal says, with its unit. */
export function sayValue(signal: Asked, facts: Facts, speech: Speech): string {
  const { t, locale } = speech
  const { name, value, unit } = signal
  if (value === null) return '–'
  if (typeof value === 'string') return sayText(name, value, facts, speech)
  switch (unit) {
    case 'minor units':
      return formatMoney(Math.round(value), facts.currency, locale)
    case 'days':
      return t('mirror.days', { n: Math.round(value) })
    case '1 or 0':
      return t(value === 1 ? 'mirror.yes' : 'mirror.no')
    case 'chance 0 to 1':
      return formatPercent(value * 100, locale)
    case 'ratio':
      return name.endsWith('Share')
        ? formatPercent(value * 100, locale)
        : t('offer.times', { factor: Math.round(value * 10) / 10 })
    case 'lift':
      return t('offer.times', { factor: Math.round(value * 10) / 10 })
    case 'fifth':
      return t('unit.stampsOf', { n: value, of: 5 })
    case 'weight 0 to 3':
      return t('interest.weight', { n: value })
    default:
      return formatNumber(Math.round(value * 10) / 10, locale)
  }
}

function sayText(name: string, value: string, { membership }: Facts, { t, locale }: Speech): string {
  if (name === 'tier') return membership.tier?.tier === value ? membership.tier.name : value
  if (name === 'memberRegion')
    return value.length === 2
      ? (new Intl.DisplayNames(TAGS[locale], { type: 'region' }).of(value) ?? value)
      : value
  const day = WEEKDAYS.indexOf(value)
  if (day >= 0)
    return new Intl.DateTimeFormat(TAGS[locale], { weekday: 'long', timeZone: 'UTC' }).format(
      MONDAY_AT + day * DAY_MS,
    )
  try {
    return t(`said.${value}` as MessageKey)
  } catch {
    return value
  }
}
