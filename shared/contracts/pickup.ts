import { z } from 'zod'
import { OpeningHours } from './opening-hours.ts'
import { AmountMinor, Category, Currency, Id, Instant, Sku, Slug, text } from './primitives.ts'

/** Where orders are handed over. Hours are of the programme's time zone. */
export const Place = z
  .strictObject({ key: Slug, name: text(120), address: text(300), openingHours: OpeningHours })
  .meta({ id: 'Place' })
export type Place = z.infer<typeof Place>

/** What can be ordered ahead. The price is of one, in minor units of the programme's currency. */
export const MenuItem = z
  .strictObject({
    sku: Sku,
    name: text(120),
    category: Category.optional(),
    amountMinor: z.int().min(1).max(100_000_000),
  })
  .meta({ id: 'MenuItem' })
export type MenuItem = z.infer<typeof MenuItem>

/** A store's places and menu; each replaces what was there. Keys and SKUs stand once. */
export const PickupMenu = z
  .strictObject({ places: z.array(Place).max(500), items: z.array(MenuItem).max(1000) })
  .superRefine(({ places, items }, context) => {
    const once = (keys: string[], list: string, field: string) =>
      keys.forEach((key, at) => {
        if (keys.indexOf(key) < at)
          context.addIssue({ code: 'custom', path: [list, at, field], message: 'stands above as well' })
      })
    once(
      places.map(({ key }) => key),
      'places',
      'key',
    )
    once(
      items.map(({ sku }) => sku),
      'items',
      'sku',
    )
  })
  .meta({ id: 'PickupMenu' })
export type PickupMenu = z.infer<typeof PickupMenu>

/** An order to be fetched at a place and a time, which lies ahead and within its opening hours. Prices are the menu's. */
export const PickupCreate = z
  .strictObject({
    storeId: Id,
    placeKey: Slug,
    pickupAt: Instant,
    lines: z
      .array(z.strictObject({ sku: Sku, quantity: z.int().min(1).max(99) }))
      .min(1)
      .max(50),
  })
  .meta({ id: 'PickupCreate' })
export type PickupCreate = z.infer<typeof PickupCreate>

/**
 * How far a pick-up order has come. `collected`: the card was shown, the order paid from stored value and handed over; it
 * is a purchase then, and earns. Until then it can be `cancelled`, by member or shop, and nothing was paid.
 */
export const PickupState = z.enum(['placed', 'ready', 'collected', 'cancelled'])
export type PickupState = z.infer<typeof PickupState>

/** An order to be fetched, with the menu's names and prices as they were when it was placed. */
export const PickupOrder = z
  .strictObject({
    id: Id,
    enrolmentId: Id,
    storeId: Id,
    place: Place,
    /** What is called out at the counter. */
    callName: z.string(),
    pickupAt: Instant,
    currency: Currency,
    totalMinor: AmountMinor,
    lines: z.array(
      z.strictObject({
        sku: z.string(),
        name: z.string(),
        category: z.string().nullable(),
        quantity: z.int().min(1),
        /** The whole line. */
        amountMinor: AmountMinor,
      }),
    ),
    state: PickupState,
    /** How it was paid when it was collected; `null` before. */
    paid: z
      .strictObject({
        /** Out of stored value. */
        storedValueMinor: AmountMinor,
        /** What was left and was paid at the till in another way. */
        restMinor: AmountMinor,
        purchaseId: Id,
        paidAt: Instant,
      })
      .nullable(),
    placedAt: Instant,
    changedAt: Instant,
  })
  .meta({ id: 'PickupOrder' })
export type PickupOrder = z.infer<typeof PickupOrder>

/** The shop moves an order on, or cancels it. */
export const PickupChange = z
  .strictObject({ state: z.enum(['ready', 'cancelled']) })
  .meta({ id: 'PickupChange' })
export type PickupChange = z.infer<typeof PickupChange>

/** At the counter: the member number that the card shows. Whose order it is not, can't collect it. */
export const PickupCollect = z
  .strictObject({ memberNumber: z.string().regex(/^\d{16}$/, 'must be 16 digits') })
  .meta({ id: 'PickupCollect' })
export type PickupCollect = z.infer<typeof PickupCollect>
