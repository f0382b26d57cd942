import type { SettingsInfo } from '../../extension/facts.ts'
import type { OwnModel, PopupModel, SettingsPage } from '../../extension/ui/popup/popup-model.ts'
import type { Consent, Locale, Mirror, Partner } from '../../shared/contracts/index.ts'
import { t } from '../../shared/i18n/index.ts'
import { membership } from './programme-samples.ts'
import { coffee, decision, delivery, filters, NOW, otherPartner, partner, shown } from './samples.ts'

const DAY = 86_400_000
const id = (prefix: string, n: number) => `${prefix}_${String(n).padStart(26, '0')}`
const LOCALES: Locale[] = ['en', 'sv', 'da', 'nb', 'ru']

/** A shop that the member never was in, but lets us run on. */
export const thirdPartner: Partner = {
  ...partner,
  storeId: id('sto', 3),
  name: 'Garnboden i Åseda',
  origin: 'https://garnboden.example',
}

/** The settings' pages before anything is asked for. */
export const nothingAsked: OwnModel = {
  page: null,
  interest: null,
  consents: {},
  consentsAt: null,
  consenting: null,
  stored: null,
  find: '',
  found: null,
  kept: null,
  pairing: null,
  export: null,
  erase: null,
}

/** What the popup's newer parts are drawn from before anything happens. */
export const popupBase = {
  loading: false,
  tabId: 7,
  cardCode: 'bar' as const,
  elsewhere: [
    { storeId: partner.storeId, shown, asOf: NOW - 60_000 },
    {
      storeId: otherPartner.storeId,
      shown: { ...shown, offers: [{ ...coffee, headline: '15 % off headlamps and lanterns' }, delivery] },
      asOf: NOW - 27 * 60_000,
    },
  ],
  opened: null,
  looking: {},
  whyOpen: null,
  mirror: null,
  showing: null,
  own: nothingAsked,
}

const line = (signal: string, args: Record<string, string | number>, value: number | string) => ({
  comparison: { signal, args, op: 'gte' as const, value },
  value,
  matched: true,
})
const signal = (name: string, unit: string, value: number | string | null, args = {}) => ({
  name,
  args,
  value,
  unit,
  definition: 'As the engine defines it.',
})

/** What a programme makes of the member. */
export const mirror: Mirror = {
  enrolmentId: id('enr', 1),
  programId: decision.programId,
  storeId: partner.storeId,
  at: NOW,
  currency: 'SEK',
  personal: true,
  lifecycle: 'steady',
  signals: [
    signal('recencyDays', 'days', 12),
    signal('purchaseCount', 'purchases', 23),
    signal('medianGapDays', 'days', 9),
    signal('spendInWindow', 'minor units', 184_000, { days: 90 }),
    signal('averageOrderValue', 'minor units', 30_650),
    signal('categoryShare', 'ratio', 0.62, { category: 'coffee' }),
    signal('categorySurge', 'ratio', 1.4, { category: 'coffee' }),
    signal('daysSinceCategory', 'days', 12, { category: 'coffee' }),
    signal('discountShare', 'ratio', 0.13),
    signal('rfmFrequency', 'fifth', 4),
    signal('memberRegion', 'ISO 3166 code', 'SE'),
    signal('usualWeekday', 'weekday', 'tuesday'),
    signal('usualDaypart', 'part of the day', 'evening'),
    signal('lifecycle', 'stage', 'steady'),
    signal('tier', 'key of a tier', 'silver'),
    signal('aliveChance', 'chance 0 to 1', 0.94),
    signal('birthdayMonth', '1 or 0', null),
    signal('balance', 'of the unit', 1840, { unit: 'points' }),
  ],
  segments: [
    {
      key: 'coffee-regulars',
      name: 'Coffee regulars',
      matched: true,
      lines: [
        line('categoryShare', { category: 'coffee' }, 0.62),
        line('spendInWindow', { days: 90 }, 184_000),
      ],
    },
    { key: 'lapsed', name: 'Gone quiet', matched: false, lines: [] },
  ],
  offers: [
    {
      offerId: id('off', 9),
      revision: 1,
      key: 'welcome',
      headline: 'Welcome: 50 kr off your first order',
      eligible: false,
      gates: [
        { gate: 'store', answer: 'yes', reason: null },
        { gate: 'firstPurchase', answer: 'no', reason: { code: 'notFirstPurchase', params: {} } },
      ],
      segments: [],
      lines: [],
      reasons: [],
      missing: null,
    },
    {
      offerId: id('off', 10),
      revision: 1,
      key: 'five-hundred',
      headline: '10 % off everything over 500 kr',
      eligible: false,
      gates: [
        {
          gate: 'basket',
          answer: 'no',
          reason: { code: 'spendMore', params: { amountMinor: 1400, currency: 'SEK' } },
        },
      ],
      segments: [],
      lines: [],
      reasons: [],
      missing: { kind: 'spendMore', amountMinor: 1400, currency: 'SEK' },
    },
  ],
  offersLeftOut: 0,
  consents: [],
  likelyNext: [
    { category: 'coffee', share: 0.48 },
    { category: 'filters', share: 0.21 },
  ],
  chanceOfAny: 0.3,
  membership,
}

