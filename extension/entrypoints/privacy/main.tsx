import '../../ui/tokens.css'
import '../../ui/styles.css'
import '../../ui/privacy/privacy.css'
import { render } from 'preact'
import type { Locale } from '../../../shared/contracts/index.ts'
import { t } from '../../../shared/i18n/index.ts'
import type { PrivacyWords } from '../../../shared/i18n/privacy/en.ts'
import * as languages from '../../../shared/i18n/privacy/index.ts'
import { printedRequests } from '../../background/requests.ts'
import { API_BASE } from '../../env.ts'
import { sendMessage } from '../../messages.ts'
import { Privacy } from '../../ui/privacy/privacy.tsx'
import { followTheme } from '../../ui/theme.ts'

followTheme(document.documentElement)

const texts: Record<Locale, PrivacyWords> = languages

const { locale } = await sendMessage('popup', { url: null })
document.documentElement.lang = locale
document.title = `Stamkund: ${texts[locale].title}`
render(
  <Privacy
    speech={{ t: t(locale), locale }}
    words={texts[locale]}
    host={new URL(API_BASE).host}
    requests={printedRequests()}
  />,
  document.getElementById('root') as HTMLElement,
)
