import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { launchChromium } from '../browser.ts'
import { buildGuest } from './gallery-page.ts'
import type { Guest, mount } from './guest.tsx'
import { scenes } from './scenes.ts'

type Place = { side: 'left' | 'right'; bottomPx: number }

let browser: Browser
let server: Server
let origin: string
let script: string
let page: Page
let cdp: CDPSession

/** Serves the scenes under the strictest policy there is. */
beforeAll(async () => {
  script = await buildGuest()
  browser = await launchChromium()
  server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1)
    const scene = scenes[name.replace(/^strict-/, '')]
    if (!scene) return response.writeHead(404).end()
    const policy = name.startsWith('strict-')
      ? { 'content-security-policy': "default-src 'none'; require-trusted-types-for 'script'" }
      : {}
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...policy }).end(scene)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  page = await browser.newPage({ reducedMotion: 'reduce' })
  cdp = await page.context().newCDPSession(page)
})
afterAll(async () => {
  await page.close()
  server.close()
})
beforeEach(() => page.setViewportSize({ width: 1280, height: 800 }))

/** Opens a scene and puts the panel into it, in the way of a content script: no policy of the page's is asked. */
async function visit(scene: string, state = 'offers', wanted: Place | null = null): Promise<void> {
  await page.goto(`${origin}/${scene}`)
  await cdp.send('Runtime.evaluate', {
    expression: `${script};window.guest = guest;window.panel = guest.mount(${JSON.stringify(state)}, ${JSON.stringify(wanted)});0`,
  })
}
const panel = () => page.locator('stamkund-panel .panel')
const tab = () => page.locator('stamkund-panel .tab')
const placed = async (): Promise<Place[]> => {
  const { result } = await cdp.send('Runtime.evaluate', { expression: 'JSON.stringify(panel.placed)' })
  return JSON.parse(result.value)
}
const box = async (of = panel()) => {
  const found = await of.boundingBox()
  if (!found) throw new Error('It is not drawn')
  return { ...found, right: found.x + found.width, bottom: found.y + found.height }
}
/** What a click in the middle of something reaches. */
const onTop = (x: number, y: number) =>
  page.evaluate(([at, to]) => document.elementFromPoint(at!, to!)?.localName, [x, y])

describe('whatever the page does to it', () => {
  test.each([
    'plain',
    'strict-plain',
    'hostile-reset',
    'hostile-host',
    'hostile-layers',
    'hostile-root',
    'hostile-zoom',
    'hostile-height',
    'app',
  ])('%s leaves the panel as it is drawn', async (scene) => {
    await visit(scene, 'offers', { side: 'right', bottomPx: 20 })
    const { width, right, bottom, x, y } = await box()
    expect(width).toBeCloseTo(344, 0)
    expect(right).toBeCloseTo(1260, 0)
    expect(bottom).toBeCloseTo(780, 0)
    expect(await onTop(x + width / 2, y + 20)).toBe('stamkund-panel')
    const drawn = await panel().evaluate((element) => {
      const own = getComputedStyle(element)
      const name = getComputedStyle(element.querySelector('.nm')!)
      const shown = (key: 'opacity' | 'visibility' | 'filter') =>
        getComputedStyle((element.getRootNode() as ShadowRoot).host)[key]
      return {
        size: name.fontSize,
        spacing: name.letterSpacing,
        letters: name.textTransform,
        direction: own.direction,
        ground: own.backgroundColor !== 'rgba(0, 0, 0, 0)',
        seen: [shown('opacity'), shown('visibility'), shown('filter')],
      }
    })
    expect(drawn).toEqual({
      size: '14px',
      spacing: '-0.07px',
      letters: 'none',
      direction: 'ltr',
      ground: true,
      seen: ['1', 'visible', 'none'],
    })
  })

  test('it comes back when it is taken out, and gives in to a page that insists', async () => {
    await visit('plain')
    const standing = await page.evaluate(() => {
      const { host, standUp } = (window as unknown as { panel: Guest }).panel
      const came: boolean[] = []
      for (let time = 0; time < 8; time += 1) {
        host.remove()
        came.push(standUp())
      }
      return { came, last: host.isConnected }
    })
    expect(standing.came.filter(Boolean)).toHaveLength(5)
    expect(standing.last).toBe(false)
  })

  test('a page that closes every popover does not bury it', async () => {
    await visit('hostile-height')
    await page.evaluate(() => {
      for (const open of document.querySelectorAll<HTMLElement>('[popover]')) open.hidePopover()
    })
    await expect.poll(async () => onTop((await box()).x + 100, (await box()).y + 20)).toBe('stamkund-panel')
  })

  test('the shop’s own dialog stands over it, not under', async () => {
    await visit('plain')
    await page.evaluate(() => {
      const dialog = document.createElement('dialog')
      dialog.style.cssText = 'position:fixed;inset:auto 0 0 auto;width:600px;height:600px;margin:0'
      document.body.append(dialog)
      dialog.showModal()
    })
    expect(await onTop(1100, 700)).toBe('dialog')
  })

  test('what the shop’s scripts write is no click of the member’s', async () => {
    await visit('plain', 'folded-offers')
    await tab().evaluate((button: HTMLElement) => button.click())
    expect(await panel().count()).toBe(0)
    await tab().click()
    expect(await panel().count()).toBe(1)
  })

  test('clicks and keys in it are none of the shop’s', async () => {
    await visit('plain')
    await page.evaluate(() => {
      const heard: string[] = []
      Object.assign(window, { heard })
      for (const type of ['click', 'pointerdown', 'mousedown', 'keydown', 'focusin', 'wheel'])
        document.addEventListener(type, () => heard.push(type))
    })
    await panel().getByRole('button', { name: 'Fold away' }).focus()
    await page.keyboard.press('a')
    await panel().locator('.list').click()
    expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual([])
  })
})

