import { afterAll, beforeAll, expect, test } from 'vitest'
import { findChromium } from '../browser.ts'
import { builtExtension } from '../demo/extension.ts'
import { openSmallWorld } from './small-world.ts'
import { visitStranger } from './stranger.ts'

let world: Awaited<ReturnType<typeof openSmallWorld>>
beforeAll(async () => {
  world = await openSmallWorld()
})
afterAll(() => world.stop())

test('as it is published, a page that is no partner’s runs no script of ours and is no reason for a request', async () => {
  const seen = await visitStranger({
    executablePath: findChromium(),
    extensionDir: await builtExtension('production'),
  })
  expect(seen).toEqual({ scripts: [], requests: [], bytes: 0 })
})

test('nor does it where the browser would let it in, and the partner list is there', async () => {
  const seen = await visitStranger({
    executablePath: findChromium(),
    extensionDir: await builtExtension('localhost'),
    workerPort: Number(new URL(world.worker.url).port),
  })
  expect(seen).toEqual({ scripts: [], requests: [], bytes: 0 })
})

test('while a partner’s page does: what is counted above can be seen', async () => {
  const seen = await visitStranger({
    executablePath: findChromium(),
    extensionDir: await builtExtension('localhost'),
    workerPort: Number(new URL(world.worker.url).port),
    address: world.shops.tallboda.origin,
  })
  expect(seen.scripts).toHaveLength(1)
  expect(seen.bytes).toBeGreaterThan(1000)
})
