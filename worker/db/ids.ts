/** Prefixes say what an id names. */
export type IdKind =
  | 'mer'
  | 'key'
  | 'prg'
  | 'sto'
  | 'mem'
  | 'dev'
  | 'enr'
  | 'seg'
  | 'sev'
  | 'off'
  | 'pur'
  | 'ret'
  | 'lot'
  | 'ent'
  | 'dec'
  | 'clm'
  | 'red'
  | 'imp'
  | 'out'
  | 'trc'
  | 'sub'
  | 'hld'
  | 'trf'
  | 'evt'
  | 'adj'
  | 'rew'
  | 'ord'
  | 'cau'
  | 'don'
  | 'pic'
  | 'plc'
  | 'top'
  | 'chg'
  | 'exp'
  | 'gol'
  | 'hou'

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The first half of an id is its millisecond: ids of one millisecond share it. */
const head = { at: Number.NaN, text: '' }

function headAt(now: number): string {
  if (head.at === now) return head.text
  let text = ''
  for (let left = now, place = 0; place < 10; place += 1, left = Math.floor(left / 32))
    text = CROCKFORD[left % 32] + text
  Object.assign(head, { at: now, text })
  return text
}

/**
 * A new id: the kind, and a ULID (48 bits of time, 80 of chance), so that paging by id is paging by age.
 * Written out here because the library draws its chance a letter at a time: 40 us an id against 2.
 * Source: https://github.com/ulid/spec
 */
export function newId(kind: IdKind): string {
  let text = `${kind}_${headAt(Date.now())}`
  // 256 is a multiple of 32: every letter is as likely as the others.
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) text += CROCKFORD[byte % 32]
  return text
}
