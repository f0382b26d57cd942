import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY_MS, type Receipt } from '../../shared/contracts/index.ts'
import { fromBase64Url, toBase64Url } from '../../shared/ledger/receipts/base64url.ts'
import { type ChainedEntry, canonicalEntry } from '../../shared/ledger/receipts/canonical.ts'
import { gatherProof, merkleTree, rootOfProof } from '../../shared/ledger/receipts/merkle.ts'
import { fingerprintOf, verifyReceipt } from '../../shared/ledger/receipts/verify.ts'
import { DAY, entry, makeReceipt, sha256, x } from './make-receipt.ts'

const later = async (bytes: Uint8Array) => sha256(bytes)
const hex = (bytes: Uint8Array | null) => Buffer.from(bytes ?? []).toString('hex')

describe('the one text of an entry', () => {
  test('is JSON with sorted keys, its text escaped as RFC 8785 wants', () => {
    const text = canonicalEntry(entry)
    expect(Object.keys(JSON.parse(text))).toEqual(Object.keys(entry).sort())
    expect(JSON.parse(text)).toEqual(entry)
    expect(text).toContain('"note":"ring\u2028two\\n🎁","offerId":null,"operator":"Åsa \\"front desk\\""')
  })

  test('is another for each field that is another, and for no other reason', () => {
    for (const field of Object.keys(entry) as (keyof ChainedEntry)[]) {
      const value = entry[field]
      const other = typeof value === 'number' ? value + 1 : `${value ?? ''}x`
      expect(canonicalEntry({ ...entry, [field]: other } as ChainedEntry), field).not.toBe(
        canonicalEntry(entry),
      )
    }
    const shuffled = Object.fromEntries(Object.entries(entry).reverse()) as unknown as ChainedEntry
    expect(canonicalEntry({ ...shuffled, purchasedAt: 1 } as ChainedEntry)).toBe(canonicalEntry(entry))
  })

  test('refuses what would come back from a database as something else', () => {
    expect(() => canonicalEntry({ ...entry, note: 'half \ud83c' })).toThrow(/note/)
    expect(() => canonicalEntry({ ...entry, amount: 0.5 })).toThrow(/amount/)
    expect(() => canonicalEntry({ ...entry, postedAt: Number.NaN })).toThrow(/postedAt/)
    expect(() => canonicalEntry({ ...entry, ruleKey: undefined } as unknown as ChainedEntry)).toThrow(
      /ruleKey/,
    )
  })
})

test('base64url comes and goes, in one spelling alone', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      const text = toBase64Url(bytes)
      expect(text).toBe(Buffer.from(bytes).toString('base64url'))
      expect(fromBase64Url(text)).toEqual(new Uint8Array(bytes))
    }),
  )
  for (const wrong of ['A', 'AB', 'AA==', 'A+B/', 'Å', ' AAA']) expect(fromBase64Url(wrong)).toBeNull()
})

describe('the tree over a day', () => {
  // The leaves and roots of certificate-transparency's own test (merkletree/merkle_tree_test.cc).
  const LEAVES = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ]
  const ROOTS = [
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ]

  test('has the roots that RFC 6962 gives', () => {
    const tree = merkleTree(sha256)
    expect(() => tree.root()).toThrow(RangeError)
    const roots = LEAVES.map((leaf) => {
      tree.add(Buffer.from(leaf, 'hex'))
      return hex(tree.root())
    })
    expect(roots).toEqual(ROOTS)
  })

  test('proves every leaf at every size, and no other leaf, place or size', async () => {
    for (let size = 1; size <= 33; size += 1) {
      const leaves = Array.from({ length: size }, (_, n) => sha256(Uint8Array.of(n)))
      const tree = merkleTree(sha256)
      for (const leaf of leaves) tree.add(leaf)
      const root = hex(tree.root())
      for (const [index, leaf] of leaves.entries()) {
        const gatherer = gatherProof(sha256, index, size)
        for (const each of leaves) gatherer.add(each)
        const proof = gatherer.proof()
        const reach = async (content: Uint8Array, place: { index: number; size: number }, path = proof) =>
          hex(await rootOfProof(later, content, place, path))
        expect(await reach(leaf, { index, size })).toBe(root)
        expect(await reach(sha256(leaf), { index, size })).not.toBe(root)
        for (let other = 0; other < size; other += 1)
          if (other !== index) expect(await reach(leaf, { index: other, size })).not.toBe(root)
        expect(await reach(leaf, { index, size }, [...proof, leaf])).not.toBe(root)
        expect(await reach(leaf, { index, size }, proof.slice(1))).not.toBe(size === 1 ? '' : root)
        expect(await reach(leaf, { index: size, size })).toBe('')
      }
    }
  })

  test('does not take an inner node for a leaf', () => {
    const [a, b] = [sha256(Uint8Array.of(1)), sha256(Uint8Array.of(2))]
    const two = merkleTree(sha256)
    two.add(a)
    two.add(b)
    const one = merkleTree(sha256)
    one.add(new Uint8Array([...sha256(Uint8Array.of(0, ...a)), ...sha256(Uint8Array.of(0, ...b))]))
    expect(hex(one.root())).not.toBe(hex(two.root()))
  })

  test('tells a proof that saw another number of leaves', () => {
    const gatherer = gatherProof(sha256, 0, 3)
    gatherer.add(Uint8Array.of(1))
    expect(() => gatherer.proof()).toThrow(RangeError)
  })
})