describe('where it stands', () => {
  test.each([
    ['chat-bubble', '#bubble'],
    ['pay-bar', '#pay'],
    ['bubble-over-bar', '#bubble'],
    ['bubble-over-bar', '#pay'],
  ])('%s: %s stays free, folded and open, wide and narrow', async (scene, control) => {
    for (const width of [1280, 600, 390, 320]) {
      await page.setViewportSize({ width, height: 800 })
      for (const state of ['folded-code', 'checkout'] as const) {
        await visit(scene, state)
        const own = await box(state === 'checkout' ? panel() : tab())
        const shops = await box(page.locator(control))
        const apart =
          own.right <= shops.x || own.x >= shops.right || own.bottom <= shops.y || own.y >= shops.bottom
        expect(apart, `${width} ${state}`).toBe(true)
        expect(own.y).toBeGreaterThanOrEqual(0)
      }
    }
  })

  test('a bubble is climbed over from where the member wanted it, too', async () => {
    await visit('chat-bubble', 'folded-offers', { side: 'right', bottomPx: 20 })
    expect((await box(tab())).bottom).toBeLessThanOrEqual((await box(page.locator('#bubble'))).y)
    await visit('chat-bubble', 'folded-offers', { side: 'left', bottomPx: 20 })
    expect((await box(tab())).x).toBeCloseTo(20, 0)
    expect((await box(tab())).bottom).toBeCloseTo(780, 0)
  })

  test.each([
    [320, 256],
    [320, 568],
    [390, 700],
    [640, 360],
  ])(
    'in a window of %i by %i it is whole, scrolls inside, and every control can be reached',
    async (width, height) => {
      await page.setViewportSize({ width, height })
      for (const state of [
        'offers',
        'join-ru',
        'saved-several',
        'applying-second-ru',
        'checkout-together-ru',
      ]) {
        await visit('plain', state)
        const own = await box()
        expect(own.x, state).toBeGreaterThanOrEqual(0)
        expect(own.right, state).toBeLessThanOrEqual(width)
        expect(own.y, state).toBeGreaterThanOrEqual(0)
        expect(own.bottom, state).toBeLessThanOrEqual(height)
        expect(await page.evaluate(() => document.documentElement.scrollWidth), state).toBeLessThanOrEqual(
          width,
        )
        for (const control of await panel().locator('button, input').all()) {
          await control.scrollIntoViewIfNeeded()
          const at = await box(control)
          expect(at.y, state).toBeGreaterThanOrEqual(own.y - 1)
          expect(at.bottom, state).toBeLessThanOrEqual(own.bottom + 1)
          expect(at.right, state).toBeLessThanOrEqual(own.right + 1)
        }
      }
    },
  )
})

