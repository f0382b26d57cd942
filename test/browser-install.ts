import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findChromium } from './browser.ts'
import { done, Plainly, say } from './demo/terminal.ts'

/** Where the browser is, after installing Debian's own where that is allowed. Throws one line that says how to get it. */
export async function ensureChromium(): Promise<string> {
  const found = tryToFind()
  if (found) return found
  const mayInstall = existsSync('/etc/debian_version') && process.getuid?.() === 0
  if (!mayInstall) {
    throw new Plainly(
      'No Chromium found: install it (Debian, Ubuntu: sudo apt-get install chromium; others: chromium.org), or set CHROMIUM_PATH.',
    )
  }
  say("Installing Debian's chromium (once) ...")
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [
    ['update', '-q'],
    ['install', '-y', '-q', '--no-install-recommends', 'chromium'],
  ])
    execFileSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const installed = tryToFind()
  if (!installed) throw new Plainly('apt-get installed chromium, yet it can not be found: set CHROMIUM_PATH.')
  done('chromium is installed', installed)
  return installed
}

/** `findChromium` throws where there is none; that is only the first answer, unless a person said where it is. */
function tryToFind(): string | null {
  try {
    return findChromium()
  } catch (error) {
    if (process.env.CHROMIUM_PATH) throw new Plainly((error as Error).message)
    return null
  }
}
