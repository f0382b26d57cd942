import type { MessageKey } from '../../../shared/i18n/words.ts'
import { Icon } from '../icons.tsx'
import { GrowthRing } from '../marks.tsx'
import { pairingWords } from '../pairing-words.ts'
import type { WelcomeActions, WelcomeModel } from './welcome.tsx'

interface Props {
  model: WelcomeModel
  actions: WelcomeActions
}

const DOES: MessageKey[] = ['welcome.point1', 'welcome.point2']
const NEVER: MessageKey[] = ['welcome.never1', 'welcome.never2', 'welcome.never3']

/** What it does and what it never does, and the one click that makes a member. */
export function Invite({ model, actions }: Props) {
  const { t } = model.speech
  return (
    <div class="sheet">
      <GrowthRing grown={0} size={72} />
      <h1 class="title">{t('welcome.title')}</h1>
      <div class="facts">
        <Points title={t('welcome.does')} sentences={DOES.map((key) => t(key))} icon="check" />
        <Points title={t('welcome.never')} sentences={NEVER.map((key) => t(key))} icon="close" />
      </div>
      {model.pairCode === null ? (
        <Join model={model} actions={actions} />
      ) : (
        <Pairing model={model} actions={actions} />
      )}
    </div>
  )
}

function Points(props: { title: string; sentences: string[]; icon: 'check' | 'close' }) {
  return (
    <section>
      <h2 class="t13 str">{props.title}</h2>
      <ul class="points">
        {props.sentences.map((sentence) => (
          <li key={sentence}>
            <span class={props.icon === 'check' ? 'gt' : 'i3'}>
              <Icon name={props.icon} />
            </span>
            {sentence}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Join({ model, actions }: Props) {
  const { t } = model.speech
  const { busy, trouble } = model
  return (
    <>
      <label class="consent">
        <input
          type="checkbox"
          checked={model.interest}
          onChange={(event) => actions.tickInterest(event.currentTarget.checked)}
          aria-describedby="interest-text"
        />
        <span>
          <span class="lab">{t('panel.consent')}</span>
          <span class="t13 i2" id="interest-text">
            {t('panel.consentText')}
          </span>
        </span>
      </label>
      <button type="button" class="btn p w big" aria-disabled={busy !== null} onClick={actions.join}>
        {t(busy === 'join' ? 'panel.joining' : 'welcome.join')}
      </button>
      <p class="t13 i2 center" role={trouble ? 'alert' : undefined}>
        {trouble ? t(`problem.${trouble}`) : t('welcome.joinNote')}
      </p>
      <button type="button" class="btn q" onClick={actions.openPairing}>
        {t('welcome.haveCard')}
      </button>
    </>
  )
}

function Pairing({ model, actions }: Props) {
  const { t } = model.speech
  const { busy, pairCode, trouble } = model
  return (
    <form
      class="pairform"
      onSubmit={(event) => {
        event.preventDefault()
        actions.pair()
      }}
    >
      <label class="lab" for="pair-code">
        {t('welcome.pairLabel')}
      </label>
      <input
        id="pair-code"
        class="field coded"
        value={pairCode ?? ''}
        onInput={(event) => actions.typePairing(event.currentTarget.value)}
        maxLength={20}
        autocomplete="one-time-code"
        autocapitalize="characters"
        spellcheck={false}
        aria-describedby="pair-hint"
        aria-invalid={trouble !== null && pairingWords(trouble) === 'welcome.pairWrong'}
      />
      <p class="t13 i2" id="pair-hint" role="status">
        {t(trouble ? pairingWords(trouble) : 'welcome.pairHint')}
      </p>
      <button type="submit" class="btn p w" aria-disabled={busy !== null}>
        {t('welcome.pairButton')}
      </button>
    </form>
  )
}
