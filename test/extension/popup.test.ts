import type { Page } from 'playwright-core'
import { encode } from 'uqr'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { otherShops } from '../../extension/ui/popup/elsewhere-list.tsx'
import { sourcesOf } from '../../extension/ui/popup/offer-why.tsx'
import { pathOf } from '../../extension/ui/popup/qr-code.tsx'
import { knownShops } from '../../extension/ui/popup/shops-page.tsx'
import { sayLabel, sayValue, toldSignals } from '../../extension/ui/popup/signal-words.ts'
import type { Locale } from '../../shared/contracts/index.ts'
import { SIGNALS } from '../../shared/engine/signal-registry.ts'
import { t } from '../../shared/i18n/index.ts'
import { launchChromium } from '../browser.ts'
import { buildGallery } from './gallery-page.ts'
import { mirror, popupBase, settings, thirdPartner } from './popup-states.ts'
import { coffee, delivery, member, otherPartner, partner } from './samples.ts'
import { popups } from './states.ts'

const speech = (locale: Locale) => ({ t: t(locale), locale })
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

describe('what an offer was worked out from', () => {
  const of = (...codes: string[]) =>
    sourcesOf({ personal: true, reasons: codes.map((code) => ({ code, params: {} })) })

  test('is said once for each kind of source', () =>
    expect(of('categoryRhythm', 'recency', 'interest', 'tier', 'weekday')).toEqual([
      'why.fromPurchases',
      'why.fromDevice',
      'why.fromStanding',
      'why.fromClock',
    ]))
  test('is nothing about a member whom it does not look at', () =>
    expect(sourcesOf({ ...delivery, reasons: coffee.reasons })).toEqual(['why.nothing']))
  test('is purchases where a newer worker gives no reason that is known', () =>
    expect(of()).toEqual(['why.fromPurchases']))
})

describe('other shops', () => {
  const info = {
    ...popups.card!.info,
    partners: [
      { partner, allowed: true },
      { partner: otherPartner, allowed: false },
      { partner: thirdPartner, allowed: false },
    ],
  }
  const names = (change: object = {}) =>
    otherShops({ info: { ...info, ...change }, elsewhere: popupBase.elsewhere }).map(
      (one) => one.partner.name,
    )

  test('are those that know the member, and those that are allowed; not the one that is open', () => {
    expect(names()).toEqual([otherPartner.name])
    expect(names({ partner: null })).toEqual([partner.name, otherPartner.name])
    expect(names({ partners: info.partners.map((one) => ({ ...one, allowed: true })) })).toEqual([
      otherPartner.name,
      thirdPartner.name,
    ])
  })
})

test('shops that the member has a say in come first, and the rest are counted', () => {
  const many = Array.from({ length: 30 }, (_, n) => ({
    partner: { ...thirdPartner, storeId: `sto_${n}`, name: `A ${n}`, origin: `https://a${n}.example` },
    allowed: false,
  }))
  const { shops, more } = knownShops({ ...settings, partners: [...many, ...settings.partners] })
  expect(shops.slice(0, 3).map(({ name }) => name)).toEqual([
    otherPartner.name,
    thirdPartner.name,
    partner.name,
  ])
  expect([shops.length, more]).toEqual([20, 13])
})

describe('signals', () => {
  const told = [...SIGNALS.values()].filter(
    ({ name }) => toldSignals([{ name, value: 1, args: {}, unit: '', definition: '' }]).length > 0,
  )

  test.each(['en', 'sv', 'da', 'nb', 'ru'] as const)('each has words of its own in %s', (locale) => {
    for (const { name } of told)
      expect(
        sayLabel({ name, args: { category: 'kaffe' }, value: 1 }, mirror, speech(locale)),
        name,
      ).not.toBe(name)
  })

  test.each([
    ['recencyDays', 'days', 1, '1 день'],
    ['recencyDays', 'days', 3, '3 дня'],
    ['recencyDays', 'days', 12, '12 дней'],
    ['categoryShare', 'ratio', 0.62, '62 %'],
    ['categorySurge', 'ratio', 1.4, '1,4 ×'],
    ['spendInWindow', 'minor units', 184_000, '1 840 kr'],
    ['productOwned', '1 or 0', 0, 'нет'],
    ['rfmRecency', 'fifth', 4, '4 из 5'],
    ['usualWeekday', 'weekday', 'tuesday', 'вторник'],
    ['lifecycle', 'stage', 'atRisk', 'возможно, уходит'],
    ['memberRegion', 'ISO 3166 code', 'SE', 'Швеция'],
    ['tier', 'key of a tier', 'silver', 'Silver'],
  ])('%s says its value with its unit', (name, unit, value, said) =>
    expect(plain(sayValue({ name, unit, value, args: {} }, mirror, speech('ru'))).replace('SEK', 'kr')).toBe(
      said,
    ),
  )

  test('of a newer worker keep their own name rather than a wrong one', () =>
    expect(sayLabel({ name: 'moonPhase', args: {}, value: 1 }, mirror, speech('en'))).toBe('moonPhase'))
})

