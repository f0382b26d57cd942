import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bestOf, canApply, offerHead, offerValue, offerWhy } from '../../extension/ui/offer-words.ts'
import { spokenOf } from '../../extension/ui/panel-speech.ts'
import { pillWords } from '../../extension/ui/pill.tsx'
import { readAmount, sayAmount, sayDay, sayLastDay } from '../../extension/ui/popup/amounts.ts'
import { comingLines } from '../../extension/ui/popup/coming-list.tsx'
import { direction, entryKey } from '../../extension/ui/popup/entry-words.ts'
import { movementsOf, oldestOf, sumOf } from '../../extension/ui/popup/movements.ts'
import { stampsAsked } from '../../extension/ui/popup/other-units.tsx'
import { pickupDays } from '../../extension/ui/popup/pickup-times.ts'
import { givesWords, stateWords } from '../../extension/ui/popup/plan-words.ts'
import { refusalWords } from '../../extension/ui/popup/reward-words.ts'
import { ringsOf, tierWords } from '../../extension/ui/popup/tier-line.tsx'
import { type DecidedOffer, EntryReason, type Locale } from '../../shared/contracts/index.ts'
import { t } from '../../shared/i18n/index.ts'
import { launchChromium } from '../browser.ts'
import { buildGallery } from './gallery-page.ts'
import {
  balance,
  fullMembership,
  membership,
  plan,
  points,
  rewards,
  silver,
  stampReward,
} from './programme-samples.ts'
import { entry } from './programme-states.ts'
import { coffee, delivery, filters, member, NOW, ownPoints } from './samples.ts'
import { panels, popups } from './states.ts'

const DAY = 86_400_000
const speech = (locale: Locale) => ({ t: t(locale), locale })
const en = speech('en')
const dates = { locale: 'en' as const, now: NOW, timeZone: 'Europe/Stockholm' }
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

describe('amounts and days', () => {
  test.each([
    [1, '1 балл'],
    [2, '2 балла'],
    [5, '5 баллов'],
    [-45, '−45 баллов'],
  ])('%i points in Russian', (n, said) =>
    expect(plain(sayAmount('points', n, 'SEK', speech('ru')))).toBe(said),
  )

  test.each([
    [1, '1 штамп'],
    [2, '2 штампа'],
    [5, '5 штампов'],
  ])('%i stamps in Russian', (n, said) =>
    expect(plain(sayAmount('stamps', n, 'SEK', speech('ru')))).toBe(said),
  )

  test('stored value is money of the programme', () =>
    expect(plain(sayAmount('storedValue', 12050, 'SEK', en))).toBe('120,50 kr'))

  test.each([
    ['200', 0, 'en', 200],
    ['1 250', 0, 'en', 1250],
    ['1\u00a0250', 0, 'sv', 1250],
    ['1.250', 0, 'da', 1250],
    ['10.6', 0, 'en', null],
    ['10.6', 0, 'da', null],
    ['1.250', 0, 'en', null],
    ['1e2', 0, 'en', null],
    ['-5', 0, 'en', null],
    ['', 0, 'en', null],
    ['12,5', 2, 'sv', 1250],
    ['1.250,50', 2, 'da', 125050],
    ['12,505', 2, 'sv', null],
  ] as const)('typed %s, %i decimals, %s: %s', (typed, digits, locale, amount) =>
    expect(readAmount(typed, digits, locale)).toBe(amount),
  )

  test('what agrees with an amount is declined by it', () => {
    const expire = (n: number) => t('ru')('balance.expire', { n })
    expect([1, 2, 240].map(expire).map((said) => said.split(',')[0])).toEqual(['сгорит', 'сгорят', 'сгорят'])
    expect(t('en')('orders.askCancel', { amount: '900 points', n: 900 })).toContain('900 points come back.')
    const more = (n: number) => plain(t('ru')('gives.earn', { n }))
    expect([1.5, 2, 5].map(more)).toEqual([
      'Баллов в 1,5 раза больше',
      'Баллов в 2 раза больше',
      'Баллов в 5 раз больше',
    ])
  })

  test('a year is said only where it is another one', () => {
    expect(sayDay(NOW + DAY, dates)).toBe('23 Nov')
    expect(sayDay(NOW + 200 * DAY, dates)).toMatch(/2027$/)
  })

  test('what ends at midnight is good the day before', () =>
    expect(sayLastDay(Date.UTC(2026, 11, 31, 23), dates)).toBe('31 Dec'))

  test.each(['en', 'sv', 'da', 'nb', 'ru'] as const)('no sentence of %s ends twice', (locale) =>
    expect(t(locale)('plan.active', { date: '31. dec.' })).not.toMatch(/\.\./),
  )
})

