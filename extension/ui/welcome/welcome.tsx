import type { Member, Partner } from '../../../shared/contracts/index.ts'
import { formatMemberNumber } from '../../../shared/i18n/format.ts'
import type { Trouble } from '../../facts.ts'
import { Icon } from '../icons.tsx'
import { GrowthRing, Mark } from '../marks.tsx'
import type { Speech } from '../offer-words.ts'

/** All that the welcome page is drawn from. */
export interface WelcomeModel {
  speech: Speech
  member: Member | null
  partners: { partner: Partner; allowed: boolean }[]
  busy: 'join' | 'pair' | null
  /** The field for a code is open, with this in it. */
  pairCode: string | null
  trouble: Trouble | null
}

/** What the member can do on the welcome page. */
export interface WelcomeActions {
  join(): void
  openPairing(): void
  typePairing(code: string): void
  pair(): void
  allow(partners: Partner[]): void
}

/** First run: what it does, one click to join or a code from another device, then where it may run. */
export function Welcome({ model, actions }: { model: WelcomeModel; actions: WelcomeActions }) {
  const { t, locale } = model.speech
  return (
    <main class="welcome" lang={locale}>
      <header class="row">
        <Mark size={28} />
        <span class="str">Stamkund</span>
      </header>
      {model.member ? <Joined model={model} actions={actions} /> : <Invite model={model} actions={actions} />}
      <p class="sr" role="status">
        {model.busy === 'join' ? t('panel.joining') : model.member ? t('welcome.joined') : ''}
      </p>
    </main>
  )
}

function Invite({ model, actions }: { model: WelcomeModel; actions: WelcomeActions }) {
  const { t } = model.speech
  const { busy, pairCode, trouble } = model
  const pairing = pairCode !== null
  return (
    <div class="sheet">
      <GrowthRing grown={0} size={72} />
      <h1 class="title">{t('welcome.title')}</h1>
      <ul class="points">
        {(['welcome.point1', 'welcome.point2', 'welcome.point3'] as const).map((key) => (
          <li key={key}>
            <span class="gt">
              <Icon name="check" />
            </span>
            {t(key)}
          </li>
        ))}
      </ul>
      {pairing ? (
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
            class="field"
            value={pairCode}
            onInput={(event) => actions.typePairing(event.currentTarget.value)}
            maxLength={20}
            autocomplete="one-time-code"
            autocapitalize="characters"
            spellcheck={false}
            aria-describedby="pair-hint"
            aria-invalid={trouble !== null}
          />
          <p class="t13 i2" id="pair-hint" role="status">
            {trouble
              ? t(trouble === 'offline' || trouble === 'timeout' ? `problem.${trouble}` : 'welcome.pairWrong')
              : t('welcome.pairHint')}
          </p>
          <button type="submit" class="btn p w" aria-disabled={busy !== null}>
            {t('welcome.pairButton')}
          </button>
        </form>
      ) : (
        <>
          <button type="button" class="btn p w big" aria-disabled={busy !== null} onClick={actions.join}>
            {t(busy === 'join' ? 'panel.joining' : 'welcome.join')}
          </button>
          <p class="t13 i2 center">{trouble ? t(`problem.${trouble}`) : t('welcome.joinNote')}</p>
          <button type="button" class="btn q" onClick={actions.openPairing}>
            {t('welcome.haveCard')}
          </button>
        </>
      )}
    </div>
  )
}

function Joined({ model, actions }: { model: WelcomeModel; actions: WelcomeActions }) {
  const { t } = model.speech
  const { member, partners } = model
  const waiting = partners.filter((entry) => !entry.allowed).map((entry) => entry.partner)
  return (
    <div class="sheet">
      <GrowthRing grown={0} size={56} />
      <h1 class="title">{t('welcome.joined')}</h1>
      <p class="t13 i2 center">
        {t('welcome.number')} <span class="number">{formatMemberNumber(member?.number ?? '')}</span>
      </p>
      <hr class="perf wide" />
      <h2 class="t16">{t('welcome.accessTitle')}</h2>
      <p class="note center">{t('welcome.accessText')}</p>
      {partners.length === 0 && <p class="note">{t('welcome.noPartners')}</p>}
      {waiting.length > 0 && (
        <button type="button" class="btn p w" onClick={() => actions.allow(waiting)}>
          {t('welcome.accessAll', { n: waiting.length })}
        </button>
      )}
      {partners.length > 0 && (
        <ul class="box shops">
          {partners.map(({ partner, allowed }) => (
            <li class="set" key={partner.storeId}>
              <span class="t13">
                <span class="lab">{partner.name}</span>
                <br />
                <span class="i2">{new URL(partner.origin).host}</span>
              </span>
              {allowed ? (
                <span class="t13 gt row">
                  <Icon name="check" size={14} />
                  {t('welcome.allowed')}
                </span>
              ) : (
                <button type="button" class="btn s sm" onClick={() => actions.allow([partner])}>
                  {t('welcome.allow')}
                  <span class="sr">: {partner.name}</span>
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {partners.length > 0 && waiting.length === 0 && <p class="note center">{t('welcome.done')}</p>}
    </div>
  )
}
