import { z } from 'zod'
import { FullBalance } from './ledger.ts'
import { MemberPlan } from './plan.ts'
import { Currency, Id, Instant, TimeZone } from './primitives.ts'
import { Entitlements, TierStanding } from './tier.ts'
import { Unit } from './unit.ts'

/** All that a member has in one programme, right at the instant of asking: as if the day's work had been done. */
export const Membership = z
  .strictObject({
    programId: Id,
    programName: z.string(),
    currency: Currency,
    timeZone: TimeZone,
    enrolledAt: Instant,
    /** One for each unit that the programme keeps, points first. */
    balances: z.array(FullBalance),
    /** `null`: the programme has no ladder. */
    tier: TierStanding.nullable(),
    plans: z.array(MemberPlan),
    /** What tier and plans give together. */
    entitlements: Entitlements,
    /** What may be handed on to another member, and how much of it is left today; `null`: nothing. */
    transfers: z.strictObject({ unit: Unit, perDay: z.int(), leftToday: z.int().min(0) }).nullable(),
    /** 1 to 12 where the member has said it; a rule of the programme asks for it where `asksBirthMonth`. */
    birthMonth: z.int().min(1).max(12).nullable(),
    asksBirthMonth: z.boolean(),
    /** The merchant's own name for those whose use of offers it counts together; left out: the member is in none. */
    household: z.string().optional(),
  })
  .meta({ id: 'Membership' })
export type Membership = z.infer<typeof Membership>
