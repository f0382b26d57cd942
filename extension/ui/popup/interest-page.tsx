import { formatDay, formatTime } from '../../../shared/i18n/format.ts'
import type { SettingsInfo, StoreInterest } from '../../facts.ts'
import { Loading } from './needs.tsx'
import type { PopupActions, PopupModel } from './popup-model.ts'
import { Switch } from './switch.tsx'

/** Exactly what each shop would be sent now of what the member looks at, and that it is nothing while the switch is off. */
export function InterestPage({
  model,
  actions,
  settings,
}: {
  model: PopupModel
  actions: PopupActions
  settings: SettingsInfo
}) {
  const { t } = model.speech
  const { interest } = model.own
  const stores = interest?.stores.filter(({ weights, lastSent }) => weights.length > 0 || lastSent) ?? []
  const on = interest?.on ?? settings.interest
  return (
    <>
      <div class="box">
        <Switch
          label={t('interest.switch')}
          text={t(on ? 'interest.forgets' : 'interest.switchText')}
          on={on}
          onChange={actions.setInterest}
        />
      </div>
      <p class="note below" role="status">
        {t(!on ? 'interest.off' : interest && stores.length === 0 ? 'interest.nothing' : 'interest.text')}
      </p>
      {interest === null && <Loading model={model} />}
      {stores.map((store) => (
        <Store key={store.storeId} store={store} model={model} on={on} />
      ))}
    </>
  )
}

function Store({ store, model, on }: { store: StoreInterest; model: PopupModel; on: boolean }) {
  const { speech, now } = model
  const { t, locale } = speech
  const { storeName, weights, lastSent } = store
  const isToday = lastSent && formatDay(lastSent.at, locale) === formatDay(now, locale)
  const time = lastSent && (isToday ? formatTime : formatDay)(lastSent.at, locale)
  return (
    <section class="mt">
      <h2 class="t13 lab boxhead">{storeName}</h2>
      <dl class="box pairs">
        {on &&
          weights.map(({ category, weight }) => (
            <div class="rl2 t13" key={category}>
              <dt>{category}</dt>
              <dd class="n">{t('interest.weight', { n: weight })}</dd>
            </div>
          ))}
        {(!on || weights.length === 0) && (
          <div class="rl2 t13">
            <dt class="i2">{t('interest.nothingHere')}</dt>
            <dd />
          </div>
        )}
      </dl>
      <p class="t12 i3 under2">
        {time === null
          ? t('interest.neverSent')
          : `${t('interest.lastSent', { time })}: ${lastSent?.weights.map(({ category, weight }) => `${category} ${weight}`).join(', ')}`}
      </p>
    </section>
  )
}
