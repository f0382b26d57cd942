import panelCss from '../ui/panel.css?inline'
import sharedCss from '../ui/styles.css?inline'
import tokensCss from '../ui/tokens-panel.css?inline'

/**
 * The sheet for a shadow root. Tokens hang on our own element inside it, where no rule of the shop's can be found; and
 * `rem` would follow the shop's root, which many set to 62.5 %.
 */
export const panelSheet = (): string =>
  [tokensCss.replaceAll(':root', '.root'), sharedCss, panelCss]
    .join('\n')
    .replace(/(\d*\.?\d+)rem/g, (_, size) => `${Number(size) * 16}px`)

/** Puts a sheet into a shadow root and answers what replaces it. A constructed one is no inline style: no policy of the page's blocks it. */
export function addSheet(shadow: ShadowRoot, css: string): (css: string) => void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet]
    if (shadow.adoptedStyleSheets.includes(sheet)) return (next) => sheet.replaceSync(next)
  } catch {
    // Firefox lets no content script adopt a sheet (bugzilla 1751346), and asks no policy about its style elements.
  }
  const style = shadow.ownerDocument.createElement('style')
  style.textContent = css
  shadow.append(style)
  return (next) => {
    style.textContent = next
  }
}
