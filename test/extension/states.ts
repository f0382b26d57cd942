import type { Trouble } from '../../extension/facts.ts'
import type { PanelModel, PanelView, RunStep } from '../../extension/ui/panel-view.ts'
import type { PopupModel } from '../../extension/ui/popup/popup-model.ts'
import type { Locale } from '../../shared/contracts/index.ts'
import { t } from '../../shared/i18n/index.ts'
import { settings as allSettings, popupBase, popupStates } from './popup-states.ts'
import { causes, membership, menu, planLeft, rewardOrders, rewards } from './programme-samples.ts'
import { entry, programmePopups } from './programme-states.ts'
import {
  coffee,
  delivery,
  member,
  NOW,
  nearly,
  otherPartner,
  ownPoints,
  paidResult,
  partner,
  result,
  severalResult,
  shown,
} from './samples.ts'

const money = (amountMinor: number) => ({ amountMinor, currency: 'SEK' })
const speech = (locale: Locale) => ({ t: t(locale), locale })

const panel = (view: PanelView, change: Partial<PanelModel> = {}): PanelModel => ({
  speech: speech('en'),
  partner,
  shown,
  asOf: NOW - 27 * 60_000,
  offline: false,
  trouble: null,
  view,
  open: true,
  quiet: false,
  result: null,
  atCheckout: false,
  whyOpen: false,
  copied: null,
  codeReady: false,
  movedTo: null,
  asksApart: false,
  ...change,
})

const ended = (change: object): PanelView => ({
  kind: 'ended',
  how: 'noSaving',
  codes: ['KAFFE45'],
  offerId: coffee.offerId,
  before: money(29700),
  after: money(29700),
  removed: true,
  ...change,
})

const firstBalance = {
  unit: 'points' as const,
  held: 0,
  available: 0,
  pending: 0,
  nextReleaseAt: null,
  worthMinor: null,
}
const empty = { ...shown, offers: [], balance: firstBalance }

const trouble = (code: Trouble): PanelView => ({ kind: 'trouble', trouble: code, typed: false })

const vinter = {
  ...coffee,
  offerId: 'off_00000000000000000000000009',
  headline: '10 % off winter roasts',
  reward: { kind: 'percentOff' as const, percent: 10 },
  effect: { kind: 'discount' as const, amountMinor: 2700, currency: 'SEK' },
}

const together = (locale: Locale) =>
  panel(
    { kind: 'checkout', best: coffee },
    {
      atCheckout: true,
      speech: speech(locale),
      shown: {
        ...shown,
        offers: [coffee, delivery, vinter],
        best: {
          offerIds: [coffee.offerId, delivery.offerId],
          savesMinor: 9400,
          points: 0,
          worthMinor: 9400,
          isExact: true,
          mostMinor: 9400,
        },
      },
    },
  )

/** A run of three codes as far as its `steps`: the first saves, the second does not. */
const several = (locale: Locale, steps: number) =>
  panel(
    {
      kind: 'applying',
      codes: ['KAFFE45', 'VINTER10', 'FRAKT0'],
      stopping: false,
      steps: (
        [
          { kind: 'trying', code: 'KAFFE45', index: 0, of: 3 },
          { kind: 'notedTotal', ...money(48600) },
          { kind: 'typed', code: 'KAFFE45' },
          { kind: 'waiting' },
          { kind: 'compared', before: money(48600), after: money(44100) },
          { kind: 'trying', code: 'VINTER10', index: 1, of: 3 },
          { kind: 'waiting' },
          { kind: 'compared', before: money(44100), after: money(44100) },
          { kind: 'trying', code: 'FRAKT0', index: 2, of: 3 },
          { kind: 'waiting' },
          { kind: 'compared', before: money(44100), after: money(39200) },
          { kind: 'restoring', codes: ['KAFFE45', 'FRAKT0'] },
        ] satisfies RunStep[]
      ).slice(0, steps),
    },
    { speech: speech(locale) },
  )

