import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { z } from 'zod'

const Key = z.string().min(1)
const Day = z.int()

const Item = z.object({
  u: Key,
  cats: z.array(z.tuple([z.int(), z.number()])),
  m: z.array(Key),
  products: z.array(Key),
})

/** A line of a stream, as `../shared/data/QUALITY.md` describes them; fields that nobody reads are let through. */
export const StreamLine = z.discriminatedUnion('e', [
  z.object({ e: z.literal('meta'), categories: z.array(z.string()), t2cand: z.array(z.int()) }),
  z.object({ e: z.literal('member'), h: Key, seg: z.string().nullish() }),
  z.object({ e: z.literal('campaign'), d: Day, k: Key, t: z.string(), items: z.array(Item) }),
  z.object({ e: z.literal('target'), d: Day, h: Key, k: Key }),
  z.object({ e: z.literal('redeem'), d: Day, h: Key, u: Key, k: Key }),
  z.object({
    e: z.literal('buy'),
    d: Day,
    h: Key,
    c: z.int(),
    m: z.string().nullish(),
    p: Key,
    cd: z.number().nullish(),
  }),
  z.discriminatedUnion('task', [
    z.object({
      e: z.literal('q'),
      task: z.literal('T1'),
      id: Key,
      d: Day,
      h: Key,
      k: Key,
      cand: z.array(Key).optional(),
    }),
    z.object({ e: z.literal('q'), task: z.literal('T2'), id: Key, d: Day, h: Key }),
    z.object({ e: z.literal('q'), task: z.literal('T3'), id: Key, d: Day, h: Key, k: Key }),
  ]),
])
export type StreamLine = z.infer<typeof StreamLine>
export type Query = Extract<StreamLine, { e: 'q' }>
export type Campaign = Extract<StreamLine, { e: 'campaign' }>

const Labelled = { id: Key, h: Key, g: z.string().nullish() }
const Indexes = z.array(z.int().min(0))

/** What came true of one query: indexes of its candidates; of T3 0 or 1. */
export const Label = z.discriminatedUnion('task', [
  z.object({ ...Labelled, task: z.literal('T1'), y: Indexes }),
  z.object({ ...Labelled, task: z.literal('T2'), y: Indexes }),
  z.object({ ...Labelled, task: z.literal('T3'), y: z.literal([0, 1]) }),
])
export type Label = z.infer<typeof Label>

/** Why a label can't be of the query that has its id, which was answered with so many scores; `null`: it can. */
export function misfit(label: Label, query: Query, scores: number): string | null {
  if (label.task !== query.task) return `the query is ${query.task}, its label ${label.task}`
  const beyond = label.task === 'T3' ? undefined : label.y.find((place) => place >= scores)
  return beyond === undefined ? null : `y: ${beyond} is beyond the ${scores} candidates`
}

/** A line that could not be read: what is wrong, and where. It is left out, and reading goes on. */
export type Malformed = (lineNumber: number, what: string) => void

/** The lines of a file, one at a time. What is no JSON of the schema's shape is told and left out. */
export async function* linesOf<T>(
  path: string,
  schema: z.ZodType<T>,
  malformed: Malformed,
): AsyncGenerator<T> {
  const file = createReadStream(path, 'utf8')
  let number = 0
  try {
    for await (const text of createInterface({ input: file, crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1
      if (text.trim() === '') continue
      const line = parse(text, schema)
      if (typeof line === 'string') malformed(number, line)
      else yield line.value
    }
  } finally {
    file.destroy()
  }
}

function parse<T>(text: string, schema: z.ZodType<T>): { value: T } | string {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return 'not JSON'
  }
  const { success, data, error } = schema.safeParse(json)
  if (success) return { value: data }
  const { path, message } = error.issues[0]!
  return `${path.join('.') || 'the line'}: ${message}`
}
