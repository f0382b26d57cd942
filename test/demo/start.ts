import { execFileSync } from 'node:child_process'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { findChromium } from '../browser.ts'
import { openBrowser } from './browser.ts'
import { builtExtension } from './extension.ts'
import { runCommand } from './lifetime.ts'
import { newPairingCode } from './member.ts'
import { count, good, quiet, say, strong } from './terminal.ts'
import { openWorld, type Ports, USUAL_PORTS, type World } from './world.ts'

const ROOT = join(import.meta.dirname, '../..')

// Without options it is what the README tells; the others are for trying it beside one that runs already.
const { values: options } = parseArgs({
  options: {
    fresh: { type: 'boolean', default: false },
    data: { type: 'string', default: join(ROOT, '.data') },
    /** Worker, Tallboda, Vindfäste; 0 is any that is free. The local extension looks for the worker on 8787. */
    ports: { type: 'string' },
    households: { type: 'string' },
  },
})

// `npm start`: the worker, two shops and a member with a history, in a browser where there is a screen.
runCommand(async (later) => {
  say(`\n${strong('Stamkund')}  ${quiet('points and personal offers, on this machine')}\n`)
  const dataDir = resolve(options.data)
  const world = await openWorld({
    dataDir,
    ports: options.ports ? portsOf(options.ports) : USUAL_PORTS,
    now: Date.now(),
    fresh: options.fresh,
    ...(options.households ? { maxHouseholds: Number(options.households) } : {}),
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
      profileDir: join(dataDir, 'browser'),
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
      `  3  In the extension choose "I already have a card", code  ${strong(pairingCode)}  ${quiet('(good for ten minutes)')}`,
    )
    say(`  4  Go to  ${world.shops.tallboda.origin}`)
  }
  say(`\n  ${quiet('Ctrl-C ends everything. The data stays; npm start -- --fresh begins anew.')}\n`)
  await new Promise(() => setInterval(() => {}, 2 ** 30))
})

/** `8787,8801,8802` as ports. */
function portsOf(text: string): Ports {
  const [worker = 0, tallboda = 0, vindfaste = 0] = text.split(',').map(Number)
  return { worker, tallboda, vindfaste }
}

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
    `  Member     ${member.number}   ${quiet(`household ${member.household} · ${count(history.purchases)} purchases in all: ${history.label}`)}`,
  )
  say(
    `  Data       ${relative(ROOT, resolve(options.data))}   ${quiet(isNew ? 'filled just now' : 'kept from before')}`,
  )
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
