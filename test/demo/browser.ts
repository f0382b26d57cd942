import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { LOCAL_EXTENSION_ID } from './extension.ts'

/** Translate, whose bar lies over the shop, and what playwright turns off: the last switch of a name replaces the others. */
const FEATURES_OFF = [
  'Translate',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
]

/** Source: what Chromium 156 needs to take an unpacked extension and leave the network alone. */
const FLAGS = [
  '--no-first-run',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${FEATURES_OFF.join(',')}`,
]

/** A member's number as people read it. */
export const MEMBER_NUMBER = /(\d{4}\s){3}\d{4}/

/** A page of the local extension, such as `popup.html`. */
export const extensionPage = (path: string): string => `chrome-extension://${LOCAL_EXTENSION_ID}/${path}`

/**
 * Opens a Chromium with the local extension, in a profile of its own. With a pairing code the extension becomes that
 * member first; with `open`, a tab for each address.
 */
export async function openBrowser(options: {
  executablePath: string
  extensionDir: string
  profileDir: string
  headless: boolean
  pairingCode?: string
  open?: string[]
  /** Where the local build's `localhost:8787` really is, where that is another port. */
  workerPort?: number
  /** Further rules of Chromium's `--host-resolver-rules`. */
  resolve?: string[]
}): Promise<BrowserContext> {
  const { extensionDir, headless, workerPort } = options
  const rules = [
    ...(options.resolve ?? []),
    ...(workerPort ? [`MAP localhost:8787 127.0.0.1:${workerPort}`] : []),
  ]
  const context = await chromium.launchPersistentContext(options.profileDir, {
    executablePath: options.executablePath,
    headless: false,
    viewport: headless ? { width: 1280, height: 800 } : null,
    ...(headless ? { deviceScaleFactor: 2 } : {}),
    // Ended by whoever opened it: playwright would otherwise end the whole process.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    ignoreDefaultArgs: ['--disable-extensions', '--enable-automation'],
    args: [
      ...FLAGS,
      ...(headless ? ['--headless=new', '--disable-gpu', '--lang=en'] : []),
      ...(process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(rules.length > 0 ? [`--host-resolver-rules=${rules.join(', ')}`] : []),
      `--disable-extensions-except=${extensionDir}`,
      `--load-extension=${extensionDir}`,
    ],
  })
  try {
    if (options.pairingCode) {
      const welcome = await pair(context, options.pairingCode)
      // The extension greets whoever installs it, which this profile need not be.
      for (const page of context.pages())
        if (page !== welcome && page.url() === welcome.url().split('#')[0]) await page.close()
    }
    for (const address of options.open ?? []) {
      const page = await context.newPage()
      await page.goto(address)
    }
    // The first is the one to begin with: the last opened would lie on top.
    const first = options.open?.[0]
    await context
      .pages()
      .find((page) => first && page.url().startsWith(first))
      ?.bringToFront()
    return context
  } catch (error) {
    await context.close()
    throw error
  }
}

/** Makes the extension the member who made the code, as its welcome page does. */
export async function pair(context: BrowserContext, code: string): Promise<Page> {
  const page = context.pages()[0] ?? (await context.newPage())
  await page.goto(extensionPage(`welcome.html#pair=${code}`))
  const number = page.getByText(MEMBER_NUMBER).first()
  const fetchCard = page.locator('.pairform button[type="submit"]')
  await number.or(fetchCard).first().waitFor()
  // A profile that is kept has its member already.
  if (await fetchCard.isVisible()) await fetchCard.click()
  await number.waitFor()
  return page
}
