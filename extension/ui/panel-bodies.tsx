import type { ComponentChildren } from 'preact'
import { formatTime } from '../../shared/i18n/format.ts'
import type { MessageKey } from '../../shared/i18n/words.ts'
import { Balance } from './balance.tsx'
import { Icon } from './icons.tsx'
import { GrowthRing } from './marks.tsx'
import { NearlyList, OfferRow } from './offer-list.tsx'
import { canApply, offerHead, offerValue, offerWhy, takesOf } from './offer-words.ts'
import type { PanelActions, PanelModel, PanelView } from './panel-view.ts'
import { Ended, Saved, Steps } from './run-views.tsx'

/** Ring, balance and the line where the slip is torn off; with a banner while there is no connection. */
function Top({ model }: { model: PanelModel }) {
  const { shown, asOf, offline, speech } = model
  const { t, locale } = speech
  return (
    <>
      {offline && asOf !== null && (
        <p class="banner">
          <Icon name="offline" />
          <span>{t('panel.offline', { time: formatTime(asOf, locale) })}</span>
        </p>
      )}
      {shown && (
        <>
          <Balance points={shown.balance} currency={shown.currency} speech={speech} off={offline} />
          <hr class="perf" />
        </>
      )}
    </>
  )
}

function Offers({ model }: { model: PanelModel }) {
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

function Checkout({
  model,
  actions,
  best,
}: {
  model: PanelModel
  actions: PanelActions
  best: Extract<PanelView, { kind: 'checkout' }>['best']
}) {
  const { speech, shown } = model
  const { t } = speech
  const others = shown?.offers.filter((offer) => offer.offerId !== best.offerId) ?? []
  return (
    <div class="pb">
      <div class="best">
        <div class="row sp base">
          <h3 class="t16">{offerHead(best, speech)}</h3>
          <span class="v n">{offerValue(best, speech)}</span>
        </div>
        <p class="note">{offerWhy(best, speech)}</p>
        <button type="button" class="btn p w" onClick={() => actions.apply(best.offerId)}>
          {t(takesOf(best) ? 'panel.payAndMeasure' : 'panel.apply')}
        </button>
      </div>
      <p class="t12 i3 how">{t('panel.checkoutHow')}</p>
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

/** A thing said with a badge: what happened, then what is now true. */
export function Told({
  icon,
  tone,
  title,
  text,
  children,
}: {
  icon: 'offline' | 'unsure' | 'back'
  tone?: 'b' | 'h'
  title: string
  text: string
  children?: ComponentChildren
}) {
  return (
    <div class="pb">
      <div class="told">
        <span class={`badge ${tone ?? ''}`}>
          <Icon name={icon} />
        </span>
        <div>
          <h3 class="t16">{title}</h3>
          <p class="note">{text}</p>
        </div>
      </div>
      {children}
    </div>
  )
}

/** The body of the open panel. */
export function bodyOf(model: PanelModel, actions: PanelActions): ComponentChildren {
  const { view, speech, partner, whyOpen } = model
  const { t } = speech
  const under = (body: ComponentChildren) => (
    <>
      <Top model={model} />
      {body}
    </>
  )
  switch (view.kind) {
    case 'loading':
      return under(<p class="pb note">{t('panel.loading')}</p>)
    case 'join':
      return (
        <div class="pb joinbox">
          <GrowthRing grown={0} size={64} />
          <h3 class="t16">{t('panel.joinTitle', { store: partner.name })}</h3>
          <p class="note">{t('panel.joinText')}</p>
          <button type="button" class="btn p w" aria-disabled={view.busy} onClick={actions.join}>
            {t(view.busy ? 'panel.joining' : 'panel.join')}
          </button>
        </div>
      )
    case 'offers':
      return under(
        <>
          <Offers model={model} />
          {whyOpen && <p class="whybox note">{t('panel.whyText')}</p>}
        </>,
      )
    case 'checkout':
      return under(<Checkout model={model} actions={actions} best={view.best} />)
    case 'applying':
      return under(<Steps view={view} speech={speech} onStop={actions.stop} />)
    case 'saved':
      return <Saved model={model} result={view.result} />
    case 'ended':
      return under(<Ended view={view} speech={speech} actions={actions} />)
    case 'copy':
      return under(
        <div class="pb">
          <h3 class="t16">{t('panel.pasteTitle')}</h3>
          <p class="note">{t(view.asked ? 'panel.pasteReady' : 'panel.pasteText')}</p>
          <div class="copy">
            <span class="c">{view.code}</span>
            <button type="button" class="btn p sm" onClick={() => actions.copyText(view.code)}>
              <Icon name={model.copied ? 'check' : 'copy'} />
              {t(model.copied ? 'panel.copied' : 'panel.copy')}
            </button>
          </div>
          <p class="note after">{t('panel.pasteNote')}</p>
        </div>,
      )
    case 'trouble': {
      const offline = view.trouble === 'offline' || view.trouble === 'timeout'
      return (
        <Told
          icon={offline ? 'offline' : 'unsure'}
          tone={offline ? 'b' : 'h'}
          title={t(offline ? 'panel.offlineNow' : 'panel.errorTitle')}
          text={[
            t(offline ? 'panel.offlineText' : `problem.${view.trouble}`),
            ...(view.typed ? [t('panel.maybeIn')] : []),
          ].join(' ')}
        />
      )
    }
    case 'hide':
      return (
        <div class="pb">
          <h3 class="t16">{t('panel.hideTitle')}</h3>
          <div class="choices">
            <button type="button" class="btn s w" onClick={() => actions.hide('visit')}>
              {t('panel.hideVisit')}
            </button>
            <button type="button" class="btn s w" onClick={() => actions.hide('shop')}>
              {t('panel.hideShop', { store: partner.name })}
            </button>
          </div>
        </div>
      )
  }
}

/** One fact and one link under the body. */
export function footOf(model: PanelModel, actions: PanelActions): ComponentChildren {
  const { view, offline, shown, whyOpen } = model
  const { t } = model.speech
  const foot = (fact: MessageKey | null, link?: MessageKey, onClick?: () => void, expanded?: boolean) => (
    <>
      <span>{fact && t(fact)}</span>
      {link && (
        <button type="button" class="lnk" onClick={onClick} aria-expanded={expanded}>
          {t(link)}
        </button>
      )}
    </>
  )
  switch (view.kind) {
    case 'join':
      return foot('panel.joinFoot', 'panel.haveCard', actions.openWelcome)
    case 'offers':
      if (offline) return foot('panel.offlineFoot', 'panel.tryAgain', actions.retry)
      return shown && shown.offers.length > 0
        ? foot('panel.footBrowse', whyOpen ? 'panel.close' : 'panel.why', actions.toggleWhy, whyOpen)
        : foot('panel.footQuiet')
    case 'checkout':
      return foot('panel.footCheckout', 'panel.copyCode', () => actions.copyCode(view.best.offerId))
    case 'applying':
      return foot('panel.keepReading')
    case 'saved':
      return view.stands ? foot('panel.codeStays', 'panel.undo', actions.undo) : foot('panel.footQuiet')
    case 'ended':
      return foot('panel.stillYours', 'panel.copyCode', () => actions.copyCode(view.offerId))
    case 'copy':
      return (
        <>
          <span>{view.headline}</span>
          <button type="button" class="lnk" onClick={actions.seeOffers}>
            {t('panel.seeOffer')}
          </button>
        </>
      )
    case 'trouble':
      return foot(view.typed ? null : 'panel.errorFoot', 'panel.tryAgain', actions.retry)
    case 'hide':
      return foot('panel.hideFoot', 'panel.keep', actions.seeOffers)
    default:
      return foot('panel.footQuiet')
  }
}
