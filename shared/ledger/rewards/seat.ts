import { startOfDay } from '../calendar.ts'
import type { GoodsSpec } from './goods.ts'

/** A seat at an event. A member can give it back until the day of the event begins; the shop until they have come. */
export const seat: GoodsSpec<'seat'> = {
  kind: 'seat',
  begins: 'ordered',
  steps: { ordered: ['delivered'] },
  byCard: true,
  endsAt: ({ eventAt }) => eventAt,
  gives: () => ({}),
  stays: ({ eventAt }, { state }, { by, now, zone }) =>
    state === 'delivered'
      ? 'handedOver'
      : by === 'member' && now >= startOfDay(eventAt, zone)
        ? 'eventDay'
        : null,
}
