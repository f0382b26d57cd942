import type { DecidedOffer, Partner } from '../../../shared/contracts/index.ts'
import { OfferRow } from '../offer-list.tsx'
import { canApply } from '../offer-words.ts'
import { CopyCode } from './code-line.tsx'
import { OfferWhy } from './offer-why.tsx'
import type { PopupActions, PopupModel } from './popup-model.ts'

interface Parts {
  partner: Partner
  model: PopupModel
  actions: PopupActions
}

/** A store's offers, each with its reason and why it is seen; codes only when asked for, since asking reserves them. */
export function OfferCards({ offers, ...parts }: Parts & { offers: readonly DecidedOffer[] }) {
  return (
    <ul class="cards">
      {offers.map((offer) => (
        <OfferRow key={offer.offerId} offer={offer} speech={parts.model.speech}>
          <CodeState offer={offer} {...parts} />
          <OfferWhy offer={offer} {...parts}>
            {canApply(offer) && <GetCode offer={offer} {...parts} />}
          </OfferWhy>
        </OfferRow>
      ))}
    </ul>
  )
}

/** The code, once it was asked for, or why there is none. */
function CodeState({ offer, model, actions }: Parts & { offer: DecidedOffer }) {
  const state = model.codes[offer.offerId]
  if (typeof state !== 'object') return null
  if ('code' in state) return <CopyCode model={model} actions={actions} code={state.code} />
  return (
    <p class="t12 i2 all" role="status">
      {/* The one thing that the popup could have left out of a claim is the basket, which it does not see. */}
      {model.speech.t(
        state.trouble === 'invalid_request' ? 'offer.worthAtCheckout' : `problem.${state.trouble}`,
      )}
    </p>
  )
}

function GetCode({ offer, partner, model, actions }: Parts & { offer: DecidedOffer }) {
  const { t } = model.speech
  const state = model.codes[offer.offerId]
  if (typeof state === 'object' && 'code' in state) return null
  return (
    <button
      type="button"
      class="btn s sm"
      aria-disabled={state === 'fetching'}
      onClick={() => actions.getCode(partner.storeId, offer.offerId)}
    >
      {t(state === 'fetching' ? 'panel.fetching' : 'offer.getCode')}
      <span class="sr">: {offer.headline}</span>
    </button>
  )
}
