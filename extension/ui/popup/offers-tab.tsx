import type { DecidedOffer } from '../../../shared/contracts/index.ts'
import { NearlyList, OfferRow } from '../offer-list.tsx'
import { canApply } from '../offer-words.ts'
import { CopyCode } from './code-line.tsx'
import { NoMember, NoShop } from './needs.tsx'
import type { PopupActions, PopupModel } from './popup-model.ts'

/** The offers at the shop that is open, each with its reason; codes only when asked for, since asking reserves them. */
export function OffersTab({ model, actions }: { model: PopupModel; actions: PopupActions }) {
  const { info, speech } = model
  const { t } = speech
  const { partner, shown, allowed, member, trouble } = info
  if (!partner) return <NoShop model={model} actions={actions} />
  if (!member) return <NoMember model={model} actions={actions} />
  const offers = shown?.offers ?? []
  return (
    <>
      <div class="row sp base headline">
        <h2 class="t16">{partner.name}</h2>
        <span class="t13 i2 n">{offers.length > 0 && t('popup.offersCount', { n: offers.length })}</span>
      </div>
      {!allowed && (
        <div class="askbox">
          <p class="note">{t('popup.allowText', { store: partner.name })}</p>
          <button type="button" class="btn p sm" onClick={() => actions.allow([partner])}>
            {t('popup.allow', { store: partner.name })}
          </button>
        </div>
      )}
      {offers.length > 0 ? (
        <ul class="cards">
          {offers.map((offer) => (
            <OfferRow key={offer.offerId} offer={offer} speech={speech}>
              {canApply(offer) && <CodeLine offer={offer} model={model} actions={actions} />}
            </OfferRow>
          ))}
        </ul>
      ) : (
        <p class="note">{t(trouble ? `problem.${trouble}` : 'popup.noOffersTitle')}</p>
      )}
      <NearlyList nearly={shown?.nearly ?? []} speech={speech} />
      <span class="grow" />
      {offers.length > 0 && <p class="t12 i3">{t('popup.offersFoot')}</p>}
    </>
  )
}

function CodeLine({
  offer,
  model,
  actions,
}: {
  offer: DecidedOffer
  model: PopupModel
  actions: PopupActions
}) {
  const { t } = model.speech
  const state = model.codes[offer.offerId]
  if (state && typeof state === 'object' && 'code' in state)
    return <CopyCode model={model} actions={actions} code={state.code} />
  return (
    <div class="codeline">
      <span class="t12 i2" role="status">
        {typeof state === 'object' && t(`problem.${state.trouble}`)}
      </span>
      <button
        type="button"
        class="btn s sm"
        aria-disabled={state === 'fetching'}
        onClick={() => actions.getCode(offer.offerId)}
      >
        {t(state === 'fetching' ? 'panel.fetching' : 'offer.getCode')}
        <span class="sr">: {offer.headline}</span>
      </button>
    </div>
  )
}
