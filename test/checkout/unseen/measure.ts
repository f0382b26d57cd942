import type { Page } from 'playwright-core'
import { launchChromium } from '../../browser.ts'
import { documentOf, type UnseenPage } from './page.ts'

/** What the detector said of one page, beside what a person says. */
export interface Seen {
  page: UnseenPage
  kind: string
  codeField: string
  /** The believed field is the right one; `null` where only what opens it was found. */
  rightField: boolean | null
  /** Which element was believed to be the field, for whoever mends. */
  believed: string | null
  total: { amountMinor: number; currency: string } | null
}

const TABS = 3

async function lookAt(tab: Page, page: UnseenPage, number: number): Promise<Seen> {
  // A shop's address carries its words in the path alone: an id in the query would tell what the page is.
  await tab.goto(`http://unseen.test${page.path}?page=${number}`, { waitUntil: 'commit' })
  await tab.waitForFunction(() => document.readyState !== 'loading')
  const seen = await tab.evaluate(
    ({ selector, currency }) => {
      const { kind, codeField } = checkout.classifyPage(document)
      const field = checkout.findCodeField(document, 'any')
      let scope: ParentNode = document
      let expected: Element | null = null
      for (const step of selector?.split(' >>> ') ?? []) {
        expected = scope.querySelector(step)
        scope = expected?.shadowRoot ?? scope
      }
      if (selector && !expected) throw new Error(`the page lacks its own ${selector}`)
      const total = checkout.readTotal(document, { currency })
      return {
        kind,
        codeField,
        rightField: field && selector ? field === expected : codeField === 'hidden' ? null : !selector,
        believed: field ? (field.cloneNode(false) as Element).outerHTML : null,
        total: total ? { amountMinor: total.amountMinor, currency: total.currency } : null,
      }
    },
    { selector: page.selector, currency: page.total?.currency ?? 'USD' },
  )
  return { page, ...seen }
}

/** Shows every page to the detector, each at its own address, in a few tabs of one browser. */
export async function measure(corpus: readonly UnseenPage[], bundle: string): Promise<Seen[]> {
  const context = await (await launchChromium()).newContext()
  await context.addInitScript(`${bundle};globalThis.checkout = checkout`)
  const sources = corpus.map(documentOf)
  await context.route('**/*', (route) => {
    const body = sources[Number(new URL(route.request().url()).searchParams.get('page') ?? -1)]
    return body && route.request().isNavigationRequest() && route.request().frame().parentFrame() === null
      ? route.fulfill({ contentType: 'text/html; charset=utf-8', body })
      : route.fulfill({ status: 404, body: '' })
  })
  const waiting = [...corpus.entries()]
  const seen: Seen[] = []
  await Promise.all(
    Array.from({ length: TABS }, async () => {
      const tab = await context.newPage()
      for (let next = waiting.shift(); next; next = waiting.shift())
        seen.push(await lookAt(tab, next[1], next[0]))
    }),
  )
  await context.close()
  return seen
}

/** The figures of some pages. Shares are 0 to 1. */
export interface Figures {
  pages: number
  /** Of the pages that have a field, those where it was believed, and the right one. */
  recall: number
  /** Of the pages that have none, those where one was believed. */
  falseAlarms: number
  /** Of the pages whose kind is told, those told right: printed, and no more. */
  kinds: number
  /** Of the pages whose grand total is told, those where it was read to the minor unit. */
  totalsRight: number
  /** The same, where another amount was read as the grand total. */
  totalsWrong: number
}

const missed = ({ page, codeField, rightField }: Seen): boolean =>
  page.field !== 'none' && (codeField === 'none' || rightField === false)
const alarmed = ({ page, codeField }: Seen): boolean => page.field === 'none' && codeField !== 'none'
const readRight = ({ page, total }: Seen): boolean =>
  total?.amountMinor === page.total?.minor && total?.currency === page.total?.currency
const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

export function figuresOf(seen: readonly Seen[]): Figures {
  const has = seen.filter(({ page }) => page.field !== 'none')
  const lacks = seen.filter(({ page }) => page.field === 'none')
  const totalled = seen.filter(({ page }) => page.total)
  return {
    pages: seen.length,
    recall: 1 - share(has.filter(missed).length, has.length),
    falseAlarms: share(lacks.filter(alarmed).length, lacks.length),
    kinds: share(seen.filter(({ page, kind }) => page.kind === kind).length, seen.length),
    totalsRight: share(totalled.filter(readRight).length, totalled.length),
    totalsWrong: share(totalled.filter((one) => one.total && !readRight(one)).length, totalled.length),
  }
}

/** One line on each page that went wrong, for whoever mends. */
export const failuresOf = (seen: readonly Seen[]): string[] =>
  seen.flatMap((one) => {
    const { page, kind, codeField, believed, total } = one
    const wrong = [
      missed(one) && `missed (is ${page.field} at ${page.selector ?? 'no element yet'}; said ${codeField})`,
      alarmed(one) && `false alarm (said ${codeField}: ${believed})`,
      page.kind !== kind && `kind ${page.kind}, said ${kind}`,
      page.total &&
        !readRight(one) &&
        `total ${page.total.minor} ${page.total.currency}, read ${JSON.stringify(total)}`,
    ].filter((line) => typeof line === 'string')
    return wrong.length > 0 ? [`${page.id}: ${wrong.join('; ')}`] : []
  })
