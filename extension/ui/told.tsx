import type { ComponentChildren } from 'preact'
import type { Money } from '../../shared/contracts/index.ts'
import { formatMoney } from '../../shared/i18n/format.ts'
import type { MessageKey } from '../../shared/i18n/words.ts'
import { Icon } from './icons.tsx'
import type { Speech } from './offer-words.ts'
import { endingTitle } from './panel-speech.ts'
import type { PanelActions, PanelView } from './panel-view.ts'

interface ToldProps {
  icon: 'offline' | 'unsure' | 'back' | 'lock'
  tone?: 'b' | 'h' | undefined
  title: string
  text: string
  children?: ComponentChildren
}

/** A thing said with a badge: what happened, then what is now true. */
export function Told({ icon, tone, title, text, children }: ToldProps) {
  return (
    <div class="pb">
      <div class="told">
        <span class={`badge ${tone ?? ''}`}>
          <Icon name={icon} />
        </span>
        <div class="grow">
          <h3 class="t16">{title}</h3>
          <p class="note">{text}</p>
        </div>
      </div>
      {children}
    </div>
  )
}

/** A run that saved nothing, with the figures that show it. */
export function Ended({
  view,
  speech,
  actions,
}: {
  view: Extract<PanelView, { kind: 'ended' }>
  speech: Speech
  actions: PanelActions
}) {
  const { t, locale } = speech
  const { how, codes, before, after, removed, offerId } = view
  const exact = (money: Money) => formatMoney(money.amountMinor, money.currency, locale, 'exact')
  const unsure = how === 'unconfirmed' || removed === false
  const rose = before && after && after.amountMinor > before.amountMinor
  const text =
    how === 'undone'
      ? 'panel.undoneText'
      : how === 'unconfirmed' && !rose
        ? 'panel.unconfirmedText'
        : unsure
          ? 'panel.maybeIn'
          : 'panel.asYouLeftIt'
  return (
    <Told
      icon={unsure ? 'unsure' : 'back'}
      tone={unsure ? 'h' : undefined}
      title={t(endingTitle(view))}
      text={t(text)}
    >
      {before && after && (how === 'noSaving' || rose) && (
        <div class="sunkbox">
          <p class="rl">
            <span>{t('panel.before')}</span>
            <span>{exact(before)}</span>
          </p>
          <p class="rl">
            <span>{t('panel.withCode', { code: codes.join(' + ') })}</span>
            <span>{exact(after)}</span>
          </p>
        </div>
      )}
      <div class="acts">
        <button type="button" class="btn s grow" onClick={() => actions.apply(offerId)}>
          {t('panel.tryAgain')}
        </button>
        <button type="button" class="btn q" onClick={actions.seeOffers}>
          {t('panel.seeOffer')}
        </button>
      </div>
    </Told>
  )
}

type Said = Pick<ToldProps, 'icon' | 'tone'> & { title: MessageKey; text: MessageKey }

/** What is said where something is not there: offline, no answer, a wrong clock and a lost card have words of their own. */
function said({ trouble }: Extract<PanelView, { kind: 'trouble' }>): Said {
  switch (trouble) {
    case 'offline':
      return { icon: 'offline', tone: 'b', title: 'panel.offlineNow', text: 'panel.offlineText' }
    case 'timeout':
    case 'busy':
      return { icon: 'offline', tone: 'b', title: 'panel.downTitle', text: 'panel.downText' }
    case 'clock':
      return { icon: 'unsure', tone: 'h', title: 'panel.clockTitle', text: 'panel.clockText' }
    case 'signedOut':
    case 'unauthenticated':
      return { icon: 'lock', title: 'panel.signedOutTitle', text: 'panel.signedOutText' }
    case 'restarted':
      return { icon: 'back', title: 'panel.restartedTitle', text: 'panel.restartedText' }
    default:
      return { icon: 'unsure', tone: 'h', title: 'panel.errorTitle', text: `problem.${trouble}` }
  }
}

/** Why something is not there, in one sentence, and the one way on where it is not simply to try again. */
export function TroubleBody({
  view,
  speech: { t },
  actions,
}: {
  view: Extract<PanelView, { kind: 'trouble' }>
  speech: Speech
  actions: PanelActions
}) {
  const { icon, tone, title, text } = said(view)
  const way = wayOn(view, actions)
  return (
    <Told
      icon={icon}
      tone={tone}
      title={t(title)}
      text={[t(text), ...(view.typed ? [t('panel.maybeIn')] : [])].join(' ')}
    >
      {way && (
        <div class="acts">
          <button type="button" class="btn p w" onClick={way.act}>
            {t(way.key)}
          </button>
        </div>
      )}
    </Told>
  )
}

/** What the member can do about it other than trying again; `null`: nothing. */
export function wayOn(
  { trouble }: Extract<PanelView, { kind: 'trouble' }>,
  actions: PanelActions,
): { key: MessageKey; act(): void } | null {
  if (trouble === 'signedOut' || trouble === 'unauthenticated')
    return { key: 'panel.fetchCard', act: actions.openWelcome }
  if (trouble === 'restarted') return { key: 'panel.reload', act: actions.reload }
  return null
}
