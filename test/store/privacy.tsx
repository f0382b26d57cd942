import { render } from 'preact'
import { printedRequests } from '../../extension/background/requests.ts'
import privacyCss from '../../extension/ui/privacy/privacy.css?inline'
import { Privacy } from '../../extension/ui/privacy/privacy.tsx'
import sharedCss from '../../extension/ui/styles.css?inline'
import tokensCss from '../../extension/ui/tokens.css?inline'
import type { Locale } from '../../shared/contracts/index.ts'
import { t } from '../../shared/i18n/index.ts'
import type { PrivacyWords } from '../../shared/i18n/privacy/en.ts'
import * as languages from '../../shared/i18n/privacy/index.ts'

/** The privacy page as a file of its own, for an address that stores ask for: `?kind=HOST&name=LOCALE`. */
const query = new URLSearchParams(location.search)
const locale = (query.get('name') ?? 'en') as Locale
const texts: Record<Locale, PrivacyWords> = languages
const style = document.createElement('style')
style.textContent = [tokensCss, sharedCss, privacyCss].join('\n')
document.head.replaceChildren(...document.head.querySelectorAll('meta'), style)
document.title = `Stamkund: ${texts[locale].title}`
document.documentElement.lang = locale
document.querySelector('script')?.remove()
render(
  <Privacy
    speech={{ t: t(locale), locale }}
    words={texts[locale]}
    host={query.get('kind') ?? ''}
    requests={printedRequests()}
  />,
  document.getElementById('root') as HTMLElement,
)
