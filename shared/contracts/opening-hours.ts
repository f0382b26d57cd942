import { z } from 'zod'

/** A day of the week as ISO 8601 counts them: 1 is Monday, 7 is Sunday. */
export const Weekday = z.int().min(1).max(7)

/** A time on the clock of the programme's time zone, `HH:MM`. As an end, `24:00` is the midnight that follows. */
export const ClockTime = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time such as 09:30')

/** When something is open: these weekdays from `opens` up to `closes`. A night is two ranges. */
export const OpeningRange = z
  .strictObject({ days: z.array(Weekday).min(1).max(7), opens: ClockTime, closes: ClockTime })
  // Both are five characters of the same form, so they compare as text.
  .refine(({ opens, closes }) => closes > opens, { path: ['closes'], message: 'must be after opens' })
export type OpeningRange = z.infer<typeof OpeningRange>

/** Whether a clock that shows this weekday and time (`HH:MM`) stands in one of the ranges. */
export const isWithinHours = (hours: readonly OpeningRange[], weekday: number, time: string): boolean =>
  hours.some(({ days, opens, closes }) => days.includes(weekday) && opens <= time && time < closes)

/** All ranges together, in the programme's time zone. None: never open. */
export const OpeningHours = z.array(OpeningRange).max(28)
export type OpeningHours = z.infer<typeof OpeningHours>