const consents: Consent[] = [
  { purpose: 'personalOffers', granted: true, changedAt: NOW - 200 * DAY, source: 'joining' },
  { purpose: 'interest', granted: true, changedAt: NOW - 30 * DAY, source: 'member' },
  { purpose: 'news', granted: false, changedAt: NOW - 200 * DAY, source: 'joining' },
]

const partners = [
  { partner, allowed: true },
  { partner: otherPartner, allowed: false },
  { partner: thirdPartner, allowed: true },
]

const sent = (
  [
    ['outcome', 412],
    ['claim', 688],
    ['decisionBasketInterest', 402],
    ['exposure', 530],
    ['session', 214],
    ['mirror', 190],
    ['partners', 41],
  ] as const
).map(([kind, bytes], index) => ({
  at: NOW - index * 400_000,
  kind,
  storeId: kind === 'partners' ? null : partner.storeId,
  bytes,
}))

/** Settings of a member who uses everything. */
export const settings: SettingsInfo = {
  sent,
  locale: null,
  hidden: [otherPartner],
  partners,
  interest: true,
  erasing: false,
  tone: 'plain',
}

const interest = {
  on: true,
  stores: [
    {
      storeId: partner.storeId,
      storeName: partner.name,
      weights: [
        { category: 'coffee', weight: 3 },
        { category: 'grinders', weight: 1 },
      ],
      lastSent: { at: NOW - 90 * 60_000, weights: [{ category: 'coffee', weight: 2 }] },
    },
    {
      storeId: otherPartner.storeId,
      storeName: otherPartner.name,
      weights: [{ category: 'tents', weight: 2 }],
      lastSent: null,
    },
  ],
}

const stored = [
  { what: 'card' as const, bytes: 261, count: 1, lasting: true },
  { what: 'settings' as const, bytes: 120, count: 1, lasting: true },
  { what: 'partners' as const, bytes: 4_812, count: 1, lasting: true },
  { what: 'interest' as const, bytes: 310, count: 5, lasting: true },
  { what: 'sent' as const, bytes: 24_100, count: 212, lasting: true },
  { what: 'offers' as const, bytes: 8_240, count: 2, lasting: false },
  { what: 'waiting' as const, bytes: 0, count: 0, lasting: true },
]

/** The page behind the settings of each name, as it is when all of it is there. */
const PAGES: Record<SettingsPage, Partial<OwnModel>> = {
  sent: {},
  interest: { interest },
  consents: {
    consents: { [partner.storeId]: { ok: true, value: { consents, history: consents } } },
    consentsAt: partner.storeId,
    consenting: { storeId: partner.storeId, purpose: 'news', state: 'done' },
  },
  stored: { stored },
  shops: {},
  device: {},
  export: {},
  erase: {},
}

type Make = (change: Partial<PopupModel>, info?: Partial<PopupModel['info']>) => PopupModel

