import type { ComponentChildren } from 'preact'
import type { MessageKey } from '../../shared/i18n/words.ts'
import type { PanelActions, PanelModel } from './panel-view.ts'
import { wayOn } from './told.tsx'

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
      if (!view.stands) return foot('panel.footQuiet')
      return foot(
        view.result.claims.length > 1 ? 'panel.codesStay' : 'panel.codeStays',
        'panel.undo',
        actions.undo,
      )
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
    case 'trouble': {
      const fact = view.typed ? null : 'panel.errorFoot'
      return wayOn(view, actions) ? foot(fact) : foot(fact, 'panel.tryAgain', actions.retry)
    }
    case 'hide':
      return foot('panel.hideFoot', 'panel.keep', actions.seeOffers)
    default:
      return foot('panel.footQuiet')
  }
}
