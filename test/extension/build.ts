import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { builtExtension, type Target, wxt } from '../demo/extension.ts'

/** The folder of a build, made anew where a source is younger than it. Firefox's build exists as long as Chromium's. */
export async function buildExtension(
  target: Target,
  browser: 'chrome' | 'firefox' = 'chrome',
): Promise<string> {
  const chrome = await builtExtension(target)
  if (browser === 'chrome') return chrome
  const firefox = chrome.replace('chrome-mv3', 'firefox-mv3')
  const builtAt = (dir: string) => {
    const manifest = join(dir, 'manifest.json')
    return existsSync(manifest) ? statSync(manifest).mtimeMs : 0
  }
  if (builtAt(firefox) < builtAt(chrome)) await wxt(['build', '-b', 'firefox', '--mode', target])
  return firefox
}