const savedSeveral = (locale: Locale) =>
  panel(
    { kind: 'saved', result: severalResult, stands: true },
    { result: severalResult, speech: speech(locale) },
  )

/** Every state of the panel, by name. */
export const panels: Record<string, PanelModel> = {
  offers: panel({ kind: 'offers' }),
  'offers-why': panel({ kind: 'offers' }, { whyOpen: true }),
  'offers-why-ru': panel({ kind: 'offers' }, { whyOpen: true, speech: speech('ru') }),
  'offers-many': panel(
    { kind: 'offers' },
    {
      shown: {
        ...shown,
        offers: Array.from({ length: 9 }, (_, n) => ({
          ...coffee,
          offerId: `${coffee.offerId.slice(0, -1)}${n}`,
        })),
      },
    },
  ),
  'offers-none': panel({ kind: 'offers' }, { shown: empty }),
  nearly: panel({ kind: 'offers' }, { shown: { ...shown, offers: [coffee], nearly } }),
  checkout: panel({ kind: 'checkout', best: coffee }, { atCheckout: true }),
  'checkout-also-points': panel(
    { kind: 'checkout', best: coffee },
    { atCheckout: true, shown: { ...shown, offers: [coffee, ownPoints] } },
  ),
  'checkout-points': panel(
    { kind: 'checkout', best: ownPoints },
    { atCheckout: true, shown: { ...shown, offers: [ownPoints] } },
  ),
  'paid-points': panel({ kind: 'saved', result: paidResult, stands: true }, { result: paidResult }),
  'paid-points-ru': panel(
    { kind: 'saved', result: paidResult, stands: true },
    { result: paidResult, speech: speech('ru') },
  ),
  'folded-points': panel(
    { kind: 'saved', result: paidResult, stands: true },
    { open: false, result: paidResult },
  ),
  'applying-claim': panel({ kind: 'applying', codes: [], steps: [], stopping: false }),
  applying: panel({
    kind: 'applying',
    codes: ['KAFFE45'],
    stopping: false,
    steps: [
      { kind: 'notedTotal', amountMinor: 48600, currency: 'SEK' },
      { kind: 'typed', code: 'KAFFE45' },
      { kind: 'waiting' },
    ],
  }),
  'checkout-together': together('en'),
  'checkout-together-sv': together('sv'),
  'checkout-together-ru': together('ru'),
  'applying-first': several('en', 1),
  'applying-second': several('en', 6),
  'applying-restoring': several('en', 99),
  'applying-restoring-sv': several('sv', 99),
  'applying-second-ru': several('ru', 6),
  'saved-several': savedSeveral('en'),
  'saved-several-uneven': panel(
    { kind: 'saved', result: { ...severalResult, afterMinor: 39300 }, stands: true },
    { result: severalResult },
  ),
  'saved-several-sv': savedSeveral('sv'),
  'saved-several-ru': savedSeveral('ru'),
  saved: panel({ kind: 'saved', result, stands: true }, { result }),
  'saved-ordered': panel({ kind: 'saved', result, stands: false }, { result }),
  'nothing-fell': panel(ended({})),
  rose: panel(ended({ after: money(30200) })),
  'rose-kept': panel(ended({ how: 'unconfirmed', after: money(30200), removed: false })),
  'rose-kept-sv': panel(ended({ how: 'unconfirmed', after: money(30200), removed: false }), {
    speech: speech('sv'),
  }),
  refused: panel(ended({ how: 'rejected' })),
  unconfirmed: panel(ended({ how: 'unconfirmed', after: null, removed: null })),
  stopped: panel(ended({ how: 'cancelled', removed: false })),
  undone: panel(ended({ how: 'undone', before: money(48600), after: money(48600) })),
  'undone-ru': panel(ended({ how: 'undone', before: money(48600), after: money(48600) }), {
    speech: speech('ru'),
  }),
  'copy-instead': panel({
    kind: 'copy',
    claims: [{ code: 'KAFFE45' }],
    headline: coffee.headline,
    asked: false,
  }),
  'copy-several': panel({
    kind: 'copy',
    claims: [{ code: 'KAFFE45' }, { code: 'FRAKT0-7F3QXX' }],
    headline: coffee.headline,
    asked: false,
  }),
  'copy-by-hand': panel(
    {
      kind: 'copy',
      claims: [{ code: 'KAFFE45', expiresAt: NOW + 15 * 60_000 }],
      headline: coffee.headline,
      asked: true,
    },
    { copied: { code: 'KAFFE45', byHand: true } },
  ),
  'copy-asked': panel(
    {
      kind: 'copy',
      claims: [{ code: 'KAFFE45', expiresAt: NOW + 15 * 60_000 }],
      headline: coffee.headline,
      asked: true,
    },
    { copied: { code: 'KAFFE45', byHand: false } },
  ),
  offline: panel({ kind: 'offers' }, { offline: true, trouble: 'offline' }),
  down: panel({ kind: 'offers' }, { offline: true, trouble: 'timeout' }),
  'down-nothing': panel(trouble('timeout'), { shown: null, offline: true, trouble: 'timeout' }),
  'signed-out': panel(trouble('signedOut')),
  'signed-out-sv': panel(trouble('signedOut'), { speech: speech('sv') }),
  'signed-out-ru': panel(trouble('signedOut'), { speech: speech('ru') }),
  clock: panel(trouble('clock')),
  restarted: panel(trouble('restarted')),
  'restarted-ru': panel(trouble('restarted'), { speech: speech('ru') }),
  'offline-nothing': panel(
    { kind: 'trouble', trouble: 'offline', typed: false },
    { shown: null, offline: true },
  ),
  error: panel({ kind: 'trouble', trouble: 'offer_exhausted', typed: false }, { shown: null }),
  'error-typed': panel({ kind: 'trouble', trouble: 'internal', typed: true }),
  join: panel({ kind: 'join', busy: false, interest: false }, { shown: null }),
  'join-consented': panel({ kind: 'join', busy: false, interest: true }, { shown: null }),
  'join-apart': panel({ kind: 'join', busy: false, interest: true }, { shown: null, asksApart: true }),
  'join-apart-ru': panel(
    { kind: 'join', busy: false, interest: true },
    { shown: null, asksApart: true, speech: speech('ru') },
  ),
  'join-sv': panel({ kind: 'join', busy: false, interest: false }, { shown: null, speech: speech('sv') }),
  'join-ru': panel({ kind: 'join', busy: false, interest: false }, { shown: null, speech: speech('ru') }),
  hide: panel({ kind: 'hide' }),
  loading: panel({ kind: 'loading' }, { shown: null }),
  'folded-quiet': panel({ kind: 'offers' }, { open: false, quiet: true }),
  'folded-offers': panel({ kind: 'offers' }, { open: false }),
  'folded-code': panel(
    { kind: 'checkout', best: coffee },
    { open: false, atCheckout: true, codeReady: true },
  ),
  'folded-saved': panel({ kind: 'saved', result, stands: true }, { open: false, result }),
  'saved-sv': panel({ kind: 'saved', result, stands: true }, { result, speech: speech('sv') }),
  'checkout-da': panel({ kind: 'checkout', best: coffee }, { speech: speech('da') }),
  'nothing-nb': panel(ended({}), { speech: speech('nb') }),
  'offers-ru': panel({ kind: 'offers' }, { speech: speech('ru') }),
}

