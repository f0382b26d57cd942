import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import type { DecidedOffer, Partner, Reason } from '../../../shared/contracts/index.ts'
import { sayReason } from '../../../shared/i18n/reasons.ts'
import type { MessageKey } from '../../../shared/i18n/words.ts'
import type { PopupActions, PopupModel } from './popup-model.ts'

/** What a reason was worked out from, where it was not from purchases. */
const SOURCES: Record<string, MessageKey> = {
  interest: 'why.fromDevice',
  localHour: 'why.fromClock',
  daypart: 'why.fromClock',
  weekday: 'why.fromClock',
  season: 'why.fromClock',
  region: 'why.fromClock',
  tier: 'why.fromStanding',
  planHeld: 'why.fromStanding',
  pointsHeld: 'why.fromStanding',
  stampsHeld: 'why.fromStanding',
  creditsHeld: 'why.fromStanding',
  valueHeld: 'why.fromStanding',
  pointsExpiring: 'why.fromStanding',
  birthdayMonth: 'why.fromStanding',
  memberFor: 'why.fromStanding',
}

/** What an offer's reasons were worked out from, each once; from nothing about the member where it is not personal. */
export function sourcesOf({ personal, reasons }: { personal: boolean; reasons: Reason[] }): MessageKey[] {
  if (!personal) return ['why.nothing']
  const found = reasons.map(({ code }) => SOURCES[code] ?? 'why.fromPurchases')
  return found.length > 0 ? [...new Set(found)] : ['why.fromPurchases']
}

/**
 * Why the member sees an offer, behind a question: what matched, what it was worked out from, and whether it is personal.
 * `children` stands beside the question.
 */
export function OfferWhy({
  offer,
  partner,
  model,
  actions,
  children,
}: {
  offer: DecidedOffer
  partner: Partner
  model: PopupModel
  actions: PopupActions
  children?: ComponentChildren
}) {
  const { t, locale } = model.speech
  const id = useId()
  const open = model.whyOpen === offer.offerId
  const matched = offer.reasons.flatMap((reason) => sayReason(reason, t, locale) ?? [])
  const isOwn = offer.reward.kind === 'payWithPoints'
  return (
    <div class="all">
      <div class="whyline">
        <button
          type="button"
          class="lnk t12"
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          onClick={() => actions.askWhy(open ? null : offer.offerId)}
        >
          {t('why.ask')}
          <span class="sr"> {offer.headline}</span>
        </button>
        {children}
      </div>
      {open && (
        <dl class="why2" id={id}>
          {matched.length > 0 && (
            <>
              <dt>{t('why.matched')}</dt>
              {matched.map((said) => (
                <dd key={said}>{said}</dd>
              ))}
            </>
          )}
          <dt>{t('why.from')}</dt>
          {sourcesOf(offer).map((source) => (
            <dd key={source}>{t(source)}</dd>
          ))}
          <dt>{t('why.personal')}</dt>
          <dd>{t(isOwn ? 'why.own' : offer.personal ? 'why.personalText' : 'why.notPersonalText')}</dd>
          <dd>
            <button type="button" class="lnk wrap" onClick={() => actions.openMirror(partner.storeId)}>
              {t('why.all', { store: partner.name })}
            </button>
          </dd>
        </dl>
      )}
    </div>
  )
}
