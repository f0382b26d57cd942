import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { BrowserContext, Page } from 'playwright-core'
import { type Balance, DAY_MS, type Profile } from '../../shared/contracts/index.ts'
import { t } from '../../shared/i18n/index.ts'
import { ensureChromium } from '../browser-install.ts'
import { textOf } from '../data/csv.ts'
import { loadHistory } from '../data/history.ts'
import { figuresFromCompleteJourney, figuresFromCsv, type IndependentFigures } from '../data/independent.ts'
import { apiOf } from './api.ts'
import { extensionPage, MEMBER_NUMBER, openBrowser, pair } from './browser.ts'
import { builtExtension } from './extension.ts'
import { runCommand } from './lifetime.ts'
import { memberAt, newPairingCode } from './member.ts'
import { bad, count, good, money, quiet, say, some, strong } from './terminal.ts'
import { TourLog } from './tour-log.ts'
import { askAsMerchant } from './tour-merchant.ts'
import { visitShop } from './tour-visit.ts'
import { openWorld, type World } from './world.ts'

const TOUR_DIR = join(import.meta.dirname, '../../.tour')

/** Fewer households make a shorter tour; the member's own figures are the same. */
const { values: options } = parseArgs({ options: { households: { type: 'string' } } })

// `npm run tour`: the whole way once, without a screen, on data of its own. Fails if any figure that was shown is not
// what the worker's records say.
runCommand(async (later) => {
  say(`\n${strong('Stamkund, the whole way once')}\n`)
  const log = new TourLog(TOUR_DIR)
  await log.open()
  const [executablePath, extensionDir] = [await ensureChromium(), await builtExtension('localhost')]
  const dataDir = join(TOUR_DIR, 'data')
  const world = await openWorld({
    dataDir,
    ports: { worker: 0, tallboda: 0, vindfaste: 0 },
    now: Date.now(),
    fresh: true,
    ...(options.households ? { maxHouseholds: Number(options.households) } : {}),
  })
  later(world.stop)
  await introduceMember(log, world)

  const context = await openBrowser({
    executablePath,
    extensionDir,
    profileDir: join(dataDir, 'browser'),
    headless: true,
    workerPort: Number(new URL(world.worker.url).port),
  })
  later(() => context.close())
  const { number } = world.demo.member
  const grouped = number.replace(/(\d{4})(?=\d)/g, '$1 ')

  log.step('The member pairs the extension')
  const welcome = await pair(context, await newPairingCode(world))
  log.same('member number', await memberNumberOn(welcome), grouped)
  await log.picture(welcome, 'welcome')

  await visitShop(log, world, context, 'tallboda', 'Tallboda, drawn on the server')
  await visitShop(log, world, context, 'vindfaste', 'Vindfäste, drawn in the browser')

  log.step('The popup, opened at Tallboda')
  const { api } = await memberAt(world, 'tallboda')
  const balance = await api.get<Balance>('/members/me/balance')
  const popup = await openPopup(context, world.shops.tallboda.origin)
  log.same('member number', await memberNumberOn(popup), grouped)
  log.same(
    'points to spend',
    // The card is drawn at once; the balance comes when the worker has answered.
    await popup
      .getByText(t('en')('panel.points', { n: balance.available }))
      .first()
      .waitFor({ timeout: 10_000 })
      .then(() => true)
      .catch(() => false),
    true,
    () => count(balance.available),
  )
  await log.picture(popup, 'popup')
  await askAsMerchant(log, world)

  const verdict =
    log.mismatches === 0
      ? good(`All ${log.compared} figures are what the worker's records say.`)
      : bad(`${log.mismatches} of ${log.compared} figures are not what the worker's records say.`)
  say(`\n${verdict}  ${quiet(`${some(log.pictures, 'picture')} in .tour/`)}\n`)
  process.exitCode = log.mismatches === 0 ? 0 : 1
})

/** The popup as a page of its own, with a shop in the tab that is in front: where a click on the mark would open it. */
async function openPopup(context: BrowserContext, origin: string): Promise<Page> {
  const popup = await context.newPage()
  await popup.setViewportSize({ width: 380, height: 600 })
  const shop = await context.newPage()
  await shop.goto(origin)
  await shop.bringToFront()
  await popup.goto(extensionPage('popup.html'))
  await popup.getByText(MEMBER_NUMBER).first().waitFor()
  return popup
}

/** Whom the tour follows: their receipts by SQL alone, against the worker's profile, segments and points. */
async function introduceMember(log: TourLog, world: World): Promise<void> {
  const { demo, worker } = world
  const { enrolmentId } = await memberAt(world, 'tallboda')
  const { profile, balance, segments } = await apiOf(worker.url, demo.merchants.tallboda.apiKey).get<{
    profile: Profile
    balance: Balance
    segments: string[]
  }>(`/enrolments/${enrolmentId}`)
  const now = Date.now()
  const figures = await independently(demo, now)
  const coffee = profile.categories.coffee

  log.step('A member with a history')
  log.note('history', `${count(demo.history.purchases)} purchases: ${demo.history.label}`)
  log.note('member', `${demo.member.number}, household ${demo.member.household}`)
  log.same('purchases', profile.purchases, figures.purchases, count)
  log.same('spent', profile.spendMinor, figures.spendMinor, (minor) => money(minor, 'USD'))
  log.same('coffee bought', coffee?.purchases ?? 0, figures.coffeePurchases, (times) => some(times, 'time'))
  log.same(
    'last coffee',
    coffee ? Math.floor((now - coffee.lastAt) / DAY_MS) : null,
    figures.daysSinceCoffee,
    (days) => (days === null ? 'never' : `${some(days, 'day')} ago`),
  )
  log.same('points to spend', balance.available, figures.points - figures.pointsPending, count)
  log.same('pending', balance.pending, figures.pointsPending, count)
  log.note('segments', segments.join(', '))
}

/** The household's figures worked out from its receipts, with nothing of the worker's. */
async function independently(demo: World['demo'], now: number): Promise<IndependentFigures> {
  const { dir, shiftWeeks, madeAt } = demo.history
  const { household } = demo.member
  if (dir !== null) return figuresFromCompleteJourney({ dir, household, shiftWeeks, now })
  const { csv } = await loadHistory({ now: madeAt, memberNumberOf: (member) => member })
  return figuresFromCsv({ csv: await textOf(csv), member: household, now })
}

const memberNumberOn = async (page: { locator(selector: string): { innerText(): Promise<string> } }) =>
  MEMBER_NUMBER.exec(await page.locator('body').innerText())?.[0].replace(/\s/g, ' ') ?? 'none'
