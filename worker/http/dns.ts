import { z } from 'zod'
import type { Env } from '../env.ts'
import { readLimited } from './read-limited.ts'

/** Asked where the operator names no other. */
const DEFAULT_RESOLVER = 'https://cloudflare-dns.com/dns-query'

const TIMEOUT_MS = 5_000
const MAX_ANSWER_BYTES = 65_536

/** Numbers of the record types that we ask for (IANA, DNS parameters). */
const TYPES = { A: 1, TXT: 16, AAAA: 28 } as const

const Answer = z.object({
  Status: z.int(),
  Answer: z.array(z.object({ type: z.int(), data: z.string().max(5_000) })).default([]),
})

/**
 * The records of a name, by DNS over HTTPS in its JSON form. An unknown name has none.
 *
 * @throws Error where the resolver does not answer as agreed
 */
export async function resolve(env: Env, name: string, type: keyof typeof TYPES): Promise<string[]> {
  const url = new URL(env.DNS_RESOLVER ?? DEFAULT_RESOLVER)
  url.searchParams.set('name', name)
  url.searchParams.set('type', type)
  const response = await fetch(url, {
    headers: { accept: 'application/dns-json' },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  const text = await readLimited(response, MAX_ANSWER_BYTES)
  if (!response.ok || text === null) throw new Error(`The resolver answered ${response.status}`)
  const { Status, Answer: records } = Answer.parse(JSON.parse(text))
  // 3 is NXDOMAIN; anything but it and 0 says that the resolver could not tell.
  if (Status !== 0 && Status !== 3) throw new Error(`The resolver answered with code ${Status}`)
  return records.filter((record) => record.type === TYPES[type]).map((record) => unquote(record.data))
}

/** A TXT record comes as quoted strings of at most 255 bytes, to be read as one. */
const unquote = (data: string): string =>
  data.startsWith('"')
    ? [...data.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, part]) => part?.replace(/\\(.)/g, '$1')).join('')
    : data
