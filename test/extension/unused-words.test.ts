import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { en } from '../../shared/i18n/words/en.ts'

const ROOT = join(import.meta.dirname, '../..')
const sources = ['extension', 'shared/i18n', 'shared/contracts']
  .flatMap((dir) =>
    readdirSync(join(ROOT, dir), { recursive: true, encoding: 'utf8' }).map((path) => join(dir, path)),
  )
  .filter((path) => /\.tsx?$/.test(path) && !path.includes('i18n/words/'))
  .map((path) => readFileSync(join(ROOT, path), 'utf8'))
  .join('\n')

/** Keys that are put together: what stands before the first part that is worked out, and behind the last. */
const computed = [...sources.matchAll(/`([a-z]+\.[a-zA-Z.]*)\$\{[^}`]*\}([a-zA-Z]*)`/g)].map(
  ([, before = '', behind = '']) => ({ before, behind }),
)

const isUsed = (key: string): boolean =>
  sources.includes(`'${key}'`) ||
  computed.some(({ before, behind }) => key.startsWith(before) && key.endsWith(behind))

test('no sentence is kept that nobody says', () => {
  expect(Object.keys(en).filter((key) => !isUsed(key))).toEqual([])
})

test('a sentence that nobody says is found', () => expect(isUsed('panel.saysNobody')).toBe(false))