describe('moving it', () => {
  test('a drag by its head takes it along, and the place is told once', async () => {
    await visit('plain')
    const before = await box()
    await page.mouse.move(before.x + 150, before.y + 24)
    await page.mouse.down()
    await page.mouse.move(before.x - 100, before.y - 80, { steps: 4 })
    await page.mouse.move(before.x - 650, before.y - 80, { steps: 4 })
    await page.mouse.up()
    const after = await box()
    expect(after.x).toBeCloseTo(20, 0)
    expect(after.bottom).toBeCloseTo(before.bottom - 104, 0)
    expect(await placed()).toEqual([{ side: 'left', bottomPx: 124 }])
    // Docking anew leaves it where the member put it.
    await page.evaluate(() => (window as unknown as { panel: Guest }).panel.dock())
    expect((await box()).x).toBeCloseTo(20, 0)
  })

  test('the folded mark can be dragged, and a drag does not open it', async () => {
    await visit('plain', 'folded-offers')
    const before = await box(tab())
    await page.mouse.move(before.x + 20, before.y + 20)
    await page.mouse.down()
    await page.mouse.move(before.x + 20, before.y - 300, { steps: 6 })
    await page.mouse.up()
    expect(await panel().count()).toBe(0)
    expect((await box(tab())).y).toBeCloseTo(before.y - 320, 0)
    await tab().click()
    expect(await panel().count()).toBe(1)
  })

  test('a click beside its buttons moves nothing, and its buttons are no handles', async () => {
    await visit('plain')
    const before = await box()
    await page.mouse.click(before.x + 150, before.y + 24)
    const fold = await box(panel().getByRole('button', { name: 'Fold away' }))
    await page.mouse.move(fold.x + 16, fold.y + 16)
    await page.mouse.down()
    await page.mouse.move(fold.x - 200, fold.y - 200, { steps: 3 })
    await page.mouse.up()
    expect(await placed()).toEqual([])
    expect(await box()).toEqual(before)
  })

  test('arrow keys move it, Enter takes it round the corners, and a screen reader hears where it is', async () => {
    await visit('plain')
    const handle = panel().getByRole('button', { name: 'Move' })
    await handle.focus()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowLeft')
    expect(await placed()).toEqual([
      { side: 'right', bottomPx: 68 },
      { side: 'left', bottomPx: 68 },
    ])
    expect((await box()).x).toBeCloseTo(20, 0)
    expect(await page.locator('stamkund-panel [role="status"]').innerText()).toMatch(
      /^At the left, \d+ % up$/,
    )
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    expect(await page.locator('stamkund-panel [role="status"]').innerText()).toBe(
      'At the left, at the bottom',
    )
    expect((await placed()).at(-1)).toEqual({ side: 'left', bottomPx: 0 })
    for (const corner of ['right-low', 'right-high', 'left-high', 'left-low']) {
      await page.keyboard.press('Enter')
      const { x, y } = await box()
      expect(`${x < 640 ? 'left' : 'right'}-${y < 40 ? 'high' : 'low'}`).toBe(corner)
    }
    // Folded in an upper corner it stands there too, inside the window.
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await panel().getByRole('button', { name: 'Fold away' }).click()
    expect((await box(tab())).y).toBeGreaterThanOrEqual(0)
    expect((await box(tab())).y).toBeLessThan(40)
  })

  test('at the top no key is lost: the first one down moves it down', async () => {
    await visit('plain')
    await panel().getByRole('button', { name: 'Move' }).focus()
    for (let press = 0; press < 20; press += 1) await page.keyboard.press('ArrowUp')
    const top = await box()
    expect(top.y).toBeLessThan(20)
    expect(await page.locator('stamkund-panel [role="status"]').innerText()).toBe('At the right, at the top')
    await page.keyboard.press('ArrowDown')
    expect((await box()).bottom).toBeCloseTo(top.bottom + 48, 0)
  })

  test('an open panel is never higher than its own measure, and scrolls inside', async () => {
    for (const [height, most] of [
      [800, 600],
      [560, 464],
    ] as const) {
      await page.setViewportSize({ width: 1280, height })
      await visit('plain', 'offers-many')
      expect((await box()).height).toBeCloseTo(most, 0)
      const inner = panel().locator('.scroll')
      expect(await inner.evaluate((all) => all.scrollHeight > all.clientHeight)).toBe(true)
    }
  })

  test('a window made smaller keeps it inside', async () => {
    await visit('plain', 'offers', { side: 'right', bottomPx: 380 })
    await page.setViewportSize({ width: 900, height: 480 })
    await expect.poll(async () => (await box()).y).toBeGreaterThanOrEqual(0)
    expect((await box()).bottom).toBeLessThanOrEqual(480)
  })
})

describe('as the member has set their system', () => {
  test('forced colours leave every edge to be seen', async () => {
    await page.emulateMedia({ forcedColors: 'active' })
    await visit('plain', 'checkout-together')
    for (const part of ['.panel', '.best', '.btn'])
      expect(
        await page
          .locator(`stamkund-panel ${part}`)
          .first()
          .evaluate((element) => getComputedStyle(element).borderTopWidth),
      ).toBe('1px')
    await page.emulateMedia({ forcedColors: 'none' })
  })

  test('a filled button’s words stand out from it in forced colours', async () => {
    await page.emulateMedia({ forcedColors: 'active' })
    await visit('plain', 'checkout-together')
    const drawn = await panel()
      .locator('.btn.p')
      .evaluate((button) => {
        const { color, backgroundColor, forcedColorAdjust } = getComputedStyle(
          button,
        ) as CSSStyleDeclaration & {
          forcedColorAdjust: string
        }
        return { color, backgroundColor, forcedColorAdjust }
      })
    expect(drawn.color).not.toBe(drawn.backgroundColor)
    // Else the system paints a plate of its own under the words, whatever the figures say.
    expect(drawn.forcedColorAdjust).toBe('none')
    await page.emulateMedia({ forcedColors: 'none' })
  })

  test('reduced motion: nothing moves', async () => {
    await visit('plain', 'applying-second')
    const moving = await panel().evaluate((element) => {
      const still = ['0s', '1e-05s']
      return [element, ...element.querySelectorAll('*')]
        .map((one) => getComputedStyle(one))
        .filter(
          ({ animationName, animationDuration }) =>
            animationName !== 'none' && !still.includes(animationDuration),
        )
        .map(({ animationName }) => animationName)
    })
    expect(moving).toEqual([])
  })
})

declare global {
  interface Window {
    guest: { mount: typeof mount }
  }
}
