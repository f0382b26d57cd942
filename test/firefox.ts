import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import puppeteer, { type Browser } from 'puppeteer-core'

const USUAL = [
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  ...[process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)']].flatMap((dir) =>
    dir ? [join(dir, 'Mozilla Firefox/firefox.exe')] : [],
  ),
]

/**
 * A Firefox: `FIREFOX_PATH`, then the PATH (the long-term release first, which is what is tested), then usual places.
 * Throws the one line that says what to do where there is none: tests never skip in silence.
 */
export function findFirefox(): string {
  const named = process.env.FIREFOX_PATH
  if (named && !existsSync(named)) throw new Error(`FIREFOX_PATH names ${named}, and nothing is there.`)
  const dirs = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'].filter((dir) => dir !== '')
  const onPath = ['firefox-esr', 'firefox'].flatMap((name) => dirs.map((dir) => join(dir, name)))
  const found = named || [...onPath, ...USUAL].find((path) => existsSync(path))
  if (!found)
    throw new Error('No Firefox found: install it (Debian: apt-get install firefox-esr) or set FIREFOX_PATH.')
  return found
}

/** Opens a headless Firefox with an unpacked extension in it, driven over WebDriver BiDi. */
export async function openFirefox(extensionDir: string): Promise<Browser> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: findFirefox(),
    headless: true,
    // Firefox would ask its maker for news, lists and experiments.
    extraPrefsFirefox: {
      'app.normandy.enabled': false,
      'intl.accept_languages': 'en-US, en',
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
      'services.settings.server': 'data:,',
    },
  })
  try {
    await browser.installExtension(extensionDir)
    return browser
  } catch (error) {
    await browser.close()
    throw error
  }
}
