import { formatNumber } from '../../../shared/i18n/format.ts'
import { Loading } from './needs.tsx'
import type { PopupModel } from './popup-model.ts'

/** Everything that is kept on this device, by what it is for. */
export function StoredPage({ model }: { model: PopupModel }) {
  const { t, locale } = model.speech
  const { stored } = model.own
  if (stored === null) return <Loading model={model} />
  const kept = stored.filter(({ count }) => count > 0)
  return (
    <>
      <p class="note">{t('kept.text')}</p>
      {kept.length === 0 ? (
        <p class="note below">{t('kept.empty')}</p>
      ) : (
        <ul class="box mt">
          {kept.map(({ what, bytes, count, lasting }) => (
            <li class="set" key={`${what} ${lasting}`}>
              <span class="t13">
                <span class="lab">{t(`stored.${what}`)}</span>
                {!lasting && <span class="i2 blk">{t('kept.session')}</span>}
              </span>
              <span class="t12 i2 n right">
                {t('kept.things', { n: count })}
                <span class="blk">{t('popup.bytes', { n: formatNumber(bytes, locale) })}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