test('every coming release and expiry is told, soonest first, and what has no date last', () => {
  const lines = comingLines(fullMembership.balances, 'SEK', en)
  expect(lines.map(({ kind, amount }) => plain(`${kind} ${amount}`))).toEqual([
    'release +126 points',
    'expire −240 points',
    'release +25 kr',
    'expire −310 points',
    'expire −6 stamps',
    'waiting +1 stamp',
  ])
})

describe('a tier', () => {
  const words = (change: object) => tierWords({ ...silver, ...change }, 'SEK', en, dates).map(plain)

  test('says what it takes to rise, how long it lasts and what it will be then', () =>
    expect(words({})).toEqual([
      '660 points more to Gold by 31 Dec',
      'Silver is yours until 31 Dec 2027',
      'Earned again: it goes on after 31 Dec 2027',
    ]))

  test('that is about to be lost says so, and what would keep it', () =>
    expect(
      words({
        endsAt: silver.windowEndsAt,
        keep: { threshold: 1000, missing: 160, fromAt: null, byAt: silver.windowEndsAt },
        wouldBe: 'bronze',
        wouldBeName: 'Bronze',
      }).slice(1),
    ).toEqual([
      'Silver is yours until 31 Dec',
      '160 points more by 31 Dec keeps Silver',
      'Otherwise Bronze after 31 Dec',
    ]))

  test('that cannot be kept says what follows', () =>
    expect(words({ keep: null, wouldBe: 'bronze', wouldBeName: 'Bronze' }).at(-1)).toBe(
      'Bronze follows after 31 Dec 2027',
    ))

  test('of a rolling window names no day, and counts in its own basis', () => {
    expect(words({ windowEndsAt: NOW })[0]).toBe('660 points more to Gold')
    expect(words({ basis: { kind: 'spend' } })[0]).toBe('6,60 kr more to Gold by 31 Dec')
    expect(words({ basis: { kind: 'purchases' } })[0]).toBe('660 purchases more to Gold by 31 Dec')
  })

  test('grows the outer ring', () => {
    expect(ringsOf(membership)).toEqual({ grown: 2, growing: expect.closeTo(0.736) })
    expect(ringsOf({ ...membership, tier: { ...silver, next: null } }).grown).toBe(3)
    expect(ringsOf({ ...membership, balances: [balance('points')], tier: null }).grown).toBe(0)
    expect(ringsOf({ ...membership, balances: [points], tier: null }).grown).toBe(1)
  })
})

test('a stamp card is as long as the cheapest reward in stamps asks', () => {
  expect(stampsAsked([...rewards, stampReward])).toBe(9)
  expect(stampsAsked(rewards)).toBeNull()
})

describe('a plan', () => {
  test('lists all that it gives', () =>
    expect(givesWords(plan.plan.entitlements, 'SEK', en).map(plain)).toEqual([
      'Free delivery',
      '10 % off as a member’s price',
      '1,5 times the points',
      'Offers and rewards 24 hours before others',
      '2 % of your purchases back once a year, at most 1 250 kr',
    ]))

  test.each(['trial', 'active', 'pastDue', 'grace', 'endsAtTerm', 'ended'] as const)(
    'that is %s says so, with a day',
    (state) => expect(stateWords({ ...plan.subscription!, state }, en, dates)).toMatch(/\d+ [A-Z][a-z]+/),
  )
})

