import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { wxt } from './demo/extension.ts'
import { bad, done, say } from './demo/terminal.ts'

const ROOT = join(import.meta.dirname, '..')
const run = promisify(execFile)

/** What is held without running anything: a name for people, and the command. */
const CHECKS: [name: string, ...command: string[]][] = [
  ['types of the worker', 'tsc', '-p', 'worker'],
  ['types of the extension', 'tsc', '-p', 'extension'],
  ['types of the tests', 'tsc', '-p', 'test'],
  ["types of the worker's tests", 'tsc', '-p', 'test/worker'],
  ['lint and format', 'biome', 'check', '.'],
]

/** Runs them all side by side, prints what failed, and says how many did and did not. */
export async function checkTypesAndLint(): Promise<{ passed: number; failed: number }> {
  // Writes the types that the extension's own configuration builds on.
  await wxt(['prepare'])
  const outcomes = await Promise.all(
    CHECKS.map(async ([name, command, ...args]) => {
      try {
        await run(join(ROOT, 'node_modules/.bin', command!), args, { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 })
        done(name)
        return true
      } catch (error) {
        const { stdout, stderr } = error as { stdout: string; stderr: string }
        say(`${bad('✗')} ${name}\n${stdout}${stderr}`)
        return false
      }
    }),
  )
  const passed = outcomes.filter(Boolean).length
  return { passed, failed: outcomes.length - passed }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { failed } = await checkTypesAndLint()
  process.exit(failed > 0 ? 1 : 0)
}
