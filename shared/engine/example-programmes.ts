/** A programme fitted as CDNOW's members were. Source: Fader, Hardie and Lee (2005); amounts in its own currency. */
export const lifetime = {
  r: 0.243,
  alpha: 4.414,
  a: 0.793,
  b: 2.426,
  p: 6.25,
  q: 3.74,
  gamma: 15.44,
  fittedAt: 0,
  members: 2357,
  logLikelihood: -9582,
}

/** The published example: x = 2, t_x = 30.43 and T = 38.86 weeks. */
export const purchases = [38.86, 20, 38.86 - 30.43].map((weeksAgo) => ({
  daysAgo: weeksAgo * 7,
  amountMinor: 3_000,
}))

/** A programme whose members stand in fifths by these cuts. */
export const programme = {
  rfm: {
    recencyDays: [7, 30, 90, 365],
    purchases: [1, 2, 5, 10],
    spendMinor: [1_000, 5_000, 10_000, 50_000],
    members: 100,
    cutAt: 0,
  },
}
