import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EXAMPLES } from '../../shared/contracts/examples.ts'
import {
  ImportCreate,
  type ImportHeader,
  type ImportSettings,
  withCheckDigit,
} from '../../shared/contracts/index.ts'
import { type CsvStretch, type Place, type RowGroup, readPurchases } from '../../worker/orders/csv.ts'

const STORE = 'sto_01JZZZZZZZZZZZZZZZZZZZZZZZ'
const settings: ImportSettings = {
  storeId: STORE,
  currency: 'SEK',
  timeZone: 'Europe/Stockholm',
  mapping: {
    externalRef: 'order',
    purchasedAt: 'time',
    sku: 'sku',
    quantity: 'qty',
    amount: 'amount',
    name: 'name',
    memberNumber: 'member',
  },
}
const MEMBER = withCheckDigit('704312345678901')
const HEADER = 'order,time,sku,qty,amount,name,member'
const row = (order: string, more: { time?: string; qty?: string; amount?: string; name?: string } = {}) =>
  `${order},${more.time ?? '2026-01-05T10:00:00'},K-1,${more.qty ?? '1'},${more.amount ?? '79.00'},${more.name ?? 'Kaffe'},`
const file = (...rows: string[]) => new TextEncoder().encode(`${[HEADER, ...rows].join('\n')}\n`)

/** A stretch of a file, in pieces of the given size. */
async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

interface Outcome {
  groups: RowGroup[]
  requests: number
  end: Place
}

/** Sends a file in requests of given lengths, as a client would: each begins where the one before had come to. */
async function send(
  bytes: Uint8Array,
  lengths: number[] = [],
  pieceBytes = 4096,
  using = settings,
): Promise<Outcome> {
  let [from, header]: [Place, ImportHeader | null] = [{ offsetBytes: 0, line: 1 }, null]
  const groups: RowGroup[] = []
  let requests = 0
  for (let extra = 0; from.offsetBytes < bytes.length; requests += 1) {
    const length = (lengths[requests % lengths.length] ?? bytes.length) + extra
    const to = Math.min(bytes.length, from.offsetBytes + length)
    const source = pieces(bytes.subarray(from.offsetBytes, to), pieceBytes)
    const before = from.offsetBytes
    const stretch: CsvStretch = { settings: using, from, header, isEnd: () => to === bytes.length }
    for await (const next of readPurchases(source, stretch)) {
      groups.push(next.group)
      ;[header, from] = [next.header, next.group.end]
    }
    // A request shorter than a purchase moves nothing: the next must be longer.
    extra = from.offsetBytes === before ? extra + length : 0
  }
  return { groups, requests, end: from }
}

const told = ({ groups }: Outcome) => ({
  purchases: groups.flatMap(({ purchase }) => purchase ?? []),
  refusals: groups.flatMap(({ refusals }) => refusals),
})
const sent = async (bytes: Uint8Array, using = settings) => told(await send(bytes, [], 4096, using))

test('rows that stand together under one reference are one purchase, and its total is their sum', async () => {
  const { purchases, refusals } = await sent(file(row('A'), row('A', { amount: '0.5' }), row('B')))
  expect(refusals).toEqual([])
  expect(purchases.map((p) => [p.externalRef, p.totalMinor, p.lines.length])).toEqual([
    ['A', 7950, 2],
    ['B', 7900, 1],
  ])
  expect(purchases[0]).toMatchObject({
    storeId: STORE,
    currency: 'SEK',
    purchasedAt: Date.UTC(2026, 0, 5, 9),
  })
})

test('however a file is cut, into requests and pieces, the same purchases and refusals come out', async () => {
  const rows = fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('A', 'B', 'C', 'D').map((ref) => row(ref)) },
      fc.constantFrom(
        row('A', { name: '"Kaffe, ""mörk""\nrostad 🙂"' }),
        row('B', { name: '"rad\r\nbrytning"' }),
        row('C', { name: `"en rad i citat\n${row('D')}\nslut"` }),
        row('C', { qty: '0' }),
        row('D', { name: 'en "öppen', amount: '-1' }),
        row('E', { name: '"aldrig stängd' }),
        'för,få',
        '',
        ',,,,,,',
        row('F', { name: 'x'.repeat(300) }),
      ),
    ),
    { maxLength: 40 },
  )
  await fc.assert(
    fc.asyncProperty(
      rows,
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      fc.boolean(),
      fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 97 }),
      async (lines, lineBreak, withMark, ended, lengths, pieceBytes) => {
        const text = `${withMark ? '\ufeff' : ''}${[HEADER, ...lines].join(lineBreak)}${ended ? lineBreak : ''}`
        const bytes = new TextEncoder().encode(text)
        const whole = await send(bytes)
        const cut = await send(bytes, lengths, pieceBytes)
        expect(told(cut)).toEqual(told(whole))
        expect(cut.end).toEqual(whole.end)
        expect(whole.end.offsetBytes).toBe(bytes.length)
      },
    ),
    { numRuns: 300 },
  )
})

