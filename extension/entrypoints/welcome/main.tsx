import '../../ui/tokens.css'
import '../../ui/styles.css'
import '../../ui/welcome/welcome.css'
import './style.css'
import { render } from 'preact'
import { t } from '../../../shared/i18n/index.ts'
import { askAccess } from '../../background/access.ts'
import { sendMessage } from '../../messages.ts'
import { followTheme } from '../../ui/theme.ts'
import { Welcome, type WelcomeActions, type WelcomeModel } from '../../ui/welcome/welcome.tsx'

followTheme(document.documentElement)

/** A card's code can come with the address (`welcome.html#pair=CODE`), so that a link or a picture carries it over. */
const offered = new URLSearchParams(location.hash.slice(1)).get('pair')

const info = await sendMessage('popup', { url: null })
const model: WelcomeModel = {
  speech: { t: t(info.locale), locale: info.locale },
  member: info.member,
  partners: info.partners,
  busy: null,
  pairCode: offered,
  trouble: null,
}

function draw(change: Partial<WelcomeModel> = {}): void {
  Object.assign(model, change)
  document.documentElement.lang = model.speech.locale
  document.title = `Stamkund: ${model.speech.t('welcome.title')}`
  render(<Welcome model={model} actions={actions} />, document.getElementById('root') as HTMLElement)
}

async function enter(
  busy: 'join' | 'pair',
  ask: () => ReturnType<typeof sendMessage<'join'>>,
): Promise<void> {
  if (model.busy) return
  draw({ busy, trouble: null })
  const reply = await ask()
  const { partners } = await sendMessage('popup', { url: null })
  draw({ busy: null, partners, ...(reply.ok ? { member: reply.value } : { trouble: reply.trouble }) })
}

const actions: WelcomeActions = {
  join: () => enter('join', () => sendMessage('join')),
  openPairing() {
    draw({ pairCode: '', trouble: null })
    document.getElementById('pair-code')?.focus()
  },
  typePairing: (pairCode) => draw({ pairCode, trouble: null }),
  pair: () => enter('pair', () => sendMessage('pair', { code: model.pairCode ?? '' })),
  async allow(partners) {
    if (!(await askAccess(partners))) return
    draw({ partners: (await sendMessage('popup', { url: null })).partners })
  },
}

draw()
