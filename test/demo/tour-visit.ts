import type { BrowserContext, Page } from 'playwright-core'
import {
  type Balance,
  type Basket,
  type CodeValidation,
  type DecidedOffer,
  type Decision,
  foldCode,
  type LedgerEntry,
  type Profile,
  type Redemption,
} from '../../shared/contracts/index.ts'
import { t } from '../../shared/i18n/index.ts'
import { sayReason } from '../../shared/i18n/reasons.ts'
import { type Api, apiOf } from './api.ts'
import { applyBest, minorOf, openPanel, panelOf, SHOPPING, shownOffers } from './journey.ts'
import { memberAt } from './member.ts'
import type { ShopKind } from './shops/index.ts'
import { count, money, some } from './terminal.ts'
import type { TourLog } from './tour-log.ts'
import type { World } from './world.ts'

/** What the worker's books say of a member at one moment. */
type Books = { balance: Balance; entries: LedgerEntry[]; profile: Profile }

/** A visit to one shop, from looking around to the points: every figure that is shown is held against the books. */
export async function visitShop(
  log: TourLog,
  world: World,
  context: BrowserContext,
  kind: ShopKind,
  name: string,
): Promise<void> {
  const shopping = SHOPPING[kind]
  const { origin } = world.shops[kind]
  const { storeId, apiKey } = world.demo.merchants[kind]
  const merchant = apiOf(world.worker.url, apiKey)
  const { api, enrolmentId } = await memberAt(world, kind)
  const before = await readBooks(api, merchant, enrolmentId)
  const currency = kind === 'tallboda' ? 'USD' : 'SEK'
  const asMoney = (minor: number) => money(minor, currency)

  log.step(`A product page at ${name}`)
  const page = await context.newPage()
  await page.goto(`${origin}${shopping.product}`)
  await panelOf(page).locator('button.tab').waitFor()
  await log.picture(page, `${kind}-product-folded`)
  const said = await openPanel(page)
  const decision = await api.post<Decision>('/decisions', { storeId, locale: 'en' })
  log.same('folded it says', said, t('en')('panel.offersHere', { n: decision.offers.length }))
  const offers = await shownOffers(page)
  log.same('points to spend', await shownPoints(page), before.balance.available, count)
  for (const [index, offer] of decision.offers.entries()) {
    log.same('offer', offers[index]?.headline ?? 'nothing', offer.headline)
    log.same('its reason', offers[index]?.why ?? 'nothing', whyOf(offer))
  }
  await log.picture(page, `${kind}-product-open`)

  log.step(`The checkout at ${name}`)
  await shopping.fill(page, origin)
  const beforeMinor = minorOf(await shopping.total(page).innerText())
  const basket = JSON.parse((await page.locator('#stamkund-basket').textContent())!) as Basket
  log.note('basket', basket.lines.map((line) => `${line.quantity} × ${line.name}`).join(', '))
  log.same('total to pay', beforeMinor, basket.totalMinor, asMoney)
  await panelOf(page).locator('button.tab .say').waitFor()
  await log.picture(page, `${kind}-checkout-folded`)
  await openPanel(page)
  await panelOf(page).locator('button.btn.p').waitFor()
  await log.picture(page, `${kind}-checkout-open`)

  log.step('Apply and measure')
  const best = (await panelOf(page).locator('.best h3').innerText()).trim()
  const applied = await applyBest(page)
  if (!applied.saved) {
    log.same('outcome', applied.title, 'a saving')
    await log.picture(page, `${kind}-not-applied`)
    return
  }
  const validated = await merchant.post<CodeValidation>('/codes/validate', {
    storeId,
    code: applied.code,
    basket,
  })
  log.note('offer', best)
  log.same(
    'code',
    foldCode(applied.code),
    validated.valid ? foldCode(validated.code) : `no code (${validated.reason})`,
  )
  const off = validated.effect && 'amountMinor' in validated.effect ? (validated.effect.amountMinor ?? 0) : 0
  log.same('total before', applied.beforeMinor, beforeMinor, asMoney)
  log.same('measured', applied.savedMinor, off, asMoney)
  log.same('total after', applied.afterMinor, minorOf(await shopping.total(page).innerText()), asMoney)
  await log.picture(page, `${kind}-applied`)

  log.step('The order arrives')
  const number = await shopping.pay(page)
  await page.getByRole('status').filter({ hasText: /\d/ }).first().waitFor()
  const after = await readBooks(api, merchant, enrolmentId)
  const { items } = await merchant.get<{ items: Redemption[] }>('/redemptions')
  const redemption = items.find(
    (item) => item.offerId === validated.offerId && item.enrolmentId === enrolmentId,
  )
  const order = world.shops[kind].orders().find(({ id }) => id === number)
  log.note('order', number)
  log.same('purchases', before.profile.purchases + 1, after.profile.purchases, count)
  log.same('paid', order?.purchase.totalMinor ?? 0, applied.afterMinor, asMoney)
  log.same('redeemed', redemption?.discountMinor ?? 0, applied.savedMinor, asMoney)

  const posted = after.entries.filter((entry) => entry.purchaseId === redemption?.purchaseId)
  const earned = posted.reduce((sum, entry) => sum + entry.amount, 0)
  const shownEarned = Number(
    /\d+/.exec(await page.getByRole('status').filter({ hasText: /\d/ }).first().innerText())?.[0],
  )
  log.same('points earned', shownEarned, earned, count)
  log.same('points before', before.balance.available, after.balance.available, count)
  log.same('pending before', before.balance.pending, after.balance.pending - earned, count)
  log.same('pending now', before.balance.pending + earned, after.balance.pending, count)
  const releaseAt = after.balance.nextReleaseAt
  log.note(
    'then',
    releaseAt
      ? `the next can be spent on ${new Date(releaseAt).toISOString().slice(0, 10)}`
      : 'nothing waits',
  )
  for (const entry of posted)
    log.note(entry.reason, `${some(entry.amount, 'point')} to ${entry.toAccount}, entry ${entry.seq}`)
  await log.picture(page, `${kind}-order`)
  await page.close()
}

async function readBooks(api: Api, merchant: Api, enrolmentId: string): Promise<Books> {
  const [balance, { items: entries }, { profile }] = await Promise.all([
    api.get<Balance>('/members/me/balance'),
    api.get<{ items: LedgerEntry[] }>('/members/me/entries?limit=20'),
    merchant.get<{ profile: Profile }>(`/enrolments/${enrolmentId}`),
  ])
  return { balance, entries, profile }
}

/** The number of points that an open panel shows. */
async function shownPoints(page: Page): Promise<number> {
  return Number(
    (await panelOf(page).locator('.balance, .bal').first().innerText())
      .match(/[\d, ]+/)?.[0]
      .replace(/\D/g, ''),
  )
}

/** The sentence that an offer's first reason makes, in English. */
function whyOf(offer: DecidedOffer): string {
  if (offer.reward.kind === 'payWithPoints') return t('en')('offer.ownPoints')
  if (!offer.personal) return t('en')('offer.everyone')
  for (const reason of offer.reasons) {
    const said = sayReason(reason, t('en'), 'en')
    if (said) return said
  }
  return t('en')('offer.fits')
}
