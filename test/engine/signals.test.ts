import { describe, expect, test } from 'vitest'
import { REASON_CODES, type Signal, type SignalExample, signals } from '../../shared/engine/index.ts'
import { contextOfExample } from './make.ts'

type SignalFile = { examples: SignalExample[] } & Record<string, Signal | SignalExample[]>

const files = import.meta.glob<SignalFile>(
  ['../../shared/engine/signals/*.ts', '!**/index.ts', '!**/args.ts'],
  { eager: true },
)

test('there are signals to look at', () =>
  expect(Object.keys(files).length).toBe(Object.keys(signals).length))

for (const [path, { examples, ...exported }] of Object.entries(files)) {
  const file = path.split('/').at(-1)!
  const [signal] = Object.values(exported) as Signal[]

  describe(file, () => {
    test('is registered under its own name', () => {
      expect((signals as unknown as Record<string, Signal>)[signal!.name]).toBe(signal)
    })

    test.each(examples)('$title', (example) => {
      const context = contextOfExample(example)
      const value = signal!.compute(context, signal!.args.parse(example.args ?? {}))
      if (typeof example.expected === 'number') expect(value).toBeCloseTo(example.expected, 6)
      else expect(value).toBe(example.expected)
    })

    test.each(examples)('tells no more than its code says: $title', (example) => {
      const context = contextOfExample(example)
      const args = signal!.args.parse(example.args ?? {})
      const told = signal!.explain?.(signal!.compute(context, args), args, context) ?? null
      if (told === null) return
      const params = (REASON_CODES as Record<string, readonly string[]>)[told.code]
      expect(Object.keys(told.params).sort()).toEqual([...(params ?? [])].sort())
      for (const value of Object.values(told.params)) expect(value).not.toBeNaN()
    })
  })
}