/** States of the popup beyond one programme, by name: the card's code, other shops, reasons, settings, what goes wrong. */
export function popupStates(popup: Make): Record<string, PopupModel> {
  const speech = (locale: Locale) => ({ t: t(locale), locale })
  const own = (page: SettingsPage | null, change: Partial<OwnModel> = {}, locale: Locale = 'en') =>
    popup(
      {
        speech: speech(locale),
        settings,
        own: { ...nothingAsked, ...(page && PAGES[page]), page, ...change },
        pairing:
          page === 'device' ? { ok: true, value: { code: '7K4M-2XQ9', expiresAt: NOW + 600_000 } } : null,
      },
      { partners },
    )
  const offers = (change: Partial<PopupModel>, info: Partial<PopupModel['info']> = {}) =>
    popup({ tab: 'offers', ...change }, { partners, ...info })
  const noShop = { partner: null, shown: null, balance: null }
  const out = { ...noShop, member: null, trouble: 'signedOut' as const }
  return {
    'card-qr': popup({ cardCode: 'qr' }),
    'card-loading': popup({ loading: true, membership: null }, { ...noShop, partners: [] }),
    'card-signed-out': popup({ membership: null }, out),
    'card-clock': popup({ membership: { ok: false, trouble: 'clock' } }, { trouble: 'clock', shown: null }),
    'card-worker-down': popup(
      { membership: { ok: false, trouble: 'internal' } },
      { trouble: 'internal', shown: null },
    ),
    'offers-why': offers({ whyOpen: coffee.offerId }),
    'offers-why-everyone': offers(
      { whyOpen: delivery.offerId },
      { shown: { ...shown, offers: [delivery, filters] } },
    ),
    'offers-elsewhere': offers({ opened: otherPartner.storeId }, { ...noShop }),
    'offers-elsewhere-new': offers(
      {
        opened: thirdPartner.storeId,
        looking: { [thirdPartner.storeId]: { trouble: 'offline' } },
      },
      { ...noShop },
    ),
    'offers-loading': offers({ loading: true }, { ...noShop, partners: [] }),
    'offers-no-partners': offers({ elsewhere: [] }, { ...noShop, partners: [] }),
    'offers-show-here': offers({ showing: 'busy' }, { allowed: false }),
    'offers-show-here-failed': offers({ showing: { trouble: 'internal' } }, { allowed: false }),
    'offers-needs-basket': offers(
      { whyOpen: coffee.offerId, codes: { [delivery.offerId]: { trouble: 'invalid_request' } } },
      {
        shown: {
          ...shown,
          offers: [
            {
              ...coffee,
              headline: '10 % off coffee',
              reward: { kind: 'percentOff', percent: 10 },
              effect: { kind: 'discount', amountMinor: null, currency: 'SEK' },
              needsBasket: true,
            },
            delivery,
          ],
        },
      },
    ),
    mirror: offers({
      page: 'mirror',
      mirror: { storeId: partner.storeId, result: { ok: true, value: mirror } },
    }),
    'mirror-loading': offers({ page: 'mirror', mirror: { storeId: partner.storeId, result: null } }),
    'mirror-first-day': offers({
      page: 'mirror',
      mirror: {
        storeId: partner.storeId,
        result: {
          ok: true,
          value: { ...mirror, personal: false, signals: [], segments: [], offers: [], likelyNext: [] },
        },
      },
    }),
    ...Object.fromEntries(
      (Object.keys(PAGES) as SettingsPage[]).map((page) => [`settings-${page}`, own(page)]),
    ),
    ...Object.fromEntries(
      (Object.keys(PAGES) as SettingsPage[]).map((page) => [`settings-${page}-ru`, own(page, {}, 'ru')]),
    ),
    ...Object.fromEntries(LOCALES.map((locale) => [`settings-main-${locale}`, own(null, {}, locale)])),
    'settings-interest-off': {
      ...own('interest', { interest: { ...interest, on: false } }),
      settings: { ...settings, interest: false },
    },
    'settings-interest-none': own('interest', { interest: { on: true, stores: [] } }),
    'settings-consents-failed': own('consents', {
      consents: { [partner.storeId]: { ok: false, trouble: 'offline' } },
    }),
    'settings-shops-kept': own('shops', { kept: partner.origin }),
    'settings-shops-none': own('shops', { find: 'xyz', found: [] }),
    'settings-device-wrong': own('device', { pairing: { trouble: 'code_unknown' } }),
    'settings-export-busy': own('export', {
      export: { state: 'busy', progress: { requests: 4, records: 121 } },
    }),
    'settings-export-done': own('export', { export: { state: 'done', progress: null } }),
    'settings-erase-sure': own('erase', { erase: 'sure' }),
    'settings-erase-sure-ru': own('erase', { erase: 'sure' }, 'ru'),
    'settings-erase-failed': own('erase', { erase: { trouble: 'timeout' } }),
    'settings-erase-done': own('erase', { erase: { done: true, pending: false } }),
    'settings-erase-pending': own('erase', { erase: { done: true, pending: true } }),
    'card-qr-ru': popup({ cardCode: 'qr', speech: speech('ru') }),
    'offers-why-ru': offers({ whyOpen: coffee.offerId, speech: speech('ru') }, { allowed: false }),
    'offers-elsewhere-ru': offers({ opened: otherPartner.storeId, speech: speech('ru') }, { ...noShop }),
    'mirror-ru': offers({
      page: 'mirror',
      speech: speech('ru'),
      mirror: { storeId: partner.storeId, result: { ok: true, value: mirror } },
    }),
    'card-signed-out-ru': popup({ speech: speech('ru'), membership: null }, out),
    'offers-sv': offers({ speech: speech('sv'), whyOpen: coffee.offerId }),
    'mirror-da': offers({
      page: 'mirror',
      speech: speech('da'),
      mirror: { storeId: partner.storeId, result: { ok: true, value: mirror } },
    }),
    'offers-nb': offers({ speech: speech('nb'), opened: thirdPartner.storeId }),
  }
}
