import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { lintFirefox } from '../store/lint.ts'
import { buildExtension } from './build.ts'

test('Mozilla’s linter finds nothing to say of the published build', async () => {
  const { errors, warnings } = await lintFirefox(await buildExtension('production', 'firefox'))
  expect([...errors, ...warnings]).toEqual([])
})

test('it would, had a page of ours set HTML from a string', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'stamkund-lint-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  await cp(await buildExtension('production', 'firefox'), dir, { recursive: true })
  const script = join(dir, 'background.js')
  await writeFile(script, `${await readFile(script, 'utf8')};document.body.innerHTML=location.hash;`)
  const { warnings } = await lintFirefox(dir)
  expect(warnings.map(({ code }) => code)).toEqual(['UNSAFE_VAR_ASSIGNMENT'])
})
