import {
  DAY_MS,
  DomainError,
  type PickupCreate,
  type PickupMenu,
  type PickupOrder,
} from '../../shared/contracts/index.ts'
import { dayOf } from '../../shared/ledger/index.ts'
import { isOpenAt } from '../../shared/ledger/rewards/index.ts'
import { catalogueAt } from '../db/compiled.ts'
import { newId } from '../db/ids.ts'
import { insertPickup, type NewPickup, readForPlacing } from '../db/pickups.ts'
import type { Env } from '../env.ts'
import type { MemberDb } from '../http/member-db.ts'
import { fieldError } from '../http/reported.ts'
import { callNameOf } from './call-name.ts'
import { missing } from './whose.ts'

/** How far ahead an order may be placed, in days. */
const MOST_DAYS_AHEAD = 30
/** How often another name is tried where the one that came up is taken. */
const NAME_ATTEMPTS = 8

/**
 * Places an order to be fetched: at a place and a time that the menu has, for the menu's names and prices. Nothing is
 * paid, and nothing reserved, until it is collected.
 *
 * @throws DomainError not_found, invalid_request with the field, pickup_refused where too many wait already
 */
export async function placePickup(
  env: Env,
  { enrolmentId, programId, binding, db }: Omit<MemberDb, 'done'>,
  wanted: PickupCreate,
  now: number,
): Promise<PickupOrder> {
  const { storeId, pickupAt } = wanted
  const { menu, catalogueVersion } = await readForPlacing(db, programId, storeId)
  const { rules, shelves } = await catalogueAt(env, binding, programId, catalogueVersion, db)
  const store = shelves.get(storeId)?.store
  if (!store) throw missing('/storeId', `No verified store ${storeId} in this programme`)
  const place = menu.places.find(({ key }) => key === wanted.placeKey)
  if (!place) throw fieldError('placeKey', 'is no place of this store')
  if (pickupAt <= now) throw fieldError('pickupAt', 'must lie ahead')
  if (pickupAt > now + MOST_DAYS_AHEAD * DAY_MS)
    throw fieldError('pickupAt', `lies more than ${MOST_DAYS_AHEAD} days ahead`)
  if (!isOpenAt(place.openingHours, rules.timeZone, pickupAt))
    throw fieldError('pickupAt', 'lies outside the opening hours of the place')

  const lines = wanted.lines.map((line, at) => linePriced(line, at, menu))
  const pickup: Omit<NewPickup, 'id' | 'callName'> = {
    programId,
    merchantId: store.merchantId,
    enrolmentId,
    storeId,
    place,
    pickupAt,
    pickupDay: dayOf(pickupAt, rules.timeZone),
    currency: rules.currency,
    totalMinor: lines.reduce((sum, line) => sum + line.amountMinor, 0),
    lines,
    placedAt: now,
  }
  for (let attempt = 1; ; attempt += 1) {
    const id = newId('pic')
    const callName = callNameOf(id, attempt)
    try {
      await insertPickup(db, { ...pickup, id, callName })
      const { programId: _, merchantId: __, pickupDay: ___, ...shown } = pickup
      return { ...shown, id, callName, state: 'placed', paid: null, changedAt: now }
    } catch (error) {
      if (/too many pickups/.test(String(error)))
        throw new DomainError('pickup_refused', 'Twenty orders are waiting to be fetched already', {
          reason: 'tooMany',
        })
      if (!/pickups_called_once/.test(String(error)) || attempt === NAME_ATTEMPTS) throw error
    }
  }
}

/** A line at the menu's price. */
function linePriced(
  { sku, quantity }: PickupCreate['lines'][number],
  at: number,
  { items }: PickupMenu,
): PickupOrder['lines'][number] {
  const item = items.find((one) => one.sku === sku)
  if (!item) throw fieldError(`lines/${at}/sku`, 'is not on the menu')
  return {
    sku,
    name: item.name,
    category: item.category ?? null,
    quantity,
    amountMinor: item.amountMinor * quantity,
  }
}
