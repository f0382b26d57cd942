import {
  DomainError,
  type FieldIssue,
  isMemberNumber,
  MAX_LIST_UPLOAD,
  type SegmentMembers,
} from '../../shared/contracts/index.ts'
import { databaseOf } from '../db/database.ts'
import { enrolmentsByNumbers, enrolmentsKnown } from '../db/segment-lists.ts'
import type { Env } from '../env.ts'
import type { MerchantAuth } from '../http/app.ts'

/** Mistakes that are told, at most: whoever sent the wrong column need not read ten thousand. */
const MOST_ISSUES = 100

/** One who is named, and where. */
type Named = { name: string; path: string; place: string }

/**
 * The enrolments that an upload names, each once.
 *
 * @throws DomainError invalid_request: somebody is named who is not in the programme; all such places are told
 */
export async function meantByList(
  env: Env,
  { programId, binding }: MerchantAuth,
  { members, text = '' }: SegmentMembers,
): Promise<string[]> {
  const named =
    members?.map((name, at): Named => ({ name, path: `/members/${at}`, place: '' })) ?? namedIn(text)
  // An empty list is said by `members: []`: a text that names nobody is a wrong file.
  if (members === undefined && named.length === 0) throw refusal([{ path: '/text', message: 'names nobody' }])
  if (named.length > MAX_LIST_UPLOAD)
    throw refusal([{ path: '/text', message: `names more than ${MAX_LIST_UPLOAD}: send it in parts` }])
  const numbers = named.flatMap(({ name }) => (isMemberNumber(digitsOf(name)) ? [digitsOf(name)] : []))
  const ids = named.flatMap(({ name }) => (name.startsWith('enr_') ? [name] : []))
  const [byNumber, known] = await Promise.all([
    enrolmentsByNumbers(env.DB, programId, numbers),
    enrolmentsKnown(databaseOf(env, binding), programId, ids),
  ])
  const meant = new Set<string>()
  const issues: FieldIssue[] = []
  for (const { name, path, place } of named) {
    const number = digitsOf(name)
    const id = known.has(name) ? name : byNumber.get(number)
    if (id !== undefined) meant.add(id)
    else if (issues.length < MOST_ISSUES) issues.push({ path, message: place + whyNobody(name, number) })
  }
  if (issues.length > 0) throw refusal(issues)
  return [...meant]
}

/** A number is often written in groups of four. */
const digitsOf = (name: string): string => name.replace(/[ -]/g, '')

const whyNobody = (name: string, number: string): string =>
  name.startsWith('enr_')
    ? 'is no enrolment of this programme'
    : isMemberNumber(number)
      ? 'is no member of this programme'
      : 'is no member number: perhaps a digit is mistyped'

const refusal = (issues: FieldIssue[]): DomainError =>
  new DomainError('invalid_request', `${issues[0]?.path}: ${issues[0]?.message}`, { issues })

/** The first cells of the lines of a text. A first line without a digit is a heading. */
function namedIn(text: string): Named[] {
  return text.split(/\r?\n/).flatMap((line, at): Named[] => {
    const [cell = ''] = line.replace(/^\uFEFF/, '').split(/[,;\t]/)
    const name = cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim()
    if (name === '' || (at === 0 && !/\d/.test(name))) return []
    return [{ name, path: '/text', place: `line ${at + 1} ` }]
  })
}
