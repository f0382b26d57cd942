import { formatMoney } from '../../shared/i18n/format.ts'
import type { Translate } from '../../shared/i18n/translate.ts'
import type { MessageKey } from '../../shared/i18n/words.ts'
import { paidFor, sayTakes } from './offer-words.ts'
import type { Ending, PanelModel, PanelView, RunStep } from './panel-view.ts'

/** The headline of a run that saved nothing. */
export function endingTitle({
  how,
  before,
  after,
  removed,
}: Extract<PanelView, { kind: 'ended' }>): MessageKey {
  const titles: Record<Ending, MessageKey> = {
    noSaving: removed === false ? 'panel.nothingKept' : 'panel.nothingTitle',
    rejected: 'panel.rejectedTitle',
    unconfirmed: 'panel.unconfirmedTitle',
    cancelled: 'panel.cancelledTitle',
    undone: 'panel.undoneTitle',
  }
  const rose = before && after && after.amountMinor > before.amountMinor
  if (!rose || how === 'cancelled') return titles[how]
  return removed ? 'panel.roseTitle' : 'panel.roseKept'
}

/** The step that runs now, by the last that the checkout told. */
export function stepNow(steps: readonly RunStep[]): MessageKey {
  switch (steps.at(-1)?.kind) {
    case undefined:
    case 'trying':
      return 'panel.stepNoting'
    case 'notedTotal':
      return 'panel.stepTyping'
    case 'removing':
      return 'panel.stepRemoving'
    case 'compared':
      return 'panel.stepComparing'
    case 'restoring':
      return 'panel.stepRestoring'
    default:
      return 'panel.stepWaiting'
  }
}

/** Several codes are counted, so that the same steps said again are known to be the next code's. */
function saidOfRun(
  { codes, steps }: Extract<PanelView, { kind: 'applying' }>,
  { t }: PanelModel['speech'],
): string {
  if (codes.length === 0) return t('panel.fetching')
  const now = t(stepNow(steps))
  const trying = steps.findLast((step) => step.kind === 'trying')
  if (trying?.kind !== 'trying' || trying.of < 2) return now
  return `${t('panel.tryingOne', { index: trying.index + 1, n: trying.of })}. ${now}`
}

/** What a screen reader is told when the panel changes. */
export function spokenOf({ view, speech, copied, movedTo, offline }: PanelModel): string {
  const { t, locale } = speech
  if (copied) return t(copied.byHand ? 'panel.byHand' : 'panel.copied')
  if (movedTo)
    return `${t(movedTo.side === 'left' ? 'panel.atLeft' : 'panel.atRight')}, ${heightOf(movedTo, t)}`
  switch (view.kind) {
    case 'loading':
      return t('panel.loading')
    case 'join':
      return view.busy ? t('panel.joining') : ''
    case 'applying':
      return saidOfRun(view, speech)
    case 'saved': {
      const { beforeMinor, afterMinor, currency } = view.result
      const takes = paidFor(view.result)
      const amount = formatMoney(beforeMinor - afterMinor, currency, locale)
      return takes
        ? t('panel.paidSpoken', { amount, price: sayTakes(takes, currency, speech) })
        : t('panel.savedSpoken', { amount })
    }
    case 'ended':
      return t(endingTitle(view))
    case 'copy':
      return t('panel.pasteTitle', { n: view.claims.length })
    case 'trouble':
      return t(`problem.${view.trouble}`)
    default:
      return offline ? t('panel.offlineNow') : ''
  }
}

const heightOf = ({ upPercent }: { upPercent: number }, t: Translate): string => {
  if (upPercent <= 0) return t('panel.atBottom')
  return upPercent >= 100 ? t('panel.atTop') : t('panel.upBy', { n: upPercent })
}
