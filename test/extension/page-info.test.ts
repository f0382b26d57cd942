import { expect, onTestFinished, test, vi } from 'vitest'
import { pageInfo } from '../../extension/background/page-info.ts'
import { start } from './background-scene.ts'
import { decision, partner } from './samples.ts'

const page = { tabId: 1, partner, origin: partner.origin }

test('a page is told of the offers, and never the token that claims them', async () => {
  const scene = await start()
  const info = await pageInfo(page, { totalMinor: null }, scene)
  expect(info.shown?.offers).toEqual(decision.offers)
  expect(JSON.stringify(info)).not.toContain(decision.token)
})

test('nothing is asked for a shop that the member has hidden', async () => {
  const scene = await start()
  await scene.items.settings.change((all) => ({ ...all, hiddenStoreIds: [partner.storeId] }))
  const info = await pageInfo(page, { totalMinor: null }, scene)
  expect([info.hidden, info.shown, info.mayCount]).toEqual([true, null, false])
  expect(scene.seen).toEqual([])
})

test.each([true, false])(
  'a page is told whether the browser asks apart for what is looked at: %s',
  async (yes) => {
    const scene = await start()
    const info = await pageInfo(page, { totalMinor: null }, scene.again({ mayCollect: async () => yes }))
    expect(info.asksApart).toBe(!yes)
  },
)

test('no request carries cookies or says from which page it came', async () => {
  const asked = vi.spyOn(globalThis, 'fetch')
  onTestFinished(() => asked.mockRestore())
  const scene = await start()
  await pageInfo(page, { totalMinor: null }, scene)
  expect(asked.mock.calls.length).toBeGreaterThan(1)
  for (const [, how] of asked.mock.calls)
    expect(how).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer' })
})
