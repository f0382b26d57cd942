import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { dataOf, REQUESTS } from '../../extension/background/requests.ts'
import { SentKind } from '../../extension/background/sent-log.ts'
import { wxt } from '../demo/extension.ts'
import { buildExtension } from './build.ts'

const BUDGET_BYTES = 25_000

const manifestOf = async (dir: string) => JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8'))

/** The parts of a manifest that decide what the extension may do. */
const rights = (manifest: Record<string, unknown>) =>
  Object.fromEntries(
    [
      'manifest_version',
      'permissions',
      'optional_permissions',
      'host_permissions',
      'optional_host_permissions',
      'content_scripts',
      'content_security_policy',
      'web_accessible_resources',
      'externally_connectable',
      'browser_specific_settings',
      'declarative_net_request',
      'key',
    ].map((name) => [name, manifest[name] ?? null]),
  )

test.each(['chrome', 'firefox'] as const)(
  'the published build for %s asks for what the golden file says',
  async (browser) => {
    const dir = await buildExtension('production', browser)
    const golden = await readFile(join(import.meta.dirname, `golden-manifest-${browser}.json`), 'utf8')
    expect(rights(await manifestOf(dir))).toEqual(JSON.parse(golden))
  },
)

test('Firefox asks for the data that the requests carry, and for no other', async () => {
  const manifest = await manifestOf(await buildExtension('production', 'firefox'))
  const { required, optional } = manifest.browser_specific_settings.gecko.data_collection_permissions
  const carried = (kinds: readonly SentKind[]) =>
    [...new Set(kinds.flatMap((kind) => REQUESTS[kind].flatMap(dataOf)))].sort()
  const withInterest = SentKind.options.filter((kind) => kind.endsWith('Interest'))
  const others = SentKind.options.filter((kind) => !withInterest.includes(kind))
  expect([...required].sort()).toEqual(carried(others))
  expect(optional).toEqual(carried(withInterest).filter((one) => !required.includes(one)))
})

test('Safari’s manifest names nothing of Chromium’s', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'stamkund-safari-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  await wxt(['build', '-b', 'safari'], { STAMKUND_OUT_DIR: dir })
  const manifest = await manifestOf(join(dir, 'safari-mv3'))
  expect(manifest.permissions).toEqual(['storage', 'scripting', 'alarms', 'activeTab'])
  expect(manifest.minimum_chrome_version).toBeUndefined()
})

test('the build for this machine’s shops is named so and may see no other page unasked', async () => {
  const manifest = await manifestOf(await buildExtension('localhost'))
  expect(manifest.name).toBe('Stamkund (local)')
  expect(manifest.host_permissions).toEqual([
    'http://localhost/*',
    'http://*.localhost/*',
    'http://127.0.0.1/*',
  ])
})

test('the panel’s script is small, and holds no parser of schemas and no name of a secret', async () => {
  const dir = await buildExtension('production')
  const script = await readFile(join(dir, 'panel.js'))
  expect(gzipSync(script).length).toBeLessThan(BUDGET_BYTES)
  expect(script.toString()).not.toMatch(/deviceSecret|accessToken|ZodError/)
})

test('nothing in the published build knows this machine’s worker', async () => {
  const dir = await buildExtension('production')
  const files = (await readdir(dir, { recursive: true })).filter((file) => file.endsWith('.js'))
  for (const file of files)
    expect(await readFile(join(dir, file), 'utf8'), file).not.toContain('localhost:8787')
})
