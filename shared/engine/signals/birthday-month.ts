import { localTime } from '../local-time.ts'
import { reason } from '../reasons.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { NoArgs } from './args.ts'

/** 1: it is the member's birthday month where the programme is at home; 0: not. `null`: they have not said. */
export const birthdayMonth: Signal<Record<never, never>> = {
  name: 'birthdayMonth',
  unit: '1 or 0',
  definition: "1 in the member's birthday month, else 0, for those who have told it.",
  valueType: 'number',
  range: { least: 0, most: 1, whole: true },
  args: NoArgs,
  compute({ member, timeZone, now }) {
    const month = member?.birthMonth ?? null
    return month === null ? null : Number(month === localTime(timeZone, now).month)
  },
  explain: (value) => (value === 1 ? reason('birthdayMonth', {}) : null),
}

export const examples: SignalExample[] = [
  { title: 'not read cannot say', expected: null },
  { title: 'not said cannot say', member: { birthMonth: null }, expected: null },
  { title: 'in June', member: { birthMonth: 6 }, expected: 1 },
  { title: 'not in June', member: { birthMonth: 7 }, expected: 0 },
  {
    title: 'July has begun in Stockholm',
    member: { birthMonth: 7 },
    timeZone: 'Europe/Stockholm',
    now: Date.UTC(2026, 5, 30, 22),
    expected: 1,
  },
]
