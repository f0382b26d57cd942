import type { DecidedOffer } from '../../shared/contracts/index.ts'
import { NearlyList, OfferRow } from './offer-list.tsx'
import { canApply, offerHead, offerValue, offerWhy, takesOf, togetherWith } from './offer-words.ts'
import type { PanelActions, PanelModel } from './panel-view.ts'

/** The offers of a shop while its pages are read. */
export function Offers({ model }: { model: PanelModel }) {
  const { speech, partner, shown } = model
  const offers = shown?.offers ?? []
  return (
    <div class="list">
      {offers.length > 0 ? (
        <>
          <p class="t13 lab i2">{speech.t('panel.offersAt', { n: offers.length, store: partner.name })}</p>
          <ul>
            {offers.map((offer) => (
              <OfferRow key={offer.offerId} offer={offer} speech={speech} />
            ))}
          </ul>
        </>
      ) : (
        <div class="none">
          <h3 class="t16">{speech.t('panel.noOffers')}</h3>
          <p class="note">{speech.t('panel.noOffersText')}</p>
        </div>
      )}
      <NearlyList nearly={shown?.nearly ?? []} speech={speech} />
    </div>
  )
}

interface CheckoutProps {
  model: PanelModel
  actions: PanelActions
  best: DecidedOffer
}

/** The offers at a basket: the best first, with what is tried together with it, and one button. */
export function Checkout({ model, actions, best }: CheckoutProps) {
  const { speech, shown } = model
  const { t } = speech
  const together = togetherWith(best.offerId, shown)
  const companions = together
    .slice(1)
    .map((id) => shown?.offers.find(({ offerId }) => offerId === id))
    .filter((offer) => offer !== undefined)
  const others = shown?.offers.filter(({ offerId }) => !together.includes(offerId)) ?? []
  return (
    <div class="pb">
      <div class="best">
        {companions.length > 0 && <p class="t12 i2 lab">{t('panel.together', { n: together.length })}</p>}
        <div class="row sp base">
          <h3 class="t16">{offerHead(best, speech)}</h3>
          <span class="v n">{offerValue(best, speech)}</span>
        </div>
        <p class="note">{offerWhy(best, speech)}</p>
        {companions.map((offer) => (
          <div class="with" key={offer.offerId}>
            <div class="row sp base">
              <h3 class="t14 str">{offerHead(offer, speech)}</h3>
              <span class="v n">{offerValue(offer, speech)}</span>
            </div>
            <p class="note">{offerWhy(offer, speech)}</p>
          </div>
        ))}
        <button type="button" class="btn p w" onClick={() => actions.apply(best.offerId)}>
          {t(takesOf(best) ? 'panel.payAndMeasure' : 'panel.apply')}
        </button>
      </div>
      <p class="t12 i3 how">{t(companions.length > 0 ? 'panel.togetherHow' : 'panel.checkoutHow')}</p>
      {others.length > 0 && (
        <div class="also">
          <h3 class="sr">{t('panel.also')}</h3>
          <ul>
            {others.map((offer) => (
              <OfferRow key={offer.offerId} offer={offer} speech={speech}>
                {canApply(offer) && (
                  <p class="meta">
                    <button type="button" class="lnk" onClick={() => actions.apply(offer.offerId)}>
                      {t(takesOf(offer) ? 'panel.payAndMeasure' : 'panel.apply')}
                      <span class="sr">: {offerHead(offer, speech)}</span>
                    </button>
                  </p>
                )}
              </OfferRow>
            ))}
          </ul>
        </div>
      )}
      <NearlyList nearly={shown?.nearly ?? []} speech={speech} />
    </div>
  )
}
