import { formatDay, formatTime } from '../../../shared/i18n/format.ts'
import type { SettingsInfo } from '../../facts.ts'
import { Icon } from './icon.tsx'
import type { PopupModel } from './popup-model.ts'

/** Requests that left the device, newest first: what each was for, what it told, and its size. */
export function SentList({
  model,
  settings,
  most,
}: {
  model: PopupModel
  settings: SettingsInfo
  most: number
}) {
  const { t, locale } = model.speech
  const nameOf = (storeId: string | null) =>
    settings.partners.find(({ partner }) => partner.storeId === storeId)?.partner.name ?? '?'
  const today = formatDay(model.now, locale)
  if (settings.sent.length === 0) return <p class="note">{t('popup.leftEmpty')}</p>
  return (
    <ul class="box sent">
      {settings.sent.slice(0, most).map((record) => (
        <li class="lg" key={`${record.at} ${record.kind} ${record.storeId}`}>
          <span class="t">
            {formatDay(record.at, locale) === today
              ? formatTime(record.at, locale)
              : formatDay(record.at, locale)}
          </span>
          <span class="w">{t(`log.${record.kind}`, { store: nameOf(record.storeId) })}</span>
          <span class="t">{t('popup.bytes', { n: record.bytes })}</span>
          <span class="d">{t(`log.${record.kind}Text`)}</span>
        </li>
      ))}
    </ul>
  )
}

/** What never leaves the device. */
export const Stayed = ({ model: { speech } }: { model: PopupModel }) => (
  <p class="t13 row i2 stayed">
    <span class="gt">
      <Icon name="lock" />
    </span>
    <span>{speech.t('popup.stayed')}</span>
  </p>
)
