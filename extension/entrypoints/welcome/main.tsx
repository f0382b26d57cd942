import '../../ui/tokens.css'
import '../../ui/styles.css'
import '../../ui/welcome/welcome.css'
import './style.css'
import { render } from 'preact'
import { browser } from 'wxt/browser'
import { t } from '../../../shared/i18n/index.ts'
import { askOrigins, askToCollect } from '../../background/access.ts'
import { sendMessage } from '../../messages.ts'
import { followTheme } from '../../ui/theme.ts'
import { Welcome, type WelcomeActions, type WelcomeModel } from '../../ui/welcome/welcome.tsx'

followTheme(document.documentElement)

/** A card's code can come with the address (`welcome.html#pair=CODE`), so that a link or a picture carries it over. */
const offered = new URLSearchParams(location.hash.slice(1)).get('pair')

const info = await sendMessage('welcome', undefined)
const model: WelcomeModel = {
  speech: { t: t(info.locale), locale: info.locale },
  info,
  busy: null,
  pairCode: offered,
  trouble: null,
  interest: false,
  search: null,
  declined: false,
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
  draw({
    busy: null,
    info: await sendMessage('welcome', undefined),
    trouble: reply.ok ? null : reply.trouble,
  })
}

async function find(text: string): Promise<void> {
  draw({ search: { text, found: model.search?.found ?? [] } })
  const found = await sendMessage('findShops', { text })
  // An answer to what was typed before must not stand under what is typed now.
  if (model.search?.text === text) draw({ search: { text, found } })
}

/** The shops as they are now, also after the member changed them in the browser's own settings. */
async function lookAgain(): Promise<void> {
  draw({ info: await sendMessage('welcome', undefined) })
  if (model.search) await find(model.search.text)
}

const actions: WelcomeActions = {
  join: () =>
    enter('join', async () => {
      const reply = await sendMessage('join')
      // Said only by whoever ticked it: what is not said stays off.
      if (reply.ok && model.interest) await sendMessage('setInterest', { on: true })
      return reply
    }),
  tickInterest(interest) {
    draw({ interest })
    if (interest) void askToCollect().then((granted) => granted || draw({ interest: false }))
  },
  openPairing() {
    draw({ pairCode: '', trouble: null })
    document.getElementById('pair-code')?.focus()
  },
  typePairing: (pairCode) => draw({ pairCode, trouble: null }),
  pair: () => enter('pair', () => sendMessage('pair', { code: model.pairCode ?? '' })),
  find,
  async allow(shops) {
    const allowed = await askOrigins(shops.flatMap((shop) => shop.origins))
    draw({ declined: !allowed })
    if (allowed) await lookAgain()
  },
}

browser.permissions.onAdded.addListener(lookAgain)
browser.permissions.onRemoved.addListener(lookAgain)
draw()
