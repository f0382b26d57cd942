import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from '../browser.ts'
import { openBrowser, pair } from '../demo/browser.ts'
import { builtExtension } from '../demo/extension.ts'
import { keepWatch } from '../demo/keeper.ts'
import { newPairingCode } from '../demo/member.ts'
import { hush } from '../demo/terminal.ts'
import { openWorld, type World } from '../demo/world.ts'

/** Households of a small world: enough for segments to differ, few enough to be there in two seconds. */
const HOUSEHOLDS = 40

/** A worker and both shops on ports of their own, filled with a small history, and a folder that goes with them. */
export async function openSmallWorld(
  options: { sharedDir?: string } = {},
): Promise<World & { dataDir: string }> {
  keepWatch()
  hush()
  const dataDir = await mkdtemp(join(tmpdir(), 'stamkund-e2e-'))
  const world = await openWorld({
    dataDir,
    ports: { worker: 0, tallboda: 0, vindfaste: 0 },
    now: Date.now(),
    maxHouseholds: HOUSEHOLDS,
    ...options,
  })
  return {
    ...world,
    dataDir,
    async stop() {
      await world.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** A small world and a browser in it: the local build loaded, the demo's member paired. `close` ends both. */
export async function openSmallWorldInBrowser() {
  const world = await openSmallWorld()
  const context = await openBrowser({
    executablePath: findChromium(),
    extensionDir: await builtExtension('localhost'),
    profileDir: join(world.dataDir, 'browser'),
    headless: true,
    workerPort: Number(new URL(world.worker.url).port),
  })
  await pair(context, await newPairingCode(world))
  const close = async () => {
    await context.close()
    await world.stop()
  }
  return { world, context, close }
}