test('every place to cut a file at, once', async () => {
  const bytes = file(
    row('A', { name: '"mörk, ""rost""\nKaffe"' }),
    row('A'),
    '',
    row('B', { name: 'ö🙂' }),
    row('C', { name: `"ett citat:\n${row('D')}\n${row('E')}\nslut"` }),
    row('F'),
    row('F'),
  )
  const whole = told(await send(bytes))
  expect(whole.purchases.map((purchase) => purchase.externalRef)).toEqual(['A', 'B', 'C', 'F'])
  expect(whole.refusals).toEqual([])
  for (let at = 1; at < bytes.length; at += 1) {
    expect(told(await send(bytes, [at, bytes.length], 7)), `cut at ${at}`).toEqual(whole)
  }
})

test('a file of many blocks loses and mangles no row between them', async () => {
  const refs = Array.from({ length: 5_000 }, (_, index) => `R-${index}`)
  for (const pad of [0, 1, 2, 3]) {
    const rows = refs.map((ref) => row(ref, { name: '"mörk, ☕\n🙂"', amount: ref.slice(2) }))
    const { purchases, refusals } = await sent(file(row('first', { name: 'x'.repeat(pad) }), ...rows))
    expect(refusals).toEqual([])
    expect(purchases.slice(1).map((p) => [p.externalRef, p.totalMinor, p.lines[0]?.name])).toEqual(
      refs.map((ref, index) => [ref, index * 100, 'mörk, ☕\n🙂']),
    )
  }
})

describe('dialects', () => {
  test.each([
    ['semicolons and decimal commas', ';', '79,50', 7950],
    ['tabs and a decimal comma', '\t', '79,5', 7950],
    ['commas', ',', '79.5', 7950],
  ])('%s', async (_, delimiter, amount, expected) => {
    const text = `\ufeff${file(row('A', { amount: 'AMOUNT' })).reduce((all, byte) => all + String.fromCharCode(byte), '')}`
    const bytes = new TextEncoder().encode(text.replaceAll(',', delimiter).replace('AMOUNT', amount))
    const { purchases, refusals } = await sent(bytes)
    expect(refusals).toEqual([])
    expect(purchases[0]?.totalMinor).toBe(expected)
  })

  test('CRLF, a byte order mark, and no line break at the end', async () => {
    const bytes = new TextEncoder().encode(`\ufeff${HEADER}\r\n${row('A')}\r\n${row('B')}`)
    const { purchases, refusals } = await sent(bytes)
    expect(refusals).toEqual([])
    expect(purchases).toHaveLength(2)
  })

  test('the header may name columns in any order, quoted, and more than are mapped', async () => {
    const text = `extra,"amount",qty,sku,time,order,name,member\nx,5.00,2,S,2026-01-01,A,"N, n",${MEMBER}\n`
    const { purchases } = await sent(new TextEncoder().encode(text))
    expect(purchases[0]).toMatchObject({
      lines: [{ sku: 'S', name: 'N, n', quantity: 2, amountMinor: 500 }],
      buyer: { memberNumber: MEMBER },
    })
  })

  test.each([
    ['a mapped column is missing', 'order,time,sku,qty,name,member\n', '/mapping/amount'],
    ['a mapped column is there twice', `${HEADER},amount\n`, '/mapping/amount'],
  ])('%s: the header is refused', async (_, text, path) => {
    await expect(sent(new TextEncoder().encode(text))).rejects.toMatchObject({
      code: 'invalid_request',
      extra: { issues: [{ path }] },
    })
  })
})