describe('a receipt', () => {
  const broken = async (receipt: Receipt, trusted?: Set<string>) =>
    (await verifyReceipt(receipt, trusted)).filter(({ holds }) => !holds).map(({ check }) => check)

  test('holds, with and without its day, by its own key and by a trusted one', async () => {
    expect(await broken(makeReceipt())).toEqual([])
    expect(await broken(makeReceipt(), new Set([x]))).toEqual([])
    expect(await broken({ ...makeReceipt(), day: null })).toEqual([])
    expect((await verifyReceipt(makeReceipt(), new Set([x]))).length).toBe(9)
  })

  const other = 'B'.repeat(43)
  const cases: [what: string, told: string[], field: string, value: (receipt: Receipt) => unknown][] = [
    ['another amount', ['hash'], 'entry.amount', (r) => r.entry.amount + 1],
    ['another account', ['hash'], 'entry.enrolmentId', (r) => r.entry.id],
    ['another note', ['hash'], 'entry.note', () => null],
    ['another programme', ['hash', 'dayChain'], 'programId', () => 'prg_01K9Z3M8Q4W6E2R5T7Y9A1S3D6'],
    ['another entry before', ['hash'], 'previousHash', () => other],
    ['none before, though not the first', ['hash', 'place'], 'previousHash', () => ''],
    ['another hash', ['hash', 'signature', 'root'], 'hash', () => other],
    ['another signature', ['signature'], 'signature', (r) => r.day?.signature ?? ''],
    ['another name of the key', ['signature'], 'keyId', () => 'other'],
    ['another index', ['root'], 'day.index', () => 2],
    ['another proof', ['root'], 'day.proof', (r) => r.day?.proof.toReversed()],
    ['a shorter proof', ['root'], 'day.proof', (r) => r.day?.proof.slice(1)],
    ['another root', ['root', 'dayChain'], 'day.root', () => other],
    ['more entries in the day', ['root', 'dayChain'], 'day.entries', () => 5],
    ['another day before', ['dayChain'], 'day.previous', () => other],
    ['another chain', ['dayChain', 'daySignature'], 'day.chain', () => other],
    ['another day', ['dayFits', 'dayChain'], 'day.day', (r) => Number(r.day?.day) + 2],
    ["the entry's signature for the day", ['daySignature'], 'day.signature', (r) => r.signature],
  ]
  test.each(cases)('tells %s', async (_, expected, field, value) => {
    const receipt = makeReceipt()
    const [last = '', holder] = field.split('.').reverse()
    const part = holder ? receipt[holder as 'entry' | 'day'] : receipt
    Object.assign(part ?? {}, { [last]: value(receipt) })
    expect(await broken(receipt)).toEqual(expected)
  })

  test.each([
    [-14 * 3_600_000 - 1, true],
    [-14 * 3_600_000, false],
    [36 * 3_600_000 - 1, false],
    [36 * 3_600_000, true],
  ])(
    'posted %i ms after its day began in UTC, it falls outside that day everywhere: %s',
    async (after, isTold) => {
      const receipt = makeReceipt()
      receipt.entry.postedAt = DAY * DAY_MS + after
      expect((await broken(receipt)).includes('dayFits')).toBe(isTold)
    },
  )

  test('signed by a key that is not trusted is told, whatever else holds', async () => {
    expect(await broken(makeReceipt(), new Set([other]))).toEqual(['key', 'dayKey'])
  })

  test('a fingerprint is made for the eye', async () => {
    expect(await fingerprintOf(x)).toMatch(/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/)
  })
})
