import { execFile } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const ROOT = join(import.meta.dirname, '../..')
const SOURCES = ['extension', 'shared', 'wxt.config.ts', 'package-lock.json']

/** Id of the local build on every machine: its key stands in wxt.config.ts. */
export const LOCAL_EXTENSION_ID = 'dopiddcgfbjacefkgogkmpjojkjhlkkn'

/** Which of the extension's builds: `localhost` knows the shops of this machine, `production` is what is published. */
export type Target = 'localhost' | 'production'

/**
 * The folder of a build for Chromium, made anew where a source is younger than it.
 *
 * @throws with the builder's own words where the build fails
 */
export async function builtExtension(target: Target): Promise<string> {
  const dir = join(ROOT, '.output', target === 'localhost' ? 'chrome-mv3-localhost' : 'chrome-mv3')
  const manifest = join(dir, 'manifest.json')
  if (!existsSync(manifest) || (await youngest()) > statSync(manifest).mtimeMs)
    await wxt(['build', '--mode', target])
  return dir
}

/** Runs WXT, quiet unless it fails. `env`: further variables that wxt.config.ts reads; `cwd`: of other sources than these. */
export async function wxt(args: string[], env: Record<string, string> = {}, cwd = ROOT): Promise<void> {
  try {
    await promisify(execFile)(process.execPath, [join(ROOT, 'node_modules/wxt/bin/wxt.mjs'), ...args], {
      cwd,
      // A test runner's own mode would put other code into the builds than everybody gets.
      env: { ...process.env, NODE_ENV: 'production', ...env },
    })
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    throw new Error(`wxt ${args.join(' ')} failed:\n${stdout}${stderr}`)
  }
}

/** When the sources were last changed, epoch ms. */
async function youngest(): Promise<number> {
  const times = await Promise.all(
    SOURCES.map(async (source) => {
      const path = join(ROOT, source)
      const entries = statSync(path).isDirectory() ? await readdir(path, { recursive: true }) : ['']
      return Math.max(...entries.map((entry) => statSync(join(path, entry)).mtimeMs))
    }),
  )
  return Math.max(...times)
}
