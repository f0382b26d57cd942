import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import type { ApplyOutcome, ApplyResult } from '../../../extension/checkout/index.ts'
import type { Platform } from '../../../shared/contracts/store.ts'
import { openServed, serve } from '../harness.ts'
import { openTill, type Shop, type Till } from './till.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const bundles = new Map<string, Promise<string>>()

const ALL = ['adapters', 'cart-routes'] as const

/** The bundle without some of its rungs: what each could do alone. */
function bundleWithout(...rungs: (typeof ALL)[number][]): Promise<string> {
  const key = rungs.join()
  const made =
    bundles.get(key) ??
    build({
      entryPoints: [here('../../../extension/checkout/index.ts')],
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'checkout',
      charset: 'utf8',
      plugins: [
        {
          name: 'fewer rungs',
          setup(on) {
            on.onLoad({ filter: /checkout\/(?:adapters|cart-routes)\/index\.ts$/ }, ({ path }) => {
              const rung = path.includes('cart-routes') ? 'cart-routes' : 'adapters'
              if (!rungs.includes(rung)) return undefined
              return {
                contents: rung === 'adapters' ? `export { generic } from './generic.ts'` : 'export {}',
              }
            })
          },
        },
      ],
    }).then(({ outputFiles }) => outputFiles[0]!.text)
  bundles.set(key, made)
  return made
}

/** Runs one code against a reproduction on a real port, across as many page loads as it makes. */
async function tryCode(make: (till: Till) => Shop, code: string, till: Till, script: Promise<string>) {
  const shop = make(till)
  const server = await serve(shop.answer)
  const tab = await openServed(`${server.origin}${shop.path}`, script)
  try {
    const broken = new Promise<never>((_, reject) => tab.page.on('pageerror', reject))
    await tab.page.waitForFunction(() => 'start' in globalThis)
    await tab.call('start', [code])
    const result: ApplyResult = await Promise.race([tab.result(), broken])
    const [first] = tab.saved
    return { result, platform: first?.platform, byRoute: first?.route === 'changes' }
  } finally {
    await tab.page.close()
    await server.close()
  }
}

/** What a shop's rules make of the common cases, where they are not the usual ones. */
export interface Expected {
  /** Whether the platform's own cart API does it too, as the top rung. */
  route?: boolean
  /** The one rung that this set-up is about. */
  only?: Rung
  /** With a code in use before ours. Usually ours stacks on it. */
  besideEarlier?: ApplyOutcome
  /** Cases that fail by a rung, each with why; they are tested to fail, so that a cure is noticed. */
  fails?: Partial<Record<Rung, Partial<Record<'saves' | 'refused' | 'nothing' | 'earlier', string>>>>
}

type Rung = 'route' | 'adapter' | 'detector'

/** The behaviour that every platform's reproduction must show, with its adapter and with the detector alone. */
export function applies(
  name: string,
  platform: Platform,
  make: (till: Till) => Shop,
  expected: Expected = {},
) {
  const usual = expected.besideEarlier ?? 'applied'
  const rungs: Rung[] = expected.only
    ? [expected.only]
    : expected.route
      ? ['route', 'adapter', 'detector']
      : ['adapter', 'detector']
  for (const hands of rungs) {
    const alone = hands === 'detector'
    const script = () => bundleWithout(...(hands === 'route' ? [] : ALL.slice(hands === 'adapter' ? 1 : 0)))
    const named = (which: 'saves' | 'refused' | 'nothing' | 'earlier') =>
      expected.fails?.[hands]?.[which] === undefined ? test : test.fails
    describe.concurrent(`${name}, by the ${hands}`, () => {
      named('saves')('a code that saves is applied and measured', async () => {
        const till = openTill()
        const { result, platform: used, byRoute } = await tryCode(make, 'SAVE10', till, script())
        expect(result).toMatchObject({ outcome: 'applied', savedMinor: 1010 })
        if (hands === 'route') expect(byRoute).toBe(true)
        else expect(used).toBe(alone ? 'other' : platform)
        expect(till.codes.map((code) => code.toUpperCase())).toEqual(['SAVE10'])
      })
      named('refused')('a refusal is told as one', async () => {
        const { result } = await tryCode(make, 'WRONG99', openTill(), script())
        expect(result).toMatchObject({ outcome: 'rejected', savedMinor: null })
      })
      named('nothing')('a code that saves nothing is taken out again', async () => {
        const till = openTill()
        const { result } = await tryCode(make, 'NOTHING', till, script())
        expect(result).toMatchObject({ outcome: 'noSaving', savedMinor: null, removed: true })
        expect(till.codes).toEqual([])
      })
      named('earlier')('a code that was there before stays', async () => {
        const till = openTill(['EARLIER'])
        const { result } = await tryCode(make, 'SAVE10', till, script())
        expect(result.outcome).toBe(usual)
        expect(till.codes[0]?.toUpperCase()).toBe('EARLIER')
      })
    })
  }
}
