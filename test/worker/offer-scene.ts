/** An offer that is as agreed, under a key of its own: 20 percent off, by a code of the member's. */
export const offerBody = (change: Record<string, unknown> = {}) => ({
  key: `offer-${crypto.randomUUID().slice(0, 8)}`,
  content: { sv: { headline: '20 % på kaffe' } },
  reward: { kind: 'percentOff', percent: 20 },
  schedule: { startsAt: Date.UTC(2026, 0, 1) },
  code: { kind: 'minted', prefix: 'KAFFE' },
  accept: ['endless'],
  ...change,
})
