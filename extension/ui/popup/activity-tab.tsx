import type { LedgerEntry } from '../../../shared/contracts/index.ts'
import { formatDayLong, formatNumber } from '../../../shared/i18n/format.ts'
import { Empty } from './empty.tsx'
import type { PopupActions, PopupModel } from './popup-model.ts'

const OWN = ['pending', 'available']

/** How an entry changed what the member has: +1 came, -1 went, 0 moved from pending to available. */
const direction = ({ fromAccount, toAccount }: LedgerEntry): -1 | 0 | 1 =>
  OWN.includes(fromAccount) === OWN.includes(toAccount) ? 0 : OWN.includes(toAccount) ? 1 : -1

/** A purchase that was reported late, as an imported one, still happened on its own day; what follows from it did not. */
const happenedAt = ({ reason, purchasedAt, postedAt }: LedgerEntry): number =>
  reason === 'earn' || reason === 'bonus' ? (purchasedAt ?? postedAt) : postedAt

/** The newest entries of the ledger, by day. */
export function ActivityTab({ model, actions }: { model: PopupModel; actions: PopupActions }) {
  const { entries, info, speech } = model
  const { t, locale } = speech
  if (!info.partner)
    return (
      <Empty title={t('popup.noStoreTitle')} text={t('popup.noStoreText')}>
        <button type="button" class="btn s" onClick={actions.openSettings}>
          {t('popup.seePartners', { n: info.partners.length })}
        </button>
      </Empty>
    )
  if (info.member && entries === null) return <p class="note">{t('panel.loading')}</p>
  if (entries && !entries.ok) return <p class="note">{t(`problem.${entries.trouble}`)}</p>
  if (!entries || entries.value.length === 0)
    return (
      <Empty title={t('popup.noReceipts')} text={t('popup.noReceiptsText')}>
        <button type="button" class="btn s" onClick={actions.openSettings}>
          {t('popup.seePartners', { n: info.partners.length })}
        </button>
      </Empty>
    )
  const days = new Map<string, LedgerEntry[]>()
  for (const entry of entries.value.toSorted((a, b) => happenedAt(b) - happenedAt(a))) {
    const day = formatDayLong(happenedAt(entry), locale)
    days.set(day, [...(days.get(day) ?? []), entry])
  }
  return (
    <>
      {[...days].map(([day, list]) => (
        <section key={day} class="dayblock">
          <h2 class="day">{day}</h2>
          {list.map((entry) => {
            const sign = direction(entry)
            const tone = sign === 1 ? (entry.toAccount === 'pending' ? 'ht' : 'gt') : ''
            return (
              <div class="ac" key={entry.id}>
                <span class="lab">{t(`entry.${entry.reason}`)}</span>
                <span class={`n str ${tone}`}>
                  {sign === 1 ? '+' : sign === -1 ? '−' : ''}
                  {formatNumber(entry.amount, locale)}
                </span>
                <small>{info.partner?.name}</small>
                <small>{entry.toAccount === 'pending' && t('entry.pending')}</small>
              </div>
            )
          })}
        </section>
      ))}
    </>
  )
}
