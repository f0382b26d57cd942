import { useState } from 'preact/hooks'
import type { Membership, PickupMenu } from '../../../shared/contracts/index.ts'
import { formatMoney, formatTime } from '../../../shared/i18n/format.ts'
import { ActStatus, isAct } from './act-line.tsx'
import { Icon } from './icon.tsx'
import { pickupDays } from './pickup-times.ts'
import { sayNearDay } from './pickups-page.tsx'
import type { PopupActions, PopupModel } from './popup-model.ts'

/** Most of one thing in an order. */
const MOST = 99

/** A new order to be fetched: where, when and what, with its total and how it will be paid. */
export function PickupForm({
  model,
  actions,
  membership,
  menu,
  chosen,
}: {
  model: PopupModel
  actions: PopupActions
  membership: Membership
  menu: PickupMenu
  /** How many of each SKU to begin with. */
  chosen: Record<string, number>
}) {
  const { speech, now, acting } = model
  const { t, locale } = speech
  const { currency, timeZone, balances } = membership
  const [placeKey, setPlaceKey] = useState(menu.places[0]?.key ?? '')
  const [wantedDay, setDay] = useState('')
  const [wantedAt, setAt] = useState(0)
  const [quantities, setQuantities] = useState(chosen)
  const place = menu.places.find(({ key }) => key === placeKey) ?? menu.places[0]
  if (!place) return null
  const dates = { locale, now, timeZone }
  const days = pickupDays(place.openingHours, timeZone, now)
  const day = days.find((one) => one.day === wantedDay) ?? days[0]
  const pickupAt = day?.times.includes(wantedAt) ? wantedAt : day?.times[0]
  const lines = menu.items.flatMap(({ sku }) => {
    const quantity = quantities[sku] ?? 0
    return quantity > 0 ? [{ sku, quantity }] : []
  })
  const totalMinor = menu.items.reduce(
    (sum, { sku, amountMinor }) => sum + amountMinor * (quantities[sku] ?? 0),
    0,
  )
  const storedMinor = balances.find(({ unit }) => unit === 'storedValue')?.available ?? null
  const money = (amountMinor: number) => formatMoney(amountMinor, currency, locale)
  const change = (sku: string, by: number) =>
    setQuantities((all) => ({ ...all, [sku]: Math.min(MOST, Math.max(0, (all[sku] ?? 0) + by)) }))
  const act =
    pickupAt === undefined || lines.length === 0
      ? null
      : { kind: 'placePickup' as const, placeKey: place.key, pickupAt, lines }
  const busy = act !== null && isAct(acting?.act, act) && acting?.state === 'busy'
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault()
        if (act && !busy) actions.act(act)
      }}
    >
      <label class="fld">
        <span class="t13 lab">{t('pickups.place')}</span>
        <select class="pick w" value={place.key} onChange={(event) => setPlaceKey(event.currentTarget.value)}>
          {menu.places.map(({ key, name, address }) => (
            <option key={key} value={key}>
              {name}, {address}
            </option>
          ))}
        </select>
      </label>
      {day && pickupAt !== undefined ? (
        <div class="two">
          <label class="fld">
            <span class="t13 lab">{t('pickups.day')}</span>
            <select class="pick w" value={day.day} onChange={(event) => setDay(event.currentTarget.value)}>
              {days.map((one) => (
                <option key={one.day} value={one.day}>
                  {sayNearDay(one.times[0] ?? now, speech, dates)}
                </option>
              ))}
            </select>
          </label>
          <label class="fld">
            <span class="t13 lab">{t('pickups.time')}</span>
            <select
              class="pick w"
              value={pickupAt}
              onChange={(event) => setAt(Number(event.currentTarget.value))}
            >
              {day.times.map((at) => (
                <option key={at} value={at}>
                  {formatTime(at, locale, timeZone)}
                </option>
              ))}
            </select>
          </label>
        </div>
      ) : (
        <p class="note">{t('pickups.neverOpen')}</p>
      )}
      <fieldset class="menu">
        <legend class="t13 lab">{t('pickups.menu')}</legend>
        {menu.items.map(({ sku, name, amountMinor }) => {
          const quantity = quantities[sku] ?? 0
          return (
            <div class="mi" key={sku}>
              <span class="t14">{name}</span>
              <span class="t13 i2 n">{money(amountMinor)}</span>
              <span class="steps2">
                <button
                  type="button"
                  class="ib edge"
                  aria-label={t('pickups.fewer', { name })}
                  aria-disabled={quantity === 0}
                  onClick={() => change(sku, -1)}
                >
                  <Icon name="minus" size={14} />
                </button>
                <output class="n lab">{quantity}</output>
                <button
                  type="button"
                  class="ib edge"
                  aria-label={t('pickups.more', { name })}
                  onClick={() => change(sku, 1)}
                >
                  <Icon name="plus" size={14} />
                </button>
              </span>
            </div>
          )
        })}
      </fieldset>
      <span class="grow" />
      {storedMinor !== null && totalMinor > 0 && (
        <p class="note n">
          {storedMinor >= totalMinor
            ? t('pickups.covered', { amount: money(storedMinor) })
            : t('pickups.rest', {
                amount: money(Math.max(0, storedMinor)),
                rest: money(totalMinor - Math.max(0, storedMinor)),
              })}
        </p>
      )}
      <button type="submit" class="btn p w" aria-disabled={act === null || busy}>
        {lines.length === 0 ? t('pickups.choose') : t('pickups.submit', { amount: money(totalMinor) })}
      </button>
      {act && <ActStatus model={model} act={act} />}
    </form>
  )
}
