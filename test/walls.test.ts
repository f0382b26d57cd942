import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, posix } from 'node:path'
import { parseSync } from 'rolldown/utils'
import { describe, expect, onTestFinished, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')

/** What each room may import beyond itself: a folder, or one file. The longest room that fits a file is its room. */
const ROOMS: Record<string, string[]> = {
  'shared/contracts': [],
  'shared/engine': ['shared/contracts'],
  'shared/ledger': ['shared/contracts'],
  'shared/analytics': ['shared/contracts'],
  'shared/i18n': ['shared/contracts'],
  // Data files: what programmes are made of, and nothing that runs them.
  'shared/presets': ['shared/contracts'],
  // The door: it hangs the rooms up.
  worker: ['worker', 'shared'],
  // A file of types: what the platform gives the worker.
  'worker/env.ts': [],
  'worker/http': ['worker/db', 'worker/env.ts', 'shared'],
  'worker/routes': ['worker', 'shared'],
  'worker/db': ['worker/env.ts', 'shared'],
  'worker/orders': ['shared'],
  // Recording and undoing: read, let the pure rooms work it out, write.
  'worker/books': ['worker/db', 'worker/http', 'worker/orders', 'worker/env.ts', 'shared'],
  'worker/jobs': ['worker/http/receipt-keys.ts', 'worker/books', 'worker/db', 'worker/env.ts', 'shared'],
  'worker/console': ['shared/contracts', 'shared/i18n'],
  // What the extension's rooms share: storage, messages, the client of the API.
  extension: ['extension/facts.ts', 'shared/contracts', 'shared/i18n'],
  'extension/entrypoints': ['extension', 'shared/contracts', 'shared/i18n'],
  'extension/checkout': ['shared/contracts'],
  // A file of types: what the extension's rooms tell each other.
  'extension/facts.ts': ['shared/contracts', 'shared/i18n'],
  'extension/ui': ['extension/facts.ts', 'shared/contracts', 'shared/i18n'],
  // The panel's life in a partner's page: it joins components, checkout and background.
  'extension/page': ['extension', 'shared/contracts', 'shared/i18n'],
  test: [
    'extension',
    'shared',
    'worker',
    'wxt.config.ts',
    'vitest.config.ts',
    'package.json',
    'package-lock.json',
    'wrangler.toml',
  ],
}

/** Rooms in which the same arguments give the same answer, always. */
const PURE = [
  'shared/contracts',
  'shared/engine',
  'shared/ledger',
  'shared/analytics',
  'shared/i18n',
  'shared/presets',
]

/** What would bring a clock, dice or the world into a pure room, as it is written. */
const IMPURE_CALLS = [
  'Date',
  'Date.now',
  'performance.now',
  'Math.random',
  'crypto.randomUUID',
  'crypto.getRandomValues',
  'fetch',
  'setTimeout',
  'setInterval',
]

const within = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`)

const roomOf = (path: string): string | undefined =>
  Object.keys(ROOMS)
    .filter((room) => within(path, room))
    .sort((a, b) => b.length - a.length)[0]

type Node = { type: string; [field: string]: unknown }

/** Every node of a file's syntax tree. */
function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* nodesOf(item)
  else if (typeof value === 'object' && value !== null) {
    if (typeof (value as Node).type === 'string') yield value as Node
    for (const child of Object.values(value)) yield* nodesOf(child)
  }
}

/** What a node imports: static, dynamic, re-exported and type-only imports alike. */
function importedBy(node: Node): string | undefined {
  const source = (node.source ?? (node.type === 'TSImportType' ? node.argument : undefined)) as
    | Node
    | undefined
  const literal = source?.type === 'TSLiteralType' ? (source.literal as Node) : source
  return typeof literal?.value === 'string' ? literal.value.replace(/\?.*$/, '') : undefined
}

/** `a.b` of a call's callee, or of the class that is made. */
function nameOf(node: Node): string {
  if (node.type === 'Identifier') return String(node.name)
  if (node.type !== 'MemberExpression') return ''
  return `${nameOf(node.object as Node)}.${nameOf(node.property as Node)}`.replace(/^(globalThis|self)\./, '')
}

/** Each way in which the tree under `root` breaks the walls, as `file: what`. */
function violations(root: string): string[] {
  const files = ['shared', 'worker', 'extension', 'test'].flatMap((top) => {
    try {
      return readdirSync(join(root, top), { recursive: true, encoding: 'utf8' }).map((path) =>
        posix.join(top, path.replaceAll('\\', '/')),
      )
    } catch {
      return []
    }
  })
  return files
    .filter((path) => /\.tsx?$/.test(path) && !/(^|\/)(node_modules|\.\w+)\//.test(path))
    .flatMap((path) => {
      const { program, errors } = parseSync(path, readFileSync(join(root, path), 'utf8'))
      if (errors.length > 0) return [`${path}: can't be read`]
      const room = roomOf(path)!
      const found: string[] = []
      for (const node of nodesOf(program)) {
        const specifier = importedBy(node)
        if (specifier?.startsWith('.')) {
          const target = posix.join(posix.dirname(path), specifier)
          const theirs = roomOf(target) ?? target
          const allowed = theirs === room || ROOMS[room]!.some((place) => within(target, place))
          if (!allowed) found.push(`${path}: ${room} may not import ${target}`)
        }
        if (!PURE.includes(room)) continue
        if (specifier && /^(node|cloudflare|bun):/.test(specifier))
          found.push(`${path}: ${specifier} is not pure`)
        if (node.type !== 'CallExpression' && node.type !== 'NewExpression') continue
        const name = nameOf(node.callee as Node)
        // `new Date(at)` only reads its argument.
        const readsArgument = node.type === 'NewExpression' && (node.arguments as unknown[]).length > 0
        if (IMPURE_CALLS.includes(name) && !readsArgument) found.push(`${path}: ${name}() is not pure`)
      }
      return found
    })
}

