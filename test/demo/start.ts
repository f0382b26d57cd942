import { execFileSync } from 'node:child_process'
import { join, relative } from 'node:path'
import { findChromium } from '../browser.ts'
import { openBrowser } from './browser.ts'
import { builtExtension } from './extension.ts'
import { runCommand } from './lifetime.ts'
import { newPairingCode } from './member.ts'
import { START_USAGE, startOptions } from './start-options.ts'
import { bad, count, good, quiet, say, strong } from './terminal.ts'
import { freshStart, openWorld, type World } from './world.ts'

const ROOT = join(import.meta.dirname, '../..')

// `npm start`: the worker, two shops and a member with a history, in a browser where there is a screen.
runCommand(async (later) => {
  const options = startOptions(process.argv.slice(2))
  if (options === 'help') return say(START_USAGE)
  say(`\n${strong('Stamkund')}  ${quiet('points and personal offers, on this machine')}\n`)
  const { dataDir } = options
  const world = await openWorld({ ...options, now: Date.now() })
  later(world.stop)
  const extensionDir = await builtExtension('localhost')
  const browser = chooseBrowser()
  const pairingCode = await newPairingCode(world)
  introduce(world, dataDir)

  const why = browser.use
    ? await openBrowser({
        executablePath: browser.path,
        extensionDir,
        profileDir: join(dataDir, 'browser'),
        headless: false,
        pairingCode,
        workerPort: Number(new URL(world.worker.url).port),
        open: [world.shops.tallboda.origin, world.shops.vindfaste.origin],
      }).then(
        (context) => {
          later(() => context.close())
          return null
        },
        (error: Error) => `the browser does not open: ${reasonOf(error)}`,
      )
    : browser.why
  if (why === null)
    say(
      `  A browser is open, signed in as this member. ${quiet('Put something in a basket and go to the checkout.')}`,
    )
  else tellHowToLoad({ why, extensionDir, pairingCode, origin: world.shops.tallboda.origin })
  const fresh = freshStart(dataDir)
  say(`\n  ${quiet(`Ctrl-C ends everything. The data stays; ${fresh} begins anew.`)}\n`)
  await new Promise(() => setInterval(() => {}, 2 ** 30))
})

/** What a person does where no browser was opened for them. */
function tellHowToLoad(about: { why: string; extensionDir: string; pairingCode: string; origin: string }) {
  say(`  ${strong('To see it in your browser')}  ${quiet(`(${about.why})`)}`)
  say('  1  In Chrome, Edge or Chromium open  chrome://extensions  and turn on Developer mode')
  say(`  2  Load unpacked:  ${about.extensionDir}`)
  say(
    `  3  In the extension choose "I already have a card", code  ${strong(about.pairingCode)}  ${quiet('(good for ten minutes)')}`,
  )
  say(`  4  Go to  ${about.origin}`)
}

/** The one line of a browser's dump that says what was wrong: its own complaint, or else the first. */
function reasonOf(error: Error): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with that character
  const lines = error.message.replace(/\x1b\[[\d;]*m/g, '').split('\n')
  const own =
    lines.find((line) => /X server|open display/i.test(line)) ?? lines.find((line) => /\bERROR:/.test(line))
  return (own ?? lines[0] ?? '').replace(/^.*(?:ERROR:\S*\]?|\[err\])\s*/, '').trim()
}

/** What is where, and whom it is about. */
function introduce({ worker, shops, demo, isNew, moved }: World, dataDir: string): void {
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
  say(`  Data       ${relative(ROOT, dataDir)}   ${quiet(isNew ? 'filled just now' : 'kept from before')}`)
  for (const { kind, registered } of moved)
    say(
      `  ${bad('!')} The kept data knows ${registered}, not ${shops[kind].origin}, where no offers will show: start on that port, or begin anew with ${freshStart(dataDir)}`,
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
  } catch (error) {
    const wasNamed = process.env.CHROMIUM_PATH
    return {
      use: false,
      why: wasNamed ? (error as Error).message : 'no browser of the Chromium family was found',
    }
  }
  // Source: Chromium 137 release notes, "--load-extension is ignored in Google Chrome branded builds".
  try {
    if (/google.?chrome(?!.*for.?testing)/i.test(versionOf(path)))
      return { use: false, why: 'Google Chrome takes no extension from the command line' }
  } catch {
    return { use: false, why: `${path} can't be run` }
  }
  return { use: true, path }
}

/** What the browser calls itself; its path where asking would open a window. */
function versionOf(path: string): string {
  if (process.platform === 'win32') return path
  return execFileSync(path, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}
