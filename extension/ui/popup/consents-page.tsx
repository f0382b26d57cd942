import {
  type Consent,
  type ConsentPurpose,
  ConsentPurpose as Purposes,
} from '../../../shared/contracts/index.ts'
import { formatDay } from '../../../shared/i18n/format.ts'
import { Icon } from './icon.tsx'
import { Loading } from './needs.tsx'
import type { PopupActions, PopupModel } from './popup-model.ts'
import { Switch } from './switch.tsx'

interface Parts {
  model: PopupModel
  actions: PopupActions
}

/** What each programme of the member's may do, and since when; one shop is unfolded at a time. */
export function ConsentsPage({ model, actions }: Parts) {
  const { own, info, elsewhere, speech } = model
  const { t } = speech
  const known = new Set((elsewhere ?? []).map(({ storeId }) => storeId))
  const shops = info.partners.filter(({ partner }) => known.has(partner.storeId))
  if (elsewhere === null) return <Loading model={model} />
  if (shops.length === 0) return <p class="note">{t('consents.none')}</p>
  return (
    <>
      <p class="note">{t('consents.text')}</p>
      <ul class="box ways mt">
        {shops.map(({ partner }) => {
          const isOpen = own.consentsAt === partner.storeId
          return (
            <li key={partner.storeId}>
              <button
                type="button"
                class="way"
                aria-expanded={isOpen}
                onClick={() => actions.openConsents(isOpen ? null : partner.storeId)}
              >
                <span class="lab">{partner.name}</span>
                <Icon name={isOpen ? 'minus' : 'plus'} size={14} />
              </button>
              {isOpen && <AtShop model={model} actions={actions} storeId={partner.storeId} />}
            </li>
          )
        })}
      </ul>
    </>
  )
}

function AtShop({ model, actions, storeId }: Parts & { storeId: string }) {
  const { t } = model.speech
  const { consents, consenting } = model.own
  const result = consents[storeId]
  const state = consenting?.storeId === storeId ? consenting.state : null
  return (
    <div class="unfolded">
      {result === undefined ? (
        <Loading model={model} />
      ) : !result.ok ? (
        <p class="note" role="status">
          {t(`problem.${result.trouble}`)}
        </p>
      ) : (
        Purposes.options.map((purpose) => (
          <One
            key={purpose}
            model={model}
            purpose={purpose}
            consent={result.value.consents.find((one) => one.purpose === purpose)}
            busy={state === 'busy'}
            onChange={(granted) => actions.setConsent(storeId, purpose, granted)}
          />
        ))
      )}
      <p class={typeof state === 'object' && state ? 't12 lt' : 't12 i2'} role="status">
        {state === 'done' && result?.ok && t('consents.changed')}
        {typeof state === 'object' && state && t(`problem.${state.trouble}`)}
      </p>
    </div>
  )
}

function One({
  model,
  purpose,
  consent,
  busy,
  onChange,
}: {
  model: PopupModel
  purpose: ConsentPurpose
  consent: Consent | undefined
  busy: boolean
  onChange(granted: boolean): void
}) {
  const { t, locale } = model.speech
  if (!consent) return null
  const since = t('consents.since', { date: formatDay(consent.changedAt, locale) })
  return (
    <Switch
      label={t(`consents.${purpose}`)}
      text={`${t(`consents.${purpose}Text`)} ${since}`}
      on={consent.granted}
      busy={busy}
      onChange={onChange}
    />
  )
}