test('a reward that cannot be ordered says each reason, and when it opens', () => {
  const closed = { ...rewards[0]!, refusals: ['closed' as const, 'balance' as const], opensAt: NOW + DAY }
  expect(refusalWords(closed, en, dates)).toEqual(['Closed just now.', 'Opens 23 Nov, 14:32.'])
})

describe('times to fetch an order', () => {
  const hours = [{ days: [1, 2, 3, 4, 5, 6, 7], opens: '07:00', closes: '09:00' }]

  test('are quarters within the opening hours, of days that lie ahead', () => {
    const days = pickupDays(hours, 'Europe/Stockholm', NOW)
    expect(days).toHaveLength(7)
    expect(days[0]?.day).toBe('2026-11-23')
    expect(days[0]?.times).toHaveLength(8)
    expect(days[0]?.times[0]).toBe(Date.UTC(2026, 10, 23, 6))
  })

  test('follow the clock over the days it is turned', () => {
    const before = Date.UTC(2027, 2, 27, 12)
    const [first, second] = pickupDays(hours, 'Europe/Stockholm', before)
    expect(first).toMatchObject({
      day: '2027-03-28',
      times: expect.arrayContaining([Date.UTC(2027, 2, 28, 5)]),
    })
    expect(second?.times[0]).toBe(Date.UTC(2027, 2, 29, 5))
    // From 00:00 to 05:00 on the spring day there are four hours, not five.
    const night = [{ days: [7], opens: '00:00', closes: '05:00' }]
    expect(pickupDays(night, 'Europe/Stockholm', before)[0]?.times).toHaveLength(16)
  })

  test('are none where the place is never open', () =>
    expect(pickupDays([], 'Europe/Stockholm', NOW)).toEqual([]))
})

describe('movements', () => {
  test.each(EntryReason.options)('%s has words in every language', (reason) => {
    for (const locale of ['en', 'sv', 'da', 'nb', 'ru'] as const)
      expect(t(locale)(entryKey(entry(1, { reason })))).toBeTruthy()
  })

  test('setting aside and repaying change nothing of what one has', () => {
    expect(direction(entry(1, { fromAccount: 'available', toAccount: 'held' }))).toBe(0)
    expect(direction(entry(1, { fromAccount: 'available', toAccount: 'owed' }))).toBe(0)
    expect(direction(entry(1, { fromAccount: 'held', toAccount: 'spent' }))).toBe(-1)
    expect(direction(entry(1, { fromAccount: 'owed', toAccount: 'issued' }))).toBe(-1)
    expect(direction(entry(1, { fromAccount: 'transferred', toAccount: 'available' }))).toBe(1)
  })

  test('an order paid out of many lots is one, with its sum', () => {
    const order = { reason: 'spend' as const, sourceId: 'rwo_1', postedAt: NOW }
    const lot = (seq: number, amount: number) =>
      entry(seq, { ...order, fromAccount: 'available', toAccount: 'spent', amount })
    const hold = entry(3, { ...order, reason: 'hold', fromAccount: 'available', toAccount: 'held' })
    const movements = movementsOf([lot(2, 30), hold, lot(4, 470), entry(5, {}), entry(5.5, {})])
    expect(movements.map(sumOf)).toEqual([500, 126, 126, 126])
    expect(movements[0]).toHaveLength(2)
  })

  test('go further back where an account does not begin with the oldest known', () => {
    expect(oldestOf([entry(7, {}), entry(3, {}), entry(1, { unit: 'stamps' })])).toEqual(
      new Map([['points', 3]]),
    )
  })

  test('handed on and given by another are told apart', () => {
    const out = entry(1, { reason: 'transfer', fromAccount: 'available', toAccount: 'transferred' })
    expect(entryKey(out)).toBe('entry.transferOut')
    expect(entryKey({ ...out, fromAccount: 'transferred', toAccount: 'available' })).toBe('entry.transferIn')
  })
})

