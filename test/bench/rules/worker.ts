import type { Comparison, Rule } from '../../../shared/contracts/index.ts'
import { comparisonsOf, emptySlots, type RuleRun, slotOf } from '../../../shared/engine/compile-rule.ts'
import { type Catalogue, segmentsOf } from '../../../shared/engine/index.ts'
import { isIn } from '../../../shared/engine/run.ts'
import type { SignalContext } from '../../../shared/engine/signal.ts'
import { jsonLogicEngineBuilt, PEERS, type Peer, type Values } from './peers.ts'
import { catalogueOf, members, rules } from './rule-set.ts'

type SegmentRun = RuleRun & { segments: number[] }

/** How many of some rules hold for the member of a number. */
type Asked = (member: number) => number | Promise<number>
type Subject = (own: readonly Rule[]) => Asked

/** What the project does in every request: rules over the profile as it is stored, signals worked out on the way. */
const stamkund: Subject = (own) => {
  const catalogue = catalogueOf(own)
  return (member) => segmentsOf(catalogue, members[member]!).length
}

/**
 * The project's rules over values that are there already, as the peers are given them: the run that the project made of
 * the member is kept with all its values read, and every segment is asked of it as a decision asks.
 */
const stamkundReady: Subject = (own) => {
  const catalogue = catalogueOf(own)
  const runs = members.map((_, member) => {
    const run = runOf(catalogue, member)
    run.values = catalogue.slots.slots.map(({ signal, args }) => signal.compute(run.context, args))
    return run
  })
  return (member) => {
    const run = runs[member]!
    run.segments = catalogue.unasked.slice()
    let held = 0
    for (const segment of catalogue.segments) if (isIn(segment, run)) held += 1
    return held
  }
}

/** The run that the project makes of a member: taken from the first segment's rule while the project asks it. */
function runOf(catalogue: Catalogue, member: number): SegmentRun {
  let seen: SegmentRun | null = null
  const [segment] = catalogue.segments
  const { test } = segment!
  segment!.test = (run) => {
    seen = run as SegmentRun
    return test(run)
  }
  segmentsOf(catalogue, members[member]!)
  segment!.test = test
  return seen!
}

/** What signals read of each member, with nothing worked out yet. */
const contexts: SignalContext[] = members.map(
  (_, member) => runOf(catalogueOf(rules.slice(0, 1)), member).context,
)

const table = emptySlots()
const comparisons = rules.flatMap(comparisonsOf)
for (const comparison of comparisons) slotOf(comparison, table)

/** The peers' own name for a comparison's signal with its arguments: as many as the project has slots. */
const nameOf = (comparison: Comparison): string => `v${slotOf(comparison, table)}`

/**
 * What stands for "can't say" in each place: a value with which none of the rules' comparisons of that signal holds. An
 * order is asked in one direction only, so that infinity does; a guard would make the peers' rules longer than ours.
 */
const unsaid: (number | string)[] = table.slots.map(({ signal }, slot) => {
  const ops = new Set(comparisons.filter((one) => slotOf(one, table) === slot).map(({ op }) => op[0]))
  if (signal.valueType === 'string') return ''
  return ops.has('l') ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
})

/** A member's signals, laid flat. */
const valuesFrom = (context: SignalContext): Values => {
  const flat: Values = {}
  for (const [i, { signal, args }] of table.slots.entries())
    flat[`v${i}`] = signal.compute(context, args) ?? unsaid[i]!
  return flat
}

/** Every member's, worked out beforehand. */
const values = contexts.map((context) => valuesFrom({ ...context }))

const peerOf =
  (peer: Peer): Subject =>
  (own) => {
    const counter = peer(own, nameOf)
    return (member) => counter(values[member]!)
  }

/** A peer that has to begin where we do: at the stored profile. It is spared making the context that signals read. */
const peerFromProfile =
  (peer: Peer): Subject =>
  (own) => {
    const counter = peer(own, nameOf)
    return (member) => counter(valuesFrom({ ...contexts[member]! }))
  }

/** What is measured. `empty` is the control. */
const SUBJECTS: Record<string, Subject> = {
  empty: () => (member) => member & 1,
  stamkund,
  stamkundReady,
  ...Object.fromEntries(
    Object.entries(PEERS).flatMap(([name, peer]) => [
      [name, peerOf(peer)],
      [`${name} from profile`, peerFromProfile(peer)],
    ]),
  ),
}

const ready = new Map<string, Asked>()

/** The one that compiles to code can do so only while the worker starts, where no merchant's rule is known yet. */
let builtAtStart: Asked | null = null
try {
  builtAtStart = peerOf(jsonLogicEngineBuilt)(rules)
} catch {
  // This runtime lets nobody compile code, ever.
}

function canBuildNow(): boolean {
  try {
    peerOf(jsonLogicEngineBuilt)(rules.slice(0, 1))
    return true
  } catch {
    return false
  }
}

function askedOf(name: string): Asked | null {
  if (name === 'jsonLogicEngineBuilt') return builtAtStart
  const subject = SUBJECTS[name]
  if (!subject) return null
  const asked = ready.get(name) ?? subject(rules)
  ready.set(name, asked)
  return asked
}

export default {
  async fetch(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    const name = searchParams.get('engine') ?? ''
    if (pathname === '/engines')
      return Response.json({ canBuildAtStart: builtAtStart !== null, canBuildNow: canBuildNow() })
    const asked = askedOf(name)
    if (asked === null) return new Response('no such engine', { status: 404 })
    if (pathname === '/matches') {
      const byMember = await Promise.all(members.map((_, member) => asked(member)))
      const subject = SUBJECTS[name]
      const byRule = subject
        ? await Promise.all(
            rules.map(async (rule) => {
              const one = subject([rule])
              let held = 0
              for (let member = 0; member < members.length; member += 1) held += await one(member)
              return held
            }),
          )
        : null
      return Response.json({ byMember, byRule })
    }
    const times = Number(searchParams.get('times'))
    let sum = 0
    const isLate = asked(0) instanceof Promise
    if (isLate) for (let i = 0; i < times; i += 1) sum += await asked(i % members.length)
    else for (let i = 0; i < times; i += 1) sum += asked(i % members.length) as number
    return Response.json({ sum })
  },
}
