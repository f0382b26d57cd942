import { MemberExportPage } from '../../shared/contracts/index.ts'
import type { DataFile, ExportProgress } from '../facts.ts'
import type { Api, Failure, Reply } from './api.ts'
import type { Items } from './items.ts'
import { type Members, modified } from './member.ts'
import { STORED } from './stored.ts'

/** How often one page is asked for again after a failure that may pass. */
const MOST_TRIES = 3

/**
 * Between tries where the worker names no time, and the longest sleep at a stretch: a browser ends a background that has
 * done nothing for half a minute. Milliseconds.
 */
const WAIT_MS = 1_000
const STRETCH_MS = 10_000

/** Longest that a worker's word to wait is followed before the member is told. Milliseconds. */
const LONGEST_WAIT_MS = 90_000

/** Failures of one page that do not end the export at once. */
const PASSING: Failure['code'][] = ['timeout', 'internal', 'busy', 'rate_limited']

interface Parts {
  api: Api
  items: Items
  members: Members
  now: () => number
  sleep: (ms: number) => Promise<void>
}

/** What of this device is not in the file, and why. */
const LEFT_OUT = [
  'deviceSecret, accessToken and what proves a decision: whoever holds them could act as the member',
  'a code that fetches a card, while its answer is waited for',
  'the public list of partners',
]

/** For `JSON.stringify`: leaves out what proves something to the worker. */
function withoutSecrets(key: string, value: unknown): unknown {
  if (['deviceSecret', 'accessToken', 'token'].includes(key) || key.startsWith('pair ')) return undefined
  return key === 'decision' && typeof value === 'string' ? undefined : value
}

type Sections = MemberExportPage['sections']

/** Adds a page's rows behind those of the pages before it. */
function join(sections: Sections, page: Sections): void {
  for (const [name, rows] of Object.entries(page)) sections[name] = [...(sections[name] ?? []), ...rows]
}

/** All that is held of the member, here and at the worker, as one file. */
export function createExport({ api, items, members, now, sleep }: Parts) {
  async function wait(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= STRETCH_MS) {
      await sleep(Math.min(left, STRETCH_MS))
      // Asking the browser for something shows it that we are awake.
      await items.clock.read()
    }
  }

  async function pageAt(cursor: string | null): Promise<Reply<MemberExportPage>> {
    for (let tries = 1; ; tries += 1) {
      const reply = await members.withSession(undefined, ({ accessToken }) =>
        api({
          kind: 'export',
          method: 'GET',
          path: `/v1/members/me/export${cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`}`,
          schema: MemberExportPage,
          accessToken,
        }).then(modified),
      )
      if (reply.ok || !PASSING.includes(reply.code) || tries === MOST_TRIES) return reply
      const ms = reply.retryAfterMs ?? WAIT_MS
      if (ms > LONGEST_WAIT_MS) return reply
      await wait(ms)
    }
  }

  /** What this device keeps, each thing under the name it is told of by in the settings. */
  async function onDevice() {
    const kept = Object.fromEntries(
      await Promise.all(
        Object.entries(STORED).map(async ([what, names]) => [
          what,
          Object.fromEntries(await Promise.all(names.map(async (name) => [name, await items[name].read()]))),
        ]),
      ),
    )
    const card = await items.card.read()
    const { partners: list, partnersMet, ...buckets } = kept.partners
    // Whose details were fetched tells where the member has been; what they say tells nothing of them.
    const names = Object.entries(buckets).map(([name, all]) => [name, Object.keys(all as object)])
    const partners = { partners: list?.fetchedAt ?? null, partnersMet, ...Object.fromEntries(names) }
    const device = {
      leftOut: LEFT_OUT,
      member: card?.member ?? null,
      deviceId: card?.deviceId ?? null,
      kept: { ...kept, partners },
    }
    return JSON.parse(JSON.stringify(device, withoutSecrets))
  }

  /** Collects everything; `tell` hears after each page how far it has come. */
  return async function exportData(tell: (progress: ExportProgress) => void): Promise<Reply<DataFile>> {
    const directory: Sections = {}
    const programs = new Map<
      string,
      { programId: string; name: string; enrolmentId: string; sections: Sections }
    >()
    let requests = 0
    let records = 0
    let cursor: string | null = null
    do {
      const reply: Reply<MemberExportPage> = await pageAt(cursor)
      if (!reply.ok) return reply
      const { program, sections, nextCursor } = reply.value
      if (!program) join(directory, sections)
      else {
        const known = programs.get(program.programId) ?? { ...program, sections: {} }
        programs.set(program.programId, known)
        join(known.sections, sections)
      }
      requests += 1
      records += Object.values(sections).reduce((sum, rows) => sum + rows.length, 0)
      tell({ requests, records })
      cursor = nextCursor
    } while (cursor !== null)
    // Not set out for the eye: a browser hands a page 64 MB at most, which indents would fill at ten thousand purchases.
    const exportedAt = new Date(now()).toISOString()
    const held = { directory, programs: [...programs.values()] }
    const json = JSON.stringify({ exportedAt, device: await onDevice(), held })
    return { ok: true, value: { name: `stamkund-${exportedAt.slice(0, 10)}.json`, json }, etag: null }
  }
}
