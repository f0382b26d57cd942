import type { Member, Membership, PickupOrder } from '../../../shared/contracts/index.ts'
import { formatMemberNumber, formatMoney, formatTime } from '../../../shared/i18n/format.ts'
import type { Pickups } from '../../facts.ts'
import type { Speech } from '../offer-words.ts'
import { AskBox, isAct } from './act-line.tsx'
import { type Dates, sayDay } from './amounts.ts'
import { BarCode } from './bar-code.tsx'
import { Empty } from './empty.tsx'
import type { PopupActions, PopupModel } from './popup-model.ts'

/** Orders that are drawn. */
const SHOWN = 10

interface Parts {
  model: PopupModel
  actions: PopupActions
}

/** "Today", "Tomorrow", or the day. */
export function sayNearDay(at: number, { t }: Speech, dates: Dates): string {
  const day = sayDay(at, dates)
  if (day === sayDay(dates.now, dates)) return t('pickups.today')
  return day === sayDay(dates.now + 86_400_000, dates) ? t('pickups.tomorrow') : day
}

/** Orders to be fetched, the open ones first, each with what the counter needs: one card is shown for all, at the soonest. */
export function PickupsPage({
  model,
  actions,
  membership,
  pickups,
}: Parts & { membership: Membership; pickups: Pickups }) {
  const { speech, asking, info } = model
  const { t } = speech
  const isOpen = ({ state }: PickupOrder) => state === 'placed' || state === 'ready'
  const open = pickups.orders.filter(isOpen).toSorted((a, b) => a.pickupAt - b.pickupAt)
  const over = pickups.orders.filter((one) => !isOpen(one)).toSorted((a, b) => b.pickupAt - a.pickupAt)
  const orders = [...open, ...over]
  const canOrder = pickups.menu.items.length > 0 && pickups.menu.places.length > 0
  const order = canOrder && (
    <button type="button" class={asking ? 'btn s w' : 'btn p w'} onClick={() => actions.open('pickup')}>
      {t('pickups.new')}
    </button>
  )
  if (orders.length === 0)
    return (
      <Empty title={t('pickups.none')} text={t('pickups.noneText')}>
        {order}
      </Empty>
    )
  return (
    <>
      <ul class="cards">
        {orders.slice(0, SHOWN).map((one) => (
          <PickupRow
            key={one.id}
            model={model}
            actions={actions}
            membership={membership}
            order={one}
            member={isOpen(one) ? info.member : null}
            showsCode={one === open[0]}
          />
        ))}
      </ul>
      <span class="grow" />
      {order}
    </>
  )
}

function PickupRow({
  model,
  actions,
  membership,
  order,
  member,
  showsCode,
}: Parts & { membership: Membership; order: PickupOrder; member: Member | null; showsCode: boolean }) {
  const { speech, now, asking } = model
  const { t, locale } = speech
  const { place, pickupAt, lines, totalMinor, currency, state, paid } = order
  const { timeZone } = membership
  const day = sayNearDay(pickupAt, speech, { locale, now, timeZone })
  const plain = (amountMinor: number) => formatMoney(amountMinor, currency, locale, 'plain')
  const cancel = { kind: 'cancelPickup' as const, pickupId: order.id }
  return (
    <li class="of">
      <h2 class="head n">{t('pickups.at', { day, time: formatTime(pickupAt, locale, timeZone) })}</h2>
      <span class={state === 'ready' ? 'v' : 'v ink weak'}>{t(`pickups.${state}`)}</span>
      <p class="why">
        {place.name}, {place.address}
      </p>
      <div class="all">
        {lines.map(({ sku, name, quantity, amountMinor }) => (
          <p class="rl" key={sku}>
            <span>
              {quantity} × {name}
            </span>
            <span>{plain(amountMinor)}</span>
          </p>
        ))}
        {paid ? (
          <>
            <p class="rl tot">
              <span>{t('pickups.paidStored')}</span>
              <span>{formatMoney(paid.storedValueMinor, currency, locale, 'exact')}</span>
            </p>
            {paid.restMinor > 0 && (
              <p class="rl">
                <span>{t('pickups.paidRest')}</span>
                <span>{plain(paid.restMinor)}</span>
              </p>
            )}
          </>
        ) : (
          state !== 'cancelled' && (
            <p class="rl tot">
              <span>{t('pickups.total')}</span>
              <span>{formatMoney(totalMinor, currency, locale, 'exact')}</span>
            </p>
          )
        )}
        {member && (
          <>
            {showsCode && (
              <div class="plate counter">
                <BarCode
                  number={member.number}
                  label={t('popup.barcode', { number: formatMemberNumber(member.number) })}
                />
                <span class="no">{formatMemberNumber(member.number)}</span>
              </div>
            )}
            <p class="row sp t13 atcounter">
              <span>
                <span class="lab">{t('pickups.showCard')}</span>
                <br />
                <span class="i2">{t('pickups.calledOut', { name: order.callName })}</span>
              </span>
              {state === 'placed' && !isAct(asking, cancel) && (
                <button type="button" class="lnk" onClick={() => actions.ask(cancel)}>
                  {t('orders.cancel')}
                </button>
              )}
            </p>
          </>
        )}
        {isAct(asking, cancel) && (
          <AskBox
            model={model}
            actions={actions}
            act={cancel}
            question={t('pickups.askCancel')}
            yes={t('orders.cancel')}
            no={t('orders.keep')}
          />
        )}
      </div>
    </li>
  )
}
