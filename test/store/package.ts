import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureChromium } from '../browser-install.ts'
import { wxt } from '../demo/extension.ts'
import { runCommand } from '../demo/lifetime.ts'
import { done, Plainly, say } from '../demo/terminal.ts'
import { lintFirefox } from './lint.ts'
import { writeListing } from './listing.ts'
import { writePrivacy } from './privacy-files.ts'
import { rebuiltOtherwise } from './rebuild.ts'
import { takeShots } from './shots.ts'

const ROOT = join(import.meta.dirname, '../..')
const STORE = join(ROOT, '.store')
const BUILDS = join(STORE, 'builds')

// Everything that the stores are given, made anew in .store/: a zip a browser, the sources for Mozilla's reviewers, Safari's
// build for Xcode's converter, and the listing with its pictures in every language.
runCommand(async () => {
  await ensureChromium()
  await rm(STORE, { recursive: true, force: true })
  await mkdir(BUILDS, { recursive: true })
  const env = { STAMKUND_OUT_DIR: BUILDS }

  // Whoever builds the sources again must get the same bytes without having been told where our API stands.
  const note = join(ROOT, 'stamkund-api.txt')
  if (process.env.STAMKUND_API) await writeFile(note, `${process.env.STAMKUND_API}\n`)
  for (const browser of ['chrome', 'edge', 'firefox']) {
    say(`Building and zipping for ${browser} ...`)
    await wxt(['zip', '-b', browser], env)
  }
  await rm(note, { force: true })
  say('Building for safari ...')
  await wxt(['build', '-b', 'safari'], env)
  for (const name of await readdir(BUILDS))
    if (name.endsWith('.zip')) await rename(join(BUILDS, name), join(STORE, name))

  say('Building the sources again ...')
  const sources = (await readdir(STORE)).find((name) => name.endsWith('-sources.zip')) as string
  const others = await rebuiltOtherwise(join(STORE, sources), join(BUILDS, 'firefox-mv3'), ROOT)
  if (others.length > 0) throw new Plainly(`The sources build otherwise: ${others.join(', ')}`)

  say('Asking Mozilla’s linter ...')
  const { errors, warnings } = await lintFirefox(join(BUILDS, 'firefox-mv3'))
  const found = [...errors, ...warnings]
  for (const { code, message, file } of found) say(`  ${code} ${file ?? ''}: ${message}`)
  if (found.length > 0) throw new Plainly('web-ext lint has something to say of it, see above.')

  say('Writing the listing in five languages ...')
  await writeListing(join(STORE, 'listing'))
  await writePrivacy(
    join(STORE, 'privacy'),
    new URL(process.env.STAMKUND_API ?? 'https://api.stamkund.example').host,
  )
  say('Taking its pictures ...')
  const pictures = await takeShots(join(STORE, 'listing'))
  done(`${pictures} pictures, and zips for three stores`, STORE)
})
