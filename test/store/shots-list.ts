import type { Listing } from '../../shared/i18n/listing/en.ts'

/** A picture of the listing: the words above it, and the state of the panel or the popup that it shows. */
export interface Shot {
  name: string
  caption: keyof Listing
  surface: 'panel' | 'popup'
  /** A name in test/extension/states.ts. */
  state: string
}

/** The pictures, in the order in which the stores show them; five are what every store takes. */
export const SHOTS: Shot[] = [
  { name: '1-checkout', caption: 'captionCheckout', surface: 'panel', state: 'checkout' },
  { name: '2-saved', caption: 'captionSaved', surface: 'panel', state: 'saved' },
  { name: '3-offers', caption: 'captionOffers', surface: 'panel', state: 'offers' },
  { name: '4-card', caption: 'captionCard', surface: 'popup', state: 'card' },
  { name: '5-privacy', caption: 'captionPrivacy', surface: 'popup', state: 'settings' },
]
