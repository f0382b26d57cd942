import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { type EntryDraft, headKey, sealEntries } from '../../worker/books/seal.ts'

const draft = (n: number, more: Partial<EntryDraft> = {}): EntryDraft => ({
  id: `ent_${String(n).padStart(26, '0')}`,
  programId: `prg_${'0'.repeat(26)}`,
  enrolmentId: `enr_${'0'.repeat(26)}`,
  unit: 'points',
  reason: 'earn',
  fromAccount: 'issued',
  toAccount: 'available',
  amount: n,
  lotId: null,
  reference: `earn:${n}`,
  postedAt: 1_790_000_000_000,
  ...more,
})

test('timing', async () => {
  const many = Array.from({ length: 200 }, (_, n) => draft(n + 1))
  await sealEntries(env, new Map(), many)
  for (let i = 0; i < 3; i++) {
    const t = performance.now()
    for (let k = 0; k < 20; k++) await sealEntries(env, new Map(), many)
    console.log('us per entry', ((performance.now() - t) * 1000) / 20 / 200)
  }
  expect(headKey('a', 'b')).toBe('a b')
})
