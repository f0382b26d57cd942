import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeReceipt } from '../ledger/make-receipt.ts'
import { runScript } from './run-script.ts'

const folder = mkdtempSync(join(tmpdir(), 'receipt-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function written(name: string, content: unknown): string {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
  return name
}
const verify = (...args: string[]) => runScript('verify-receipt', args, folder)

test('a receipt that holds is told in words, and ends with 0', async () => {
  const receipt = makeReceipt()
  const { code, stdout } = await verify(written('receipt.json', receipt))
  expect(stdout).toContain('Entry 2 in an account of points')
  expect(stdout).toContain('25 points, changed by hand, on 23 November 2026')
  expect(stdout).toContain('by Åsa "front desk"')
  expect(stdout).toContain('It is one of that day’s 3 entries')
  expect(stdout).toContain('That day is the first of the chain')
  expect(stdout).toContain('The key is the receipt’s own')
  expect(stdout).toMatch(/test {2}([0-9a-f]{4} ){15}[0-9a-f]{4}/)
  expect(code).toBe(0)
})

test('one that a stranger made and signed is never called sound, and is refused against the published key', async () => {
  const published = JSON.stringify(generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }))
  const forged = written('forged.json', makeReceipt())
  const unknown = await verify(forged)
  const open = 'It fits together. Whose key signed it was not looked at'
  const lines = unknown.stdout.trim().split('\n')
  expect(lines[0]).toContain(open)
  expect(lines.at(-1)).toContain(open)
  expect(unknown.stdout).not.toContain('holds')
  expect(unknown.code).toBe(0)
  const known = await verify(forged, '--key', published)
  expect(known.stdout).toContain('The receipt does not hold')
  expect(known.stdout).not.toContain('fits together')
  expect(known.code).toBe(1)
})

test('a list of receipts is told one by one, and one that does not hold spoils the end', async () => {
  const receipt = makeReceipt()
  const whole = await verify(written('list.json', [receipt, { ...receipt, day: null }]))
  expect(whole.stdout.match(/Entry 2 in an account of points/g)).toHaveLength(2)
  expect(whole.stdout).toContain('2 receipts, each as told above')
  expect(whole.code).toBe(0)
  const changed = { ...receipt, entry: { ...receipt.entry, amount: receipt.entry.amount + 1 } }
  const spoilt = await verify(written('list.json', [receipt, changed]))
  expect(spoilt.stdout).toContain('not all of which hold')
  expect(spoilt.code).toBe(1)
  expect((await verify(written('list.json', []))).code).toBe(2)
})

test('one whose day is not published yet holds as far as it goes, and says so', async () => {
  const { code, stdout } = await verify(written('today.json', { ...makeReceipt(), day: null }))
  expect(stdout).toContain('was not published yet')
  expect(code).toBe(0)
})

test('the published key is taken as text or file, alone or in its set; then nothing is left to compare', async () => {
  const receipt = makeReceipt()
  const file = written('receipt.json', receipt)
  const key = JSON.stringify(receipt.publicKey)
  const { kty, crv, x } = receipt.publicKey
  const keys = [
    key,
    JSON.stringify({ kty, crv, x }),
    written('key.json', key),
    written('keys.json', { keys: [{ ...receipt.publicKey, x: 'A'.repeat(43) }, receipt.publicKey] }),
  ]
  for (const given of keys) {
    const { code, stdout } = await verify(file, '--key', given)
    expect(stdout).toContain('That key is one of those you gave')
    expect(stdout).not.toContain('the receipt’s own')
    expect(stdout.trim().endsWith('All of it holds.')).toBe(true)
    expect(code, given).toBe(0)
  }
})

test('another key than the published one is told, though the receipt is sound in itself', async () => {
  const receipt = makeReceipt()
  const other = JSON.stringify({ ...receipt.publicKey, x: 'A'.repeat(43) })
  const { code, stdout } = await verify(written('receipt.json', receipt), '--key', other)
  expect(stdout).toContain('✗ Not so: That key is one of those you gave')
  expect(stdout).toContain('The receipt does not hold: 2 of 9 proofs failed.')
  expect(code).toBe(1)
})

test('a receipt that somebody has been at ends with 1, and says what is not so', async () => {
  const { entry, ...receipt } = makeReceipt()
  for (const change of [{ amount: 2500 }, { note: 'half a character \ud83c' }]) {
    const file = written('changed.json', { ...receipt, entry: { ...entry, ...change } })
    const { code, stdout } = await verify(file)
    expect(stdout).toContain('✗ Not so: Nothing in the entry has been changed')
    expect(stdout).not.toContain('All of it holds')
    expect(code).toBe(1)
  }
})

test.each([
  ['no file', () => ['nowhere.json'], /nowhere.json can't be read/],
  ['no JSON', () => [written('letter.json', 'Dear Sir')], /letter.json is no receipt/],
  ['another document', () => [written('other.json', { version: 1 })], /other.json is no receipt: \/\w+/],
  [
    'half a hash',
    () => [written('half.json', { ...makeReceipt(), hash: 'abc' })],
    /\/hash must be a SHA-256/,
  ],
  [
    'no key',
    () => [written('receipt.json', makeReceipt()), '--key', '{"kty":"RSA"}'],
    /--key needs an Ed25519/,
  ],
  [
    'a key that is not there',
    () => [written('receipt.json', makeReceipt()), '--key', 'none.json'],
    /no file none.json/,
  ],
  ['nothing', () => [], /Usage/],
  ['an option nobody knows', () => ['--kay', 'x'], /--kay/],
])('%s is told in words, and ends with 2', async (_, args, words) => {
  const { code, stdout, stderr } = await verify(...args())
  expect(stdout + stderr).toMatch(words)
  expect(stderr).not.toContain('    at ')
  expect(code).toBe(2)
})
