import { browser } from 'wxt/browser'
import { defineBackground } from 'wxt/utils/define-background'
import { bringPanel, syncContentScript, tellOpenPanels } from '../background/access.ts'
import { createBackground, INTEREST_ALARM, QUEUE_ALARM } from '../background/background.ts'
import { lightButton, MOST_LIT } from '../background/lit-button.ts'
import { oneAtATime } from '../background/one-at-a-time.ts'
import { listenToOwnPages } from '../background/own-handlers.ts'
import { listenToPages } from '../background/page-handlers.ts'
import { PARTNERS_FRESH_MS } from '../background/partners.ts'
import { API_BASE } from '../env.ts'

const PARTNERS_ALARM = 'partners'
const RETRY_ALARM = 'partners-again'

/** After a list that did not come. Minutes. */
const RETRY_MINUTES = 1

export default defineBackground(() => {
  const background = createBackground(API_BASE)
  const { partners, items, flush, forgetOld } = background
  listenToPages(background)
  listenToOwnPages(background)

  // Two permissions at once are two events: registering the same script twice at once fails.
  const sync = oneAtATime(() => syncContentScript(partners))
  const light = async () => lightButton(await partners.origins({ limit: MOST_LIT }))
  const refresh = async (force: boolean) => {
    const answer = await partners.refresh({ force })
    if (answer === 'failed') await browser.alarms.create(RETRY_ALARM, { delayInMinutes: RETRY_MINUTES })
    await sync().catch(console.error)
    if (answer !== 'same') await light()
  }
  // Also what the member changes in the browser's own settings.
  const accessChanged = async () => {
    // A panel that may not stand any more goes, whether or not registering worked.
    await sync().catch(console.error)
    await tellOpenPanels()
  }
  /** Nobody waits for what an event starts: a failure is told, not thrown at the browser. */
  const quietly =
    <A extends unknown[]>(work: (...args: A) => Promise<unknown>) =>
    (...args: A): void =>
      void work(...args).catch(console.error)

  browser.runtime.onInstalled.addListener(
    quietly(async ({ reason }) => {
      // Content scripts may read storage.local unless they are told not to; ours has no business there.
      await browser.storage.local.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' })
      await browser.alarms.create(PARTNERS_ALARM, { periodInMinutes: PARTNERS_FRESH_MS / 60_000 })
      await refresh(true)
      // Another version may draw it otherwise.
      await light()
      if (reason === 'install') await browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') })
    }),
  )
  browser.runtime.onStartup.addListener(
    quietly(async () => {
      await refresh(false)
      await flush()
    }),
  )
  browser.permissions.onAdded.addListener(quietly(accessChanged))
  browser.permissions.onRemoved.addListener(quietly(accessChanged))
  browser.alarms.onAlarm.addListener(
    quietly(async ({ name }) => {
      if (name === PARTNERS_ALARM || name === RETRY_ALARM) await refresh(true)
      if (name === QUEUE_ALARM) await flush()
      if (name === INTEREST_ALARM) await forgetOld()
    }),
  )
  // A panel that the member called with the button alone is registered nowhere: a shop that loads its page anew would end
  // it in the middle of a run. The browser lets us in for as long as the tab stays at the shop, and not a page longer.
  browser.tabs.onUpdated.addListener(
    quietly(async (tabId, { status }) => {
      if (status !== 'complete' || !(tabId in (await items.shownHere.read()))) return
      await bringPanel(tabId).catch(() => undefined)
    }),
  )
  browser.tabs.onRemoved.addListener(
    quietly(async (tabId) => {
      await items.runs.change(({ [tabId]: _closed, ...others }) => others)
      await items.results.change(({ [tabId]: _closed, ...others }) => others)
      await items.shownHere.change(({ [tabId]: _closed, ...others }) => others)
    }),
  )
})