test('no room imports what it may not, and the pure rooms read no clock, dice or network', () => {
  expect(violations(ROOT)).toEqual([])
})

describe('the walls bite', () => {
  /** A tree of made-up files, gone after the test. */
  function tree(files: Record<string, string>): string {
    const root = mkdtempSync(join(tmpdir(), 'walls-'))
    onTestFinished(() => rmSync(root, { recursive: true }))
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(root, dirname(path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    return root
  }

  test.each([
    ['a static import', 'shared/engine/a.ts', `import { b } from '../ledger/b.ts'`],
    ['a type import', 'shared/engine/a.ts', `import type { B } from '../ledger/b.ts'`],
    ['an inline type import', 'shared/engine/a.ts', `export type A = import('../ledger/b.ts').B`],
    ['a dynamic import', 'shared/engine/a.ts', `export const a = () => import('../ledger/b.ts')`],
    ['a re-export', 'shared/engine/a.ts', `export * from '../ledger/b.ts'`],
    ['a detour over another folder', 'extension/ui/a.tsx', `import '../checkout/../checkout/index.ts'`],
    ['SQL from a pure room', 'shared/ledger/a.ts', `import '../../worker/db/database.ts'`],
    ['a page that reaches the worker', 'extension/checkout/a.ts', `import '../../worker/env.ts'`],
    ['the product that leans on its tests', 'worker/routes/a.ts', `import '../../test/demo/api.ts'`],
    ['a preset that runs something', 'shared/presets/a.ts', `import '../ledger/b.ts'`],
    ['a clock', 'shared/engine/a.ts', 'export const a = () => Date.now()'],
    ['a clock by another name', 'shared/engine/a.ts', 'export const a = () => new Date().getTime()'],
    ['dice', 'shared/analytics/a.ts', 'export const a = () => globalThis.Math.random()'],
    ['the network', 'shared/i18n/a.ts', `export const a = () => fetch('https://example.com')`],
    ['a platform', 'shared/ledger/a.ts', `import { readFileSync } from 'node:fs'`],
  ])('%s', (_, path, text) => {
    const found = violations(tree({ [path]: text }))
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(path)
  })

  test.each([
    ['a neighbour', 'shared/engine/a.ts', `import './signals/b.ts'`],
    ['the contracts', 'extension/ui/a.tsx', `import type { A } from '../../shared/contracts/index.ts'`],
    ['a package', 'shared/contracts/a.ts', `import { z } from 'zod'`],
    ['a date made of its argument', 'shared/engine/a.ts', 'export const a = (at: number) => new Date(at)'],
  ])('and let %s pass', (_, path, text) => {
    expect(violations(tree({ [path]: text }))).toEqual([])
  })
})