describe('paying with points', () => {
  test('says both sides, whose points they are, and no gain', () => {
    expect(plain(offerHead(ownPoints, en))).toBe('Pay 240 points: 12 kr off')
    expect(offerWhy(ownPoints, en)).toBe('Your own points pay for it. It is not a saving.')
    expect(offerValue(ownPoints, en)).toBe('')
  })

  test('comes after every offer that saves', () => {
    const among = (...offers: DecidedOffer[]) => bestOf({ offers, best: null })
    expect(among(ownPoints, delivery, coffee)).toBe(delivery)
    expect(among(filters, ownPoints)).toBe(ownPoints)
  })

  test('what saves most together is tried first, whatever stands first in the list', () => {
    const best = {
      offerIds: [coffee.offerId],
      savesMinor: 1,
      points: 0,
      worthMinor: 1,
      isExact: true,
      mostMinor: 1,
    }
    expect(bestOf({ offers: [ownPoints, delivery, coffee], best })).toBe(coffee)
    // A combination of what is no code of theirs leaves the choice to the list.
    expect(bestOf({ offers: [delivery, coffee], best: { ...best, offerIds: [filters.offerId] } })).toBe(
      delivery,
    )
  })

  test('has no code before it has been worked out on a basket', () => {
    const unknown = {
      ...ownPoints,
      effect: { kind: 'discount' as const, amountMinor: null, currency: 'SEK' },
    }
    expect(canApply(unknown)).toBe(false)
    expect(bestOf({ offers: [unknown], best: null })).toBeUndefined()
  })

  test('is never called a saving once it is applied', () => {
    expect(plain(spokenOf(panels['paid-points']!))).toBe('12 kr paid with 240 points, measured here')
    expect(plain(pillWords(panels['folded-points']!).text)).toBe('12 kr paid with 240 points')
  })
})