test('a QR code is drawn module by module', () => {
  const { data, size } = encode(member.number, { ecc: 'Q', border: 4 })
  const drawn = Array.from({ length: size }, () => Array<boolean>(size).fill(false))
  for (const [, x, y, run] of pathOf(data).matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
    for (let n = 0; n < Number(run); n++) drawn[Number(y)]![Number(x) + n] = true
  expect(drawn).toEqual(data)
})

describe('drawn', () => {
  let page: Page
  let gallery: Awaited<ReturnType<typeof buildGallery>>
  const open = (name: string, theme: 'light' | 'dark' = 'light') =>
    page.goto(gallery.url('popup', name, theme))
  const said = async () => plain(await page.locator('main').innerText())

  beforeAll(async () => {
    gallery = await buildGallery()
    const browser = await launchChromium()
    page = await browser.newPage({
      viewport: { width: 380, height: 600 },
      reducedMotion: 'reduce',
      timezoneId: 'Europe/Stockholm',
    })
  })
  afterAll(() => page.close())

  test.each(['light', 'dark'] as const)('a till can read both codes in %s', async (theme) => {
    await open('card', theme)
    const plate = page.locator('.plate')
    expect(await plate.evaluate((one) => getComputedStyle(one).backgroundColor)).toBe('rgb(255, 255, 255)')
    const bars = await page
      .locator('.bc rect')
      .evaluateAll((all) => all.map((rect) => rect.getBoundingClientRect().width))
    expect(Math.min(...bars)).toBeGreaterThanOrEqual(2)
    const [white, code] = [await plate.boundingBox(), await page.locator('.bc svg').boundingBox()]
    // Ten modules of two pixels. Source: ISO/IEC 15417.
    expect((code?.x ?? 0) - (white?.x ?? 0)).toBeGreaterThanOrEqual(20)
    await open('card-qr', theme)
    const qr = page.locator('.qrsvg')
    const modules = Number((await qr.getAttribute('viewBox'))?.split(' ')[2])
    expect((await qr.boundingBox())!.width / modules).toBeGreaterThanOrEqual(2)
    expect(await qr.locator('rect').getAttribute('fill')).toBe('#ffffff')
  })

  test('the card stands there while the shop is looked up, and whatever is wrong', async () => {
    for (const name of ['card-loading', 'card-clock', 'card-worker-down', 'card-offline', 'card-no-shop']) {
      await open(name)
      expect(await page.locator('.plate .no').innerText(), name).toBe('7043 1186 2259 0418')
    }
    await open('card-clock')
    expect(await said()).toContain('This device’s clock is wrong.')
  })

  test('one who was signed out is told how to come back', async () => {
    await open('card-signed-out')
    expect(await page.locator('.plate').count()).toBe(0)
    expect(await page.getByRole('button').allInnerTexts()).toEqual(
      expect.arrayContaining(['Fetch my card again', 'Join']),
    )
  })

  test('an offer says what matched, what it was worked out from, and whether it is personal', async () => {
    await open('offers-why')
    const why = plain(await page.locator('.why2').innerText())
    expect(why).toContain('You buy coffee every 9 days, last time 12 days ago.')
    expect(why).toContain('what you bought in this programme')
    expect(why).toContain('Chosen for you')
    await open('offers-why-everyone')
    expect(await page.locator('.why2').innerText()).toMatch(/nothing about you[\s\S]*same for every member/)
  })

  test('looking up a shop that does not know the member says what that does', async () => {
    await open('offers-elsewhere-new')
    expect(await said()).toContain('This makes you a member at Garnboden i Åseda')
    await open('offers-elsewhere')
    expect(await said()).not.toContain('This makes you a member')
  })

  test('the mirror tells groups, what is known, and why not', async () => {
    await open('mirror')
    const told = await said()
    for (const words of [
      'Coffee regulars',
      'You have shopped here before.',
      'Since your last purchase',
      '12 days',
    ])
      expect(told).toContain(words)
    expect(told).not.toContain('Gone quiet')
    await open('mirror-first-day')
    expect(await said()).toMatch(/no to personal offers[\s\S]*Nothing yet/)
  })

  test('nothing would be sent while counting is off, and the page says exactly what while it is on', async () => {
    await open('settings-interest')
    expect(await said()).toMatch(/coffee\s+3 of 3\s+grinders\s+1 of 3/)
    await open('settings-interest-off')
    expect(await said()).toContain('Counting is off. Nothing about what you look at is sent')
    expect(await said()).not.toContain('3 of 3')
  })

  test('the second step of erasing stands on the answer that changes nothing', async () => {
    await open('settings-erase-sure')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Keep my card')
    expect(await page.locator('main input').count()).toBe(0)
  })

  test('a partner that may not be shown asks for once or for good', async () => {
    await open('offers-ask')
    expect(await page.getByRole('button', { name: 'Allow at' }).count()).toBe(1)
    expect(await page.getByRole('button', { name: 'Show here now' }).count()).toBe(1)
  })
})
