import { browser } from 'wxt/browser'
import { onMessage } from '../messages.ts'
import { tellOpenPanels } from './access.ts'
import type { Background } from './background.ts'
import { claimEach } from './claims.ts'
import { inputs } from './inputs.ts'
import { memberLocale, pageInfo } from './page-info.ts'
import { mayShow } from './partner-handlers.ts'
import { pageSender, type Sender } from './senders.ts'

/** Answers what the panel on a partner's page asks. Every message is checked for who sent it and parsed. */
export function listenToPages(background: Background): void {
  const { items, partners, members, decisions, looked, flush } = background

  const from = async (sender: Sender) => pageSender(sender, partners.find, browser.runtime.id)
  const trusted = async (sender: Sender) => {
    const page = await from(sender)
    // As with its first question: a panel that stayed behind may neither claim nor count.
    if (!page || !(await mayShow(items, page))) throw new Error('Not from a partner’s page')
    return page
  }

  onMessage('pageInfo', async ({ data, sender }) => {
    const page = await from(sender)
    // A panel that stayed behind when its access was taken away goes.
    if (!page || !(await mayShow(items, page))) return null
    return pageInfo(page, inputs.pageInfo.parse(data), background)
  })

  onMessage('claim', async ({ data, sender }) => {
    const { partner } = await trusted(sender)
    // An outcome that is still on its way would give back the claim that is asked for now.
    if ((await items.queue.read()).some((entry) => entry.kind === 'outcome')) await flush()
    const { offerIds, totalMinor } = inputs.claim.parse(data)
    return claimEach(decisions, partner, offerIds, { locale: await memberLocale(items), totalMinor })
  })

  onMessage('outcome', async ({ data, sender }) => {
    const { partner } = await trusted(sender)
    const { claimId, outcome } = inputs.outcome.parse(data)
    await decisions.report(partner.storeId, claimId, outcome)
    // It is queued and safe: nobody waits for a slow network.
    void flush().catch(console.error)
  })

  onMessage('exposure', async ({ data, sender }) => {
    const { partner } = await trusted(sender)
    const { decisionId, offerIds } = inputs.exposure.parse(data)
    await decisions.exposed(partner.storeId, decisionId, offerIds)
    await flush()
  })

  onMessage('hide', async ({ data, sender }) => {
    const { storeId } = (await trusted(sender)).partner
    if (inputs.hide.parse(data).scope === 'shop')
      await items.settings.change((all) => ({
        ...all,
        hiddenStoreIds: [...new Set([...all.hiddenStoreIds, storeId])],
      }))
    else await items.hiddenVisits.change((all) => [...new Set([...all, storeId])])
    // The shop may be open in other tabs.
    void tellOpenPanels()
  })

  onMessage('saveRun', async ({ data, sender }) => {
    const { tabId, partner } = await trusted(sender)
    const run = inputs.saveRun.parse(data)
    await items.runs.change(({ [tabId]: _old, ...others }) =>
      run ? { ...others, [tabId]: { ...run, storeId: partner.storeId } } : others,
    )
  })

  onMessage('saveResult', async ({ data, sender }) => {
    const { tabId, partner } = await trusted(sender)
    const result = inputs.saveResult.parse(data)
    await items.results.change(({ [tabId]: _old, ...others }) =>
      result ? { ...others, [tabId]: { ...result, storeId: partner.storeId } } : others,
    )
  })

  onMessage('place', async ({ data, sender }) => {
    await trusted(sender)
    const place = inputs.place.parse(data)
    await items.settings.change((all) => ({ ...all, place }))
  })

  onMessage('looked', async ({ data, sender }) => {
    const { partner } = await trusted(sender)
    await looked(partner.storeId, inputs.looked.parse(data).categories)
  })

  onMessage('loadCheckout', async ({ sender }) => {
    const { tabId } = await trusted(sender)
    await browser.scripting.executeScript({ target: { tabId, frameIds: [0] }, files: ['/checkout.js'] })
  })

  onMessage('loadCategories', async ({ sender }) => {
    const { tabId } = await trusted(sender)
    await browser.scripting.executeScript({ target: { tabId, frameIds: [0] }, files: ['/categories.js'] })
  })

  onMessage('joinHere', async ({ data, sender }) => {
    await trusted(sender)
    const { interest } = inputs.joinHere.parse(data)
    const reply = await members.join(await memberLocale(items))
    // Unticked takes nothing back that was agreed to elsewhere.
    if (reply.ok && interest) await items.settings.change((all) => ({ ...all, interest }))
    return reply.ok ? { ok: true, value: null } : { ok: false, trouble: reply.code }
  })

  onMessage('openWelcome', async ({ sender }) => {
    await trusted(sender)
    await browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') })
  })
}