describe('in the browser', () => {
  let page: Page
  let gallery: Awaited<ReturnType<typeof buildGallery>>
  beforeAll(async () => {
    gallery = await buildGallery()
    page = await (await launchChromium()).newPage({
      viewport: { width: 380, height: 600 },
      reducedMotion: 'reduce',
      timezoneId: 'Europe/Stockholm',
    })
  })
  afterAll(() => page.close())
  const open = (name: string, kind = 'popup') => page.goto(gallery.url(kind, name, 'light'))

  test('nothing of the popup is wider than the popup, in any state', async () => {
    for (const name of Object.keys(popups)) {
      await open(name)
      const wide = await page
        .locator('.pop *')
        .evaluateAll((all) =>
          all
            .filter(
              (element) =>
                !element.closest('.sr, .bgr, .clip') && element.getBoundingClientRect().right > 380.5,
            )
            .map((element) => element.outerHTML.slice(0, 120)),
        )
      expect(wide, name).toEqual([])
    }
  })

  test('only the body scrolls, in any state', async () => {
    for (const name of Object.keys(popups)) {
      await open(name)
      expect(await page.evaluate(() => document.scrollingElement?.scrollHeight), name).toBeLessThanOrEqual(
        600,
      )
    }
  })

  test('a plan that is not had shows the whole of its button to copy the reference', async () => {
    await open('plan-none')
    const copy = page.getByRole('button', { name: /^Copy the reference/ })
    const box = await copy.boundingBox()
    expect((box?.x ?? 999) + (box?.width ?? 0)).toBeLessThanOrEqual(380 - 16)
    expect(await page.locator('.bd').evaluate((bd) => bd.scrollWidth - bd.clientWidth)).toBe(0)
  })

  test('the four tabs stand on one line in every language', async () => {
    for (const name of ['card', 'card-ru', 'activity-sv', 'rewards-nb']) {
      await open(name)
      const tops = await page
        .locator('[role=tab]')
        .evaluateAll((all) => all.map((element) => element.getBoundingClientRect().height))
      expect(new Set(tops.map(Math.round)).size, name).toBe(1)
      expect(tops[0], name).toBeLessThan(45)
    }
  })

  test('a plan that does not pay says so, with both ways out', async () => {
    await open('plan-behind')
    const said = plain(await page.locator('main').innerText())
    expect(said).toContain('292 kr behind')
    expect(said).toContain('At this pace it does not pay for itself.')
    expect(said).toContain('it works until 6 May 2027')
    expect(said).toContain('Leave now, 176 kr back')
  })

  test('what is owed stands under the balance', async () => {
    await open('card-debt')
    expect(await page.locator('.debt').innerText()).toContain('You owe 45 points')
  })

  test('a menu adds up as it is chosen, by keyboard too', async () => {
    await open('pickup-empty')
    const order = page.locator('button[type=submit]')
    expect(await order.getAttribute('aria-disabled')).toBe('true')
    const more = page.getByRole('button', { name: 'One more: Filter coffee' })
    await more.focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Space')
    expect(plain(await order.innerText())).toBe('Order for 64 kr')
    await page.getByRole('button', { name: 'One less: Filter coffee' }).click()
    expect(plain(await order.innerText())).toBe('Order for 32 kr')
  })

  test('handing on refuses a number with a wrong digit and more than is left', async () => {
    await open('transfer')
    const [number, amount] = [page.getByLabel('Their member number'), page.getByLabel('How much')]
    await number.fill('7043000000000005')
    await amount.fill('381')
    await page.locator('button[type=submit]').click()
    expect(await number.getAttribute('aria-invalid')).toBe('true')
    expect(await amount.getAttribute('aria-invalid')).toBe('true')
    expect(await page.locator('.form').innerText()).toContain('between 1 and 380 points')
  })

  test('handing on says in its place what is wrong with what was typed', async () => {
    await open('transfer')
    const [number, amount] = [page.getByLabel('Their member number'), page.getByLabel('How much')]
    const form = page.locator('.form')
    await number.fill(member.number)
    await amount.fill('10.6')
    await page.locator('button[type=submit]').click()
    expect(await form.innerText()).toContain('That is your own number.')
    expect(await form.innerText()).toContain('Write a whole number')
    await amount.fill('1e2')
    expect(await amount.getAttribute('aria-invalid')).toBe('true')
    await amount.fill('1 00')
    expect(await amount.getAttribute('aria-invalid')).toBe('false')
  })

  test('a question takes the keyboard, and says what it asks', async () => {
    await open('transfer-ask')
    const question = page.getByRole('group', { name: /^Hand on 200 points to/ })
    expect(await question.count()).toBe(1)
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Hand on 200 points')
  })

  test('no link is lower than 24 pixels, in any state', async () => {
    for (const name of Object.keys(popups)) {
      await open(name)
      const heights = await page
        .locator('button.lnk')
        .evaluateAll((all) => all.map((link) => link.getBoundingClientRect().height))
      expect(Math.min(24, ...heights), name).toBe(24)
    }
  })

  test('a number that is nobody’s is said as that', async () => {
    await open('transfer-unknown')
    expect(await page.locator('.ask').innerText()).toContain('No member has that number.')
  })

  test.each(['plan-offline', 'activity-offline'])('%s can be tried again', async (name) => {
    await open(name)
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(1)
  })

  test('one who left with money owed is told of it, and how to join again', async () => {
    await open('plan-left')
    const said = plain(await page.locator('main').innerText())
    expect(said).toContain('You left on 20 Nov. 176 kr comes back from the shop.')
    expect(await page.getByRole('button', { name: /^Copy the reference/ }).count()).toBe(1)
  })

  test('an order out of 38 lots is one row, with all its receipts', async () => {
    await open('activity-lots')
    expect(await page.locator('.ac').count()).toBe(1)
    expect(plain(await page.locator('.ac').innerText())).toMatch(/−494 points[\s\S]*38 receipts/)
    expect(await page.getByRole('button', { name: 'Older' }).count()).toBe(1)
  })

  test('entries of another year stand under a day with its year', async () => {
    await open('activity-all')
    const days = await page.locator('.day').allInnerTexts()
    expect(days[0]).not.toMatch(/\d{4}/)
    expect(days.at(-1)).toMatch(/2025/)
  })

  test('points that paid are never printed as saved', async () => {
    await open('paid-points', 'panel')
    const said = await page.locator('.panel').innerText()
    expect(plain(said)).toContain('Paid with 240 points')
    expect(said).not.toMatch(/saved|saving/i)
  })
})
