import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findChromium } from './browser.ts'
import { done, Plainly, say } from './demo/terminal.ts'
import { findFirefox } from './firefox.ts'

/** A browser that the tests drive: how it is found, what Debian calls it, and the variable that says where it is. */
interface Kind {
  find(): string
  debian: string
  variable: string
}

const CHROMIUM: Kind = { find: findChromium, debian: 'chromium', variable: 'CHROMIUM_PATH' }
const FIREFOX: Kind = { find: findFirefox, debian: 'firefox-esr', variable: 'FIREFOX_PATH' }

/** Where Chromium is, after installing Debian's own where that is allowed. Throws one line that says how to get it. */
export const ensureChromium = (): Promise<string> => ensure(CHROMIUM)

/** The same for Firefox. */
export const ensureFirefox = (): Promise<string> => ensure(FIREFOX)

async function ensure(kind: Kind): Promise<string> {
  const { debian, variable } = kind
  const found = tryToFind(kind)
  if (found) return found
  const mayInstall = existsSync('/etc/debian_version') && process.getuid?.() === 0
  if (!mayInstall) {
    throw new Plainly(
      `No ${debian} found: install it (Debian, Ubuntu: sudo apt-get install ${debian}), or set ${variable}.`,
    )
  }
  say(`Installing Debian's ${debian} (once) ...`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [
    ['update', '-q'],
    ['install', '-y', '-q', '--no-install-recommends', debian],
  ])
    execFileSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const installed = tryToFind(kind)
  if (!installed) throw new Plainly(`apt-get installed ${debian}, yet it can not be found: set ${variable}.`)
  done(`${debian} is installed`, installed)
  return installed
}

/** `find` throws where there is none; that is only the first answer, unless a person said where it is. */
function tryToFind({ find, variable }: Kind): string | null {
  try {
    return find()
  } catch (error) {
    if (process.env[variable]) throw new Plainly((error as Error).message)
    return null
  }
}
