import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const USUAL = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/usr/bin/brave-browser',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
]

/** The switches under which Chromium runs anywhere, makes no request of its own and needs no display. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * A Chromium-family browser: `CHROMIUM_PATH`, then the usual places.
 * Throws the one line that says what to do where there is none: tests never skip in silence.
 */
export function findChromium(): string {
  const named = process.env.CHROMIUM_PATH
  if (named && !existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, and nothing is there.`)
  const found = named || USUAL.find((path) => existsSync(path))
  if (!found)
    throw new Error('No Chromium found: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.')
  return found
}

let launched: Promise<Browser> | undefined

/** One headless browser for the test worker; it ends with the worker's process. */
export function launchChromium(): Promise<Browser> {
  launched ??= chromium.launch({ executablePath: findChromium(), headless: true, args: CHROMIUM_ARGS })
  return launched
}