describe('refused lines', () => {
  test.each([
    ['a negative amount', row('A', { amount: '-5.00' }), 'amount', /negative/],
    ['too many decimals', row('A', { amount: '5.001' }), 'amount', /more than 2 decimals/],
    ['a decimal comma among commas', row('A', { amount: '"5,00"' }), 'amount', /decimal number/],
    ['an amount beyond all bounds', row('A', { amount: '99999999999999' }), 'amount', /more than/],
    ['no amount', row('A', { amount: '' }), 'amount', /decimal number/],
    ['a quantity of none', row('A', { qty: '0' }), 'qty', /above 0/],
    ['more than a million things', row('A', { qty: '1000001' }), 'qty', /is more than 1000000/],
    ['half a thing', row('A', { qty: '1.5' }), 'qty', /whole number/],
    ['30 February', row('A', { time: '2026-02-30' }), 'time', /must be a time/],
    ['a time of long ago', row('A', { time: '1889-01-01' }), 'time', /between 1990 and 2100/],
    ['no reference', row(''), 'order', /is empty/],
    ['a reference too long', row('A'.repeat(121)), 'order', /longer than 120 characters/],
    ['a name too long', row('A', { name: 'x'.repeat(201) }), 'name', /longer than 200 characters/],
    ['a voided line', row('A', { qty: '0', amount: '0.00' }), 'qty', /above 0/],
    ['too few fields', 'A,2026-01-01', null, /2 fields where the header has 7/],
    ['too many fields', `${row('A')},x`, null, /8 fields where the header has 7/],
    ['a quote that is never closed', row('A', { name: '"Kaffe' }), null, /quote/],
  ])('%s', async (_, bad, column, reason) => {
    const { purchases, refusals } = await sent(file(row('first'), bad, row('last')))
    expect(refusals).toEqual([
      { line: 3, column, reason: expect.stringMatching(reason), content: bad.slice(0, 200) },
    ])
    expect(purchases.map((purchase) => purchase.externalRef)).toEqual(['first', 'last'])
  })

  test('bytes that are no UTF-8 refuse their line, and the rest is read', async () => {
    const latin1 = Uint8Array.from(
      new TextDecoder().decode(file(row('A'), row('A', { name: 'mörk' }), row('B'))),
      (c) => c.charCodeAt(0),
    )
    const { purchases, refusals } = await sent(latin1)
    expect(refusals).toMatchObject([{ line: 2 }, { line: 3, column: 'name', reason: 'is not UTF-8' }])
    expect(purchases.map((purchase) => purchase.externalRef)).toEqual(['B'])
  })

  const OTHER = 'another line of this purchase was refused'

  test('a purchase with a refused line is refused whole, each of its lines with a reason', async () => {
    const bytes = file(row('A'), row('A', { qty: 'x' }), row('A', { amount: '1.00' }), row('B'))
    const { purchases, refusals } = await sent(bytes)
    expect(purchases.map((purchase) => purchase.externalRef)).toEqual(['B'])
    expect(refusals).toMatchObject([
      { line: 2, column: null, reason: OTHER },
      { line: 3, column: 'qty' },
      { line: 4, column: null, reason: OTHER },
    ])
  })

  test.each([
    ['lies within it', [row('A'), 'A,cut short', row('A'), row('B')], ['B']],
    ['ends it', [row('A'), 'A,cut short', row('B')], ['B']],
    ['begins it', [row('B'), 'A,cut short', row('A')], ['B']],
    ['begins it with an open quote', [row('B'), 'A,"cut short', row('A')], ['B']],
    ['begins the file', ['A,cut short', row('A'), row('B')], ['B']],
    ['is nobody’s', [row('A'), 'cut short', row('B')], ['A', 'B']],
  ])('a line that cannot be read refuses the purchase it names: it %s', async (_, lines, taken) => {
    const bytes = file(...lines)
    const whole = await sent(bytes)
    expect(whole.purchases.map((purchase) => purchase.externalRef)).toEqual(taken)
    for (let at = 1; at < bytes.length; at += 1)
      expect(told(await send(bytes, [at, bytes.length], 7)), `cut at ${at}`).toEqual(whole)
  })

  test('a line of quantity 0 and amount 0 is no sale: reported, and its purchase is taken without it', async () => {
    const voided = row('A', { qty: '0', amount: '0.00' })
    const { purchases, refusals } = await sent(file(row('A'), voided, row('A', { amount: '1.00' })))
    expect(purchases).toMatchObject([{ externalRef: 'A', totalMinor: 8000, lines: [{}, {}] }])
    expect(refusals).toMatchObject([{ line: 3, column: 'qty' }])
    const paid = await sent(file(row('A'), row('A', { qty: '0', amount: '5.00' })))
    expect(paid.purchases).toEqual([])
  })

  test('a line that contradicts the first of its purchase is refused, and its purchase', async () => {
    const { purchases, refusals } = await sent(file(row('A'), row('A', { time: '2026-01-06' })))
    expect(purchases).toEqual([])
    expect(refusals).toMatchObject([
      { line: 2, reason: OTHER },
      { line: 3, column: 'time' },
    ])
  })

  test('a member number with a digit mistyped is refused with its column', async () => {
    const wrong = MEMBER.replace('704312', '704313')
    for (const [number, reason] of [
      [wrong, /a digit is wrong/],
      ['12', /16 digits/],
    ] as const) {
      const { purchases, refusals } = await sent(file(row('A') + number))
      expect(purchases).toEqual([])
      expect(refusals).toMatchObject([{ line: 2, column: 'member', reason: expect.stringMatching(reason) }])
    }
  })

  test('the report holds no member number and no e-mail hash, whatever is amiss with the line', async () => {
    const hash = 'e'.repeat(64)
    const using = { ...settings, mapping: { ...settings.mapping, emailHash: 'mail' } }
    const bad = (fields: string) => `${fields},"Kaffe, mörk",${MEMBER},${hash}`
    const bytes = new TextEncoder().encode(
      [
        `${HEADER},mail`,
        bad('A,2026-01-05,K-1,0,79.00'),
        bad('B,2026-01-05,K-1,1,79.00,one too many'),
        bad('C,2026-01-05,"K-1,1,79.00'),
        `D,2026-01-05,K-1,x,79.00,Kaffe,${MEMBER.replace(/(....)/g, '$1 ')},`,
        '',
      ].join('\n'),
    )
    const { refusals } = await sent(bytes, using)
    expect(refusals.map((refusal) => refusal.line)).toEqual([2, 3, 4, 5])
    expect(refusals[0]?.content).toBe('A,2026-01-05,K-1,0,79.00,"Kaffe, mörk",,')
    const report = JSON.stringify(refusals)
    for (const secret of [MEMBER, MEMBER.slice(4, 8), hash.slice(0, 32)]) expect(report).not.toContain(secret)
  })

  test('lines are counted as an editor counts them, past quoted line breaks and empty lines', async () => {
    const { refusals } = await sent(file(row('A', { name: '"två\nrader"' }), '', row('B', { qty: '0' })))
    expect(refusals).toMatchObject([{ line: 5 }])
  })

  test('an open quote takes no other line with it, though a later one closes it', async () => {
    const lines = [row('A', { name: '"öppen' }), row('B'), row('C', { name: '"hel, och ren"' }), row('D')]
    const { purchases, refusals } = await sent(file(...lines))
    expect(refusals).toMatchObject([{ line: 2, reason: 'opens a quote that is not closed' }])
    expect(purchases.map((purchase) => purchase.externalRef)).toEqual(['B', 'C', 'D'])
  })

  test('a row longer than 64 KiB is refused without being held, and the next is read', async () => {
    const long = row('A', { name: 'x'.repeat(3_000_000) })
    const bytes = file(long, row('B'))
    const { purchases, refusals } = await sent(bytes)
    expect(refusals).toMatchObject([{ line: 2, reason: 'is longer than 65536 bytes' }])
    expect(purchases).toMatchObject([{ externalRef: 'B' }])
    expect(told(await send(bytes, [3_500_000, 100], 1000))).toEqual({ purchases, refusals })
  })

  test('a purchase of more than 500 lines is refused, all of it, wherever its file is cut', async () => {
    const lines = Array.from({ length: 501 }, () => row('A'))
    const bytes = file(row('first'), ...lines, row('last'))
    const whole = await sent(bytes)
    expect(whole.purchases.map((purchase) => purchase.externalRef)).toEqual(['first', 'last'])
    expect(whole.refusals).toHaveLength(501)
    expect(new Set(whole.refusals.map(({ reason }) => reason)).size).toBe(1)
    expect(told(await send(bytes, [20_000, 4_000]))).toEqual(whole)
    const fits = await sent(file(...lines.slice(1)))
    expect(fits.purchases.map((purchase) => purchase.lines.length)).toEqual([500])
  })
})

test('the file that the documents show is read whole, as the import that they show says', async () => {
  const { fileName: _, sizeBytes, ...using } = ImportCreate.parse(EXAMPLES.ImportCreate)
  const bytes = new TextEncoder().encode(String(EXAMPLES.ImportFile))
  expect(bytes.length).toBe(sizeBytes)
  const { purchases, refusals } = await sent(bytes, using)
  expect(refusals).toEqual([])
  expect(purchases).toHaveLength(2)
})

test('a file of nothing but stray quotes is read a stretch at a time, and to its end', async () => {
  const bytes = file(...Array.from({ length: 2_500 }, () => '"x'))
  const outcome = await send(bytes)
  expect(outcome.requests).toBeGreaterThan(1)
  expect(told(outcome).refusals).toHaveLength(2_500)
})
