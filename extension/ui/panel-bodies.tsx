import type { ComponentChildren } from 'preact'
import { formatTime } from '../../shared/i18n/format.ts'
import { Balance } from './balance.tsx'
import { Icon } from './icons.tsx'
import { GrowthRing } from './marks.tsx'
import { Checkout, Offers } from './panel-offers.tsx'
import type { PanelActions, PanelModel, PanelView } from './panel-view.ts'
import { Steps } from './run-steps.tsx'
import { Saved } from './slip.tsx'
import { Ended, TroubleBody } from './told.tsx'

/** Ring, balance and the line where the slip is torn off; with a banner while there is no connection. */
function Top({ model }: { model: PanelModel }) {
  const { shown, asOf, offline, trouble, speech } = model
  const { t, locale } = speech
  return (
    <>
      {offline && asOf !== null && (
        <p class="banner">
          <Icon name="offline" />
          <span>
            {trouble === 'timeout'
              ? t('panel.downTitle')
              : t('panel.offline', { time: formatTime(asOf, locale) })}
          </span>
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

interface BodyProps<Kind extends PanelView['kind']> {
  model: PanelModel
  actions: PanelActions
  view: Extract<PanelView, { kind: Kind }>
}

/** Joining: one click, and one question that is off until it is ticked. */
function Join({ model, actions, view }: BodyProps<'join'>) {
  const { speech, partner } = model
  const { t } = speech
  return (
    <div class="pb joinbox">
      <GrowthRing grown={0} size={64} />
      <h3 class="t16">{t('panel.joinTitle', { store: partner.name })}</h3>
      <p class="note">{t('panel.joinText')}</p>
      <label class="ask">
        <input
          type="checkbox"
          checked={view.interest}
          onChange={(event) => actions.setInterest(event.currentTarget.checked)}
        />
        <span>
          <span class="t13 lab">{t('panel.consent')}</span>
          <span class="t12 i3">
            {t('panel.consentText')}
            {model.asksApart && ` ${t('panel.consentApart')}`}
          </span>
        </span>
      </label>
      <button type="button" class="btn p w" aria-disabled={view.busy} onClick={actions.join}>
        {t(view.busy ? 'panel.joining' : 'panel.join')}
      </button>
    </div>
  )
}

/** Codes for the member's own hand, each with its own copy. */
function Copy({ model, actions, view }: BodyProps<'copy'>) {
  const { copied, speech } = model
  const { t, locale } = speech
  const { claims } = view
  const [first] = claims
  const isCopied = (code: string) => copied?.code === code && !copied.byHand
  return (
    <div class="pb">
      <h3 class="t16">{t('panel.pasteTitle', { n: claims.length })}</h3>
      <p class="note">
        {view.asked && first?.expiresAt
          ? t('panel.pasteReady', { time: formatTime(first.expiresAt, locale) })
          : t('panel.pasteText')}
      </p>
      {claims.map(({ code }) => (
        <div class="copy" key={code}>
          <span class="c">{code}</span>
          <button
            type="button"
            class={`btn sm ${claims.length > 1 ? 's' : 'p'}`}
            onClick={() => actions.copyText(code)}
          >
            <Icon name={isCopied(code) ? 'check' : 'copy'} />
            {t(isCopied(code) ? 'panel.copied' : 'panel.copy')}
            {claims.length > 1 && <span class="sr">: {code}</span>}
          </button>
        </div>
      ))}
      <p class="note after">{t(copied?.byHand ? 'panel.byHand' : 'panel.pasteNote')}</p>
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
      return <Join model={model} actions={actions} view={view} />
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
      return under(<Copy model={model} actions={actions} view={view} />)
    case 'trouble':
      return <TroubleBody view={view} speech={speech} actions={actions} />
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
