import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { findChromium } from '../browser.ts'
import { openBrowser } from './browser.ts'
import { builtExtension } from './extension.ts'
import { runCommand } from './lifetime.ts'
import { newPairingCode } from './member.ts'
import { count, good, quiet, say, strong } from './terminal.ts'
import { openWorld, USUAL_PORTS, type World } from './world.ts'

const ROOT = join(import.meta.dirname, '../..')
const DATA_DIR = join(ROOT, '.data')

// `npm start`: the worker, two shops and a member with a history, in a browser where there is a screen.
runCommand(async (later) => {
  say(`\n${strong('Stamkund')}  ${quiet('points and personal offers, on this machine')}\n`)
  const world = await openWorld({
    dataDir: DATA_DIR,
    ports: USUAL_PORTS,
    now: Date.now(),
    fresh: process.argv.includes('--fresh'),
  })
  later(world.stop)
  const extensionDir = await builtExtension('localhost')
  const browser = chooseBrowser()
  const pairingCode = await newPairingCode(world)
  introduce(world)

  if (browser.use) {
    const context = await openBrowser({
      executablePath: browser.path,
      extensionDir,
      profileDir: join(DATA_DIR, 'browser'),
      headless: false,
      pairingCode,
      open: Object.values(world.shops).map((shop) => shop.origin),
    })
    later(() => context.close())
    say(
      `  A browser is open, signed in as this member. ${quiet('Put something in a basket and go to the checkout.')}`,
    )
  } else {
    say(`  ${strong('To see it in your browser')}  ${quiet(`(${browser.why})`)}`)
    say('  1  In Chrome, Edge or Chromium open  chrome://extensions  and turn on Developer mode')
    say(`  2  Load unpacked:  ${extensionDir}`)
    say(
      `  3  In the extension choose "I am a member already", code  ${strong(pairingCode)}  ${quiet('(good for ten minutes)')}`,
    )
    say(`  4  Go to  ${world.shops.tallboda.origin}`)
  }
  say(`\n  ${quiet('Ctrl-C ends everything. The data stays; npm start -- --fresh begins anew.')}\n`)
  await new Promise(() => setInterval(() => {}, 2 ** 30))
})

/** What is where, and whom it is about. */
function introduce({ worker, shops, demo, isNew }: World): void {
  const { history, member } = demo
  say()
  say(
    `  Worker     ${good(worker.url.replace('127.0.0.1', 'localhost'))}   ${quiet('API described at /docs')}`,
  )
  say(
    `  Tallboda   ${good(shops.tallboda.origin)}   ${quiet('coffee, in dollars; reloads when a code is applied')}`,
  )
  say(
    `  Vindfäste  ${good(shops.vindfaste.origin)}   ${quiet('outdoor clothes, in kronor; drawn in the browser')}`,
  )
  say(
    `  Member     ${member.number}   ${quiet(`household ${member.household} of ${count(history.purchases)} purchases: ${history.label}`)}`,
  )
  say(`  Data       .data   ${quiet(isNew ? 'filled just now' : 'kept from before')}`)
  say()
}

/** The browser that can be opened with the extension in it, or why there is none. */
function chooseBrowser(): { use: true; path: string } | { use: false; why: string } {
  const hasDisplay = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY
  if (!hasDisplay) return { use: false, why: 'there is no display here' }
  let path: string
  try {
    path = findChromium()
  } catch {
    return { use: false, why: 'no browser of the Chromium family was found' }
  }
  // Source: Chromium 137 release notes, "--load-extension is ignored in Google Chrome branded builds".
  if (/google.?chrome(?!.*for.?testing)/i.test(versionOf(path)))
    return { use: false, why: 'Google Chrome takes no extension from the command line' }
  return { use: true, path }
}

/** What the browser calls itself; its path where asking would open a window. */
function versionOf(path: string): string {
  if (process.platform === 'win32') return path
  return execFileSync(path, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}
