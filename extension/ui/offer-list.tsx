import type { ComponentChildren } from 'preact'
import type { DecidedOffer, Decision } from '../../shared/contracts/index.ts'
import { nearlyWords, offerHead, offerTerms, offerValue, offerWhy, type Speech } from './offer-words.ts'

/** One offer with its reason. `children` is what can be done with it. */
export function OfferRow({
  offer,
  speech,
  children,
}: {
  offer: DecidedOffer
  speech: Speech
  children?: ComponentChildren
}) {
  const terms = offerTerms(offer, speech)
  return (
    <li class="of">
      <h3 class="head">{offerHead(offer, speech)}</h3>
      <span class="v">{offerValue(offer, speech)}</span>
      <p class="why">{offerWhy(offer, speech)}</p>
      {terms && <p class="meta">{terms}</p>}
      {children}
    </li>
  )
}

/** Offers that a small change of the basket would earn. */
export function NearlyList({ nearly, speech }: { nearly: Decision['nearly']; speech: Speech }) {
  if (nearly.length === 0) return null
  return (
    <>
      <h3 class="t13 lab i2 nearly">{speech.t('panel.nearly')}</h3>
      <ul>
        {nearly.slice(0, 2).map((offer) => (
          <li class="of" key={offer.offerId}>
            <h4 class="head">{offer.headline}</h4>
            <span class="v">{offerValue(offer, speech)}</span>
            <p class="why">{nearlyWords(offer, speech)}</p>
          </li>
        ))}
      </ul>
    </>
  )
}
