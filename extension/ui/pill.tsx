import { formatMoney } from '../../shared/i18n/format.ts'
import { Icon } from './icons.tsx'
import { Mark } from './marks.tsx'
import { bestOf, paidFor, sayTakes, takesOf } from './offer-words.ts'
import type { PanelModel } from './panel-view.ts'

/** What the folded panel says; empty when there is nothing to say. */
export function pillWords({ speech, shown, result, atCheckout, codeReady }: PanelModel): {
  text: string
  amount: string
} {
  const { t, locale } = speech
  if (result) {
    const amount = formatMoney(result.beforeMinor - result.afterMinor, result.currency, locale)
    const { currency } = result
    const takes = paidFor(result)
    const text = takes
      ? t('panel.paidPill', { amount, price: sayTakes(takes, currency, speech) })
      : t('panel.savedPill', { amount })
    return { text, amount: '' }
  }
  const best = shown ? bestOf(shown) : undefined
  if (atCheckout && codeReady && best) {
    const { effect } = best
    return 'amountMinor' in effect && effect.amountMinor && !takesOf(best)
      ? { text: t('panel.codeReadyFor'), amount: formatMoney(effect.amountMinor, effect.currency, locale) }
      : { text: t('panel.codeReady'), amount: '' }
  }
  const n = shown?.offers.length ?? 0
  return { text: n > 0 ? t('panel.offersHere', { n }) : '', amount: '' }
}

/** The panel folded: 44 px in the corner, opened by the member only. */
export function Pill({ model, onOpen }: { model: PanelModel; onOpen(): void }) {
  const { text, amount } = pillWords(model)
  const { t } = model.speech
  const silent = text === '' || (model.quiet && !model.result && !model.atCheckout)
  const label = `${t('panel.open')}${text && `: ${text} ${amount}`.trimEnd()}`
  return (
    <button
      type="button"
      class="tab"
      lang={model.speech.locale}
      aria-label={label}
      aria-expanded="false"
      aria-keyshortcuts="Alt+S"
      onClick={onOpen}
      data-first
    >
      <Mark size={24} />
      {!silent && (
        <span class="say">
          <span>
            {text} {amount && <b class="str gt n">{amount}</b>}
          </span>
          {model.result && (
            <span class="gt">
              <Icon name="check" />
            </span>
          )}
        </span>
      )}
    </button>
  )
}
