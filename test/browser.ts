import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

/** Names on the PATH, then usual places; Google Chrome last, since it takes no extension from the command line. */
const NAMES = [
  'chromium',
  'chromium-browser',
  'microsoft-edge',
  'microsoft-edge-stable',
  'brave-browser',
  'google-chrome',
  'google-chrome-stable',
]
const PROGRAMS = [
  process.env.LOCALAPPDATA,
  process.env.PROGRAMFILES,
  process.env['PROGRAMFILES(X86)'],
].filter((dir) => dir !== undefined)
const USUAL = [
  ...onPath(),
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  '/Applications/Brave Browser.app/Contents/MacOS/Brave Browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/opt/google/chrome/chrome',
  ...PROGRAMS.map((dir) => join(dir, 'Chromium/Application/chrome.exe')),
  ...PROGRAMS.map((dir) => join(dir, 'Microsoft/Edge/Application/msedge.exe')),
  ...PROGRAMS.map((dir) => join(dir, 'Google/Chrome/Application/chrome.exe')),
]

/** The names above in every folder of the PATH, and in the one that a service's PATH may lack. */
function onPath(): string[] {
  const dirs = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'].filter((dir) => dir !== '')
  return NAMES.flatMap((name) => dirs.map((dir) => join(dir, name)))
}

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