const handOn = {
  kind: 'transfer' as const,
  toNumber: '7043000000000004',
  unit: 'points' as const,
  amount: 200,
}

const partners = [
  { partner, allowed: true },
  { partner: otherPartner, allowed: false },
]

const popup = (change: Partial<PopupModel>, info: Partial<PopupModel['info']> = {}): PopupModel => ({
  speech: speech('en'),
  info: {
    locale: 'en',
    tone: 'plain',
    member,
    partner,
    allowed: true,
    shown,
    balance: { balance: shown.balance, currency: 'SEK', at: NOW },
    asOf: NOW - 27 * 60_000,
    trouble: null,
    partners,
    ...info,
  },
  ...popupBase,
  tab: 'card',
  page: null,
  now: NOW,
  settings: null,
  membership: { ok: true, value: membership },
  catalogue: { ok: true, value: { rewards, orders: rewardOrders, causes } },
  pickups: { ok: true, value: { orders: [], menu } },
  entries: null,
  older: null,
  begun: { pickup: {}, transfer: { number: '', amount: '' } },
  asking: null,
  acting: null,
  ordered: null,
  receipt: null,
  codes: {},
  copied: null,
  pairing: null,
  joining: false,
  ...change,
})

/** Every state of the popup, by name. */
export const popups: Record<string, PopupModel> = {
  card: popup({}),
  ...programmePopups(popup),
  ...popupStates(popup),
  'card-no-shop': popup({ membership: null }, { partner: null, shown: null, balance: null }),
  'card-offline': popup(
    { membership: { ok: false, trouble: 'offline' } },
    { shown: null, trouble: 'offline' },
  ),
  'not-joined': popup({ membership: null }, { member: null, shown: null, balance: null, partner: null }),
  offers: popup({ tab: 'offers', codes: { [coffee.offerId]: { code: 'KAFFE45-7F3Q' } } }),
  'offers-refused': popup({ tab: 'offers', codes: { [coffee.offerId]: { trouble: 'offer_exhausted' } } }),
  'offers-ask': popup({ tab: 'offers' }, { allowed: false }),
  'offers-no-shop': popup({ tab: 'offers' }, { partner: null, shown: null }),
  activity: popup({
    tab: 'activity',
    entries: {
      ok: true,
      value: [
        entry(2, {}),
        entry(2.5, { reason: 'bonus', amount: 40 }),
        entry(12, { reason: 'release', fromAccount: 'pending', toAccount: 'available', amount: 333 }),
        entry(20, { reason: 'clawback', fromAccount: 'available', toAccount: 'issued', amount: 349 }),
      ],
    },
  }),
  'activity-lots': popup({
    tab: 'activity',
    entries: {
      ok: true,
      value: Array.from({ length: 38 }, (_, lot) =>
        entry(40 - lot, {
          reason: 'spend',
          fromAccount: 'available',
          toAccount: 'spent',
          amount: 13,
          sourceId: rewardOrders[0]!.id,
          postedAt: NOW,
        }),
      ),
    },
  }),
  'activity-offline': popup({ tab: 'activity', entries: { ok: false, trouble: 'offline' } }),
  'plan-offline': popup({ page: 'plan', membership: { ok: false, trouble: 'offline' } }),
  'plan-left': popup({ page: 'plan', membership: { ok: true, value: { ...membership, plans: [planLeft] } } }),
  'transfer-unknown': popup({
    page: 'transfer',
    asking: handOn,
    acting: { act: handOn, state: { trouble: 'not_found' } },
  }),
  'activity-imported': popup({
    tab: 'activity',
    entries: {
      ok: true,
      value: [
        entry(3, { postedAt: NOW, purchasedAt: NOW - 80 * 86_400_000 }),
        entry(2, {
          reason: 'clawback',
          fromAccount: 'available',
          toAccount: 'issued',
          postedAt: NOW,
          purchasedAt: NOW - 80 * 86_400_000,
        }),
      ],
    },
  }),
  'activity-no-shop': popup({ tab: 'activity' }, { partner: null, shown: null, balance: null }),
  'activity-none': popup({ tab: 'activity', entries: { ok: true, value: [] } }),
  settings: popup({ settings: allSettings }),
  'card-ru': popup({ speech: speech('ru') }),
}

export { welcomes } from './welcome-states.ts'
