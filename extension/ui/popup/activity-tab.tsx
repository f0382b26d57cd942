import type { LedgerEntry } from '../../../shared/contracts/index.ts'
import { Icon } from '../icons.tsx'
import { sayAmount, sayHeading } from './amounts.ts'
import { Empty } from './empty.tsx'
import { direction, entryKey, happenedAt } from './entry-words.ts'
import { NoShop } from './needs.tsx'
import type { PopupActions, PopupModel } from './popup-model.ts'

interface Parts {
  model: PopupModel
  actions: PopupActions
}

/** The newest entries of the ledger, by day, each with its receipt. */
export function ActivityTab({ model, actions }: Parts) {
  const { entries, info, speech, now } = model
  const { t, locale } = speech
  if (!info.partner) return <NoShop model={model} actions={actions} />
  if (info.member && entries === null) return <p class="note">{t('act.busy')}</p>
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
    const day = sayHeading(happenedAt(entry), { locale, now })
    days.set(day, [...(days.get(day) ?? []), entry])
  }
  return (
    <>
      {[...days].map(([day, list]) => (
        <section key={day} class="dayblock">
          <h2 class="day">{day}</h2>
          <ul>
            {list.map((entry) => (
              <EntryRow key={entry.id} model={model} actions={actions} entry={entry} />
            ))}
          </ul>
        </section>
      ))}
      <p class="t12 i3 verify">{t('entry.verify')}</p>
    </>
  )
}

/** One movement: what happened, how much, whose words stand by it, and its receipt as a file. */
function EntryRow({ model, actions, entry }: Parts & { entry: LedgerEntry }) {
  const { speech, info, receipt, membership } = model
  const { t } = speech
  const currency = (membership?.ok ? membership.value.currency : info.shown?.currency) ?? 'XXX'
  const sign = direction(entry)
  const tone = sign === 1 ? (entry.toAccount === 'pending' ? 'ht' : 'gt') : ''
  const what = t(entryKey(entry))
  const amount = `${sign === 1 ? '+' : sign === -1 ? '−' : ''}${sayAmount(entry.unit, entry.amount, currency, speech)}`
  const asked = receipt?.entryId === entry.id ? receipt.state : null
  return (
    <li class="ac">
      <span class="lab">{what}</span>
      <span class={`n str ${tone}`}>{amount}</span>
      <small>
        {entry.note === null
          ? info.partner?.name
          : t(entry.operator === null ? 'entry.noteOf' : 'entry.note', { note: entry.note })}
        {entry.toAccount === 'pending' && ` · ${t('entry.pending')}`}
      </small>
      <button
        type="button"
        class="lnk t12 receipt"
        aria-disabled={asked === 'fetching'}
        onClick={() => actions.saveReceipt(entry)}
      >
        <Icon name={asked === 'saved' ? 'check' : 'save'} size={14} />
        {t('entry.receipt')}
        <span class="sr">
          : {what}, {amount}
        </span>
      </button>
      {asked !== null && (
        <small class={typeof asked === 'object' ? 'lt told2' : 'told2'} role="status">
          {asked === 'saved' && t('entry.receiptSaved')}
          {asked === 'fetching' && t('act.busy')}
          {typeof asked === 'object' && t(`problem.${asked.trouble}`)}
        </small>
      )}
    </li>
  )
}
