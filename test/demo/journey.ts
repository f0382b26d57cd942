import type { Locator, Page } from 'playwright-core'
import type { ShopKind } from './shops/index.ts'

/** How long a step may take before the journey is given up, in milliseconds: a guard, not a measure. */
const STEP_MS = 20_000

/** What a person does in a shop, in the shop's own pages. */
type Shopping = {
  /** A product page, to look around on. */
  product: string
  /** Puts some things in the cart and goes to the checkout. */
  fill(page: Page, origin: string): Promise<void>
  /** The grand total as the checkout shows it. */
  total(page: Page): Locator
  /** Fills in an address, pays, and comes back with the order's number. */
  pay(page: Page): Promise<string>
}

const ADDRESS = {
  name: 'Ebba Lind',
  email: 'ebba@example.com',
  address: 'Skogsvägen 12',
  postcode: '903 31',
  city: 'Umeå',
}

async function fillAddress(page: Page): Promise<void> {
  for (const [name, value] of Object.entries(ADDRESS)) await page.locator(`input[name="${name}"]`).fill(value)
}

async function orderNumber(page: Page): Promise<string> {
  const number = page.locator('[data-order]')
  await number.waitFor({ timeout: STEP_MS })
  return (await number.getAttribute('data-order'))!
}

/** The two shops, each in its own manner. */
export const SHOPPING: Record<ShopKind, Shopping> = {
  tallboda: {
    product: '/product/skogsrost',
    async fill(page, origin) {
      for (const [slug, quantity] of [
        ['skogsrost', 2],
        ['oat-crisps', 1],
      ] as const) {
        await page.goto(`${origin}/product/${slug}`)
        await page.locator('input[name="quantity"]').fill(String(quantity))
        await page.locator('form.buy button').click()
        await page.waitForURL('**/cart')
      }
      await page.goto(`${origin}/checkout`)
    },
    total: (page) => page.locator('tr.total td'),
    async pay(page) {
      await fillAddress(page)
      await page.locator('button[name="place-order"]').click()
      return orderNumber(page)
    },
  },
  vindfaste: {
    product: '/produkt/dunjacka-brant',
    async fill(page, origin) {
      await page.goto(`${origin}/produkt/dunjacka-brant`)
      await page.locator('form.about button').click()
      await page.waitForURL('**/varukorg')
      await page.locator('a[href="/kassa"]').click()
      await page.locator('.sum .pay dd').waitFor()
    },
    total: (page) => page.locator('.sum .pay dd'),
    async pay(page) {
      await fillAddress(page)
      await page.locator('form:has(input[name="email"]) button').click()
      return orderNumber(page)
    },
  },
}

/** The panel's host. The local build leaves its shadow root open, so that what is in it can be read. */
export const panelOf = (page: Page): Locator => page.locator('stamkund-panel')

/** Waits for the folded panel and opens it, as a member does. Returns what it said when it was folded. */
export async function openPanel(page: Page): Promise<string> {
  const mark = panelOf(page).locator('button.tab')
  await mark.waitFor({ timeout: STEP_MS })
  // It says what there is once it knows.
  await mark.locator('.say').waitFor({ timeout: STEP_MS })
  const said = (await mark.locator('.say').innerText()).trim()
  await mark.click()
  await panelOf(page).locator('section.panel').waitFor({ timeout: STEP_MS })
  return said
}

/** An offer as the panel shows it. */
export type ShownOffer = { headline: string; why: string }

/** The offers in an open panel, in their order. */
export async function shownOffers(page: Page): Promise<ShownOffer[]> {
  const rows = panelOf(page).locator('.list > ul:first-of-type > li.of')
  await rows.first().waitFor({ timeout: STEP_MS })
  return Promise.all(
    (await rows.all()).map(async (row) => ({
      headline: (await row.locator('.head').innerText()).trim(),
      why: (await row.locator('.why').innerText()).trim(),
    })),
  )
}

/** What came of "Apply and measure". */
export type Applied =
  | { saved: true; code: string; beforeMinor: number; savedMinor: number; afterMinor: number }
  | { saved: false; title: string }

/** Presses the panel's one filled button at a checkout and waits for the slip, or for what went otherwise. */
export async function applyBest(page: Page): Promise<Applied> {
  await panelOf(page).locator('button.btn.p').click()
  return appliedNow(page)
}

/** Waits for the end of a run, over as many loads as the shop takes. */
export async function appliedNow(page: Page): Promise<Applied> {
  const slip = panelOf(page).locator('.slip')
  const told = panelOf(page).locator('.told h3')
  await slip.or(told).first().waitFor({ timeout: STEP_MS })
  if ((await slip.count()) === 0) return { saved: false, title: (await told.innerText()).trim() }
  const [before, cut, now] = await Promise.all(
    ['.rl:not(.cut):not(.tot)', '.rl.cut', '.rl.tot'].map(async (row) =>
      (await slip.locator(row).locator('span').allInnerTexts()).map((text) => text.trim()),
    ),
  )
  return {
    saved: true,
    code: cut![0]!,
    beforeMinor: minorOf(before![1]!),
    savedMinor: Math.abs(minorOf(cut![1]!)),
    afterMinor: minorOf(now![1]!),
  }
}

/** An amount as a page writes it, of a currency with two decimals, in minor units: "1 249,50 kr" is 124950. */
export function minorOf(text: string): number {
  const digits = text.replace(/[^\d.,]/g, '').replace(/[.,]$/, '')
  const [, whole = '', part = ''] = /^(.*?)(?:[.,](\d{2}))?$/.exec(digits) ?? []
  return Number(whole.replace(/\D/g, '')) * 100 + Number(part)
}
