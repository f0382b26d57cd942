import { sayAmount, sayHeading } from './amounts.ts'
import { Empty } from './empty.tsx'
import { direction, entryKey, happenedAt } from './entry-words.ts'
import { Icon } from './icon.tsx'
import { type Movement, movementsOf, oldestOf, sumOf } from './movements.ts'
import { Failed, NoShop } from './needs.tsx'
import type { PopupActions, PopupModel } from './popup-model.ts'

interface Parts {
  model: PopupModel
  actions: PopupActions
}

/** What the ledger has moved, newest first and by day, each with its receipts. */
export function ActivityTab({ model, actions }: Parts) {
  const { entries, info, speech, now } = model
  const { t, locale } = speech
  if (!info.partner) return <NoShop model={model} actions={actions} />
  if (info.member && entries === null) return <p class="note">{t('act.busy')}</p>
  if (entries && !entries.ok) return <Failed model={model} actions={actions} trouble={entries.trouble} />
  if (!entries || entries.value.length === 0)
    return (
      <Empty title={t('popup.noReceipts')} text={t('popup.noReceiptsText')}>
        <button type="button" class="btn s" onClick={() => actions.openSettings('shops')}>
          {t('popup.seePartners', { n: info.partners.length })}
        </button>
      </Empty>
    )
  const days = new Map<string, Movement[]>()
  for (const movement of movementsOf(entries.value)) {
    const day = sayHeading(happenedAt(movement[0]), { locale, now })
    days.set(day, [...(days.get(day) ?? []), movement])
  }
  const { older } = model
  return (
    <>
      {[...days].map(([day, list]) => (
        <section key={day} class="dayblock">
          <h2 class="day">{day}</h2>
          <ul>
            {list.map((movement) => (
              <MovementRow key={movement[0].id} model={model} actions={actions} movement={movement} />
            ))}
          </ul>
        </section>
      ))}
      {oldestOf(entries.value).size > 0 && (
        <div class="older">
          <button
            type="button"
            class="btn s sm"
            aria-disabled={older === 'fetching'}
            onClick={actions.showOlder}
          >
            {t('entry.older')}
          </button>
          <p class="t13 i2" role="status">
            {older === 'fetching' && t('act.busy')}
            {older !== null && older !== 'fetching' && t(`problem.${older.trouble}`)}
          </p>
        </div>
      )}
      <p class="t12 i3 verify">{t('entry.verify')}</p>
    </>
  )
}

/** One movement: what happened, how much in all, whose words stand by it, and its receipts as a file. */
function MovementRow({ model, actions, movement }: Parts & { movement: Movement }) {
  const [entry] = movement
  const n = movement.length
  const { speech, info, receipt, membership } = model
  const { t } = speech
  const currency = (membership?.ok ? membership.value.currency : info.shown?.currency) ?? 'XXX'
  const sign = direction(entry)
  const tone = sign === 1 ? (entry.toAccount === 'pending' ? 'ht' : 'gt') : ''
  const what = t(entryKey(entry))
  const amount = `${sign === 1 ? '+' : sign === -1 ? '−' : ''}${sayAmount(entry.unit, sumOf(movement), currency, speech)}`
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
        onClick={() => actions.saveReceipts(movement)}
      >
        <Icon name={asked === 'saved' ? 'check' : 'save'} size={14} />
        {t('entry.receipt', { n })}
        <span class="sr">
          : {what}, {amount}
        </span>
      </button>
      {asked !== null && (
        <small class={typeof asked === 'object' ? 'lt told2' : 'told2'} role="status">
          {asked === 'saved' && t('entry.receiptSaved', { n })}
          {asked === 'fetching' && t('act.busy')}
          {typeof asked === 'object' && t(`problem.${asked.trouble}`)}
        </small>
      )}
    </li>
  )
}
