import type { Shop, Trouble, WelcomeInfo } from '../../facts.ts'
import { Mark } from '../marks.tsx'
import type { Speech } from '../offer-words.ts'
import { Access } from './access.tsx'
import { Invite } from './invite.tsx'

/** All that the welcome page is drawn from. */
export interface WelcomeModel {
  speech: Speech
  info: WelcomeInfo
  busy: 'join' | 'pair' | null
  /** The field for a code is open, with this in it. */
  pairCode: string | null
  trouble: Trouble | null
  /** Whether the box for interest is ticked. */
  interest: boolean
  /** What shop is looked for, and what was found; `null`: nothing is. */
  search: { text: string; found: Shop[] } | null
  /** The browser asked, and the member said no. */
  declined: boolean
}

/** What the member can do on the welcome page. */
export interface WelcomeActions {
  join(): void
  tickInterest(on: boolean): void
  openPairing(): void
  typePairing(code: string): void
  pair(): void
  find(text: string): void
  allow(shops: Shop[]): void
}

/** First run: what it does and never does, one click to join or a code from another device, then where it may run. */
export function Welcome({ model, actions }: { model: WelcomeModel; actions: WelcomeActions }) {
  const { t, locale } = model.speech
  const { member } = model.info
  return (
    <main class="welcome" lang={locale}>
      <header class="row">
        <Mark size={28} />
        <span class="str">Stamkund</span>
      </header>
      {member ? <Access model={model} actions={actions} /> : <Invite model={model} actions={actions} />}
      <p class="sr" role="status">
        {model.busy === 'join' ? t('panel.joining') : member ? t('welcome.joined') : ''}
      </p>
    </main>
  )
}
