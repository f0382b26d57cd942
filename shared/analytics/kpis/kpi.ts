import type { ArmSums, KpiDefinition, KpiValue } from '../../contracts/index.ts'

/**
 * What figures are worked out from: sums over one programme and one period [from, to), in the programme's currency. Each field
 * is one grouped query, and names the figures that read it. A purchase that has come back as a whole is none.
 */
export type KpiInputs = {
  /** One row over enrolments. Read by retention, repeatPurchaseRate, purchaseFrequency, participation. */
  members: {
    /** Enrolled before the period's end and not erased by then. */
    enrolled: number
    /** Of them: bought, earned, or spent points in the period. */
    active: number
    /** Bought in the period; and of them, at least twice. */
    bought: number
    boughtTwice: number
    /** Bought in as long a period right before; and of them, in this one too. */
    boughtBefore: number
    stayed: number
  }
  /** One row over members' purchases made in the period. Read by averageOrderValue, purchaseFrequency. */
  purchases: {
    count: number
    /** After discounts and refunds, whenever these came. */
    spendMinor: number
  }
  /** One row over lots and entries, all of them up to the period's end. Read by redemptionRate, pointsLiability, breakage. */
  points: {
    /** Ever become spendable, less what returns took back. */
    issued: number
    redeemed: number
    expired: number
    /** Not yet spent or expired, those that are pending among them. */
    outstanding: number
    /** Issued in lots that have ended, and expired in them. */
    endedIssued: number
    endedExpired: number
    /** Of the programme; `null`: it does not say. */
    pointValueCentiMinor: number | null
  }
  /** A row an offer that has a code and a holdout. Read by codeEffectiveness, costPerIncrementalOrder. */
  codes: CodeRow[]
  /**
   * One row over members, by `lifetimeValueMinor` for a year ahead; `null`: nothing has been fitted; `otherMerchants`: it has, but
   * to more than the merchant's own sales. Read by lifetimeValue.
   */
  lifetime: { members: number; valueMinor: number } | 'otherMerchants' | null
  /** Answers in the period by score, 0 to 10: eleven counts. Read by netPromoterScore. */
  answers: number[]
}

/** What an offer with a code did beside its holdout. */
export type CodeRow = {
  /** `y` of the sums: a member's purchases in the period since they could first have seen the offer. */
  treated: ArmSums
  holdout: ArmSums
  /** Of those purchases, made with the code. */
  redemptions: number
  /** Discounts, and what was given with them. */
  costMinor: number
}

/** A figure as it was worked out: what is left out is `null`. */
export type KpiAnswer = Partial<Pick<KpiValue, 'why' | 'interval' | 'estimate'>> & Pick<KpiValue, 'value'>

/** A figure that a programme is run by. A new one is a file in `kpis/`, a line in its index, and its key in `KpiKey`. */
export type Kpi<Needs extends keyof KpiInputs = keyof KpiInputs> = KpiDefinition & {
  /** What `compute` reads. */
  needs: readonly Needs[]
  compute(inputs: Pick<KpiInputs, Needs>): KpiAnswer
}

/** A golden case of a figure, held by one table test. */
export type KpiExample<Needs extends keyof KpiInputs = keyof KpiInputs> = {
  title: string
  inputs: Pick<KpiInputs, Needs>
  expected: KpiAnswer
}

/** A part of a whole; where the whole is nothing there is none. */
export const shareOf = (part: number, whole: number): KpiAnswer =>
  whole > 0 ? { value: part / whole } : { value: null, why: 'nothingYet' }

/** Members of whom nothing is known but how many there are. For examples. */
export const NO_MEMBERS: KpiInputs['members'] = {
  enrolled: 0,
  active: 0,
  bought: 0,
  boughtTwice: 0,
  boughtBefore: 0,
  stayed: 0,
}

/** A programme that has given no point yet. For examples. */
export const NO_POINTS: KpiInputs['points'] = {
  issued: 0,
  redeemed: 0,
  expired: 0,
  outstanding: 0,
  endedIssued: 0,
  endedExpired: 0,
  pointValueCentiMinor: null,
}
