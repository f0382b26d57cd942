import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureChromium, ensureFirefox } from './browser-install.ts'
import { checkTypesAndLint } from './check.ts'
import { runCommand } from './demo/lifetime.ts'
import { say } from './demo/terminal.ts'
import { buildExtension } from './extension/build.ts'

const ROOT = join(import.meta.dirname, '..')

/** What of vitest's JSON report is counted. Source: vitest, reporters/json. */
type Report = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}

// Everything that a change must pass: browser, types, lint, every test. The last line says how many did.
runCommand(async (later) => {
  // First, and never skipped: half of what matters can only be seen in a browser.
  await ensureChromium()
  await ensureFirefox()
  const checks = await checkTypesAndLint()
  // Built once, here: the tests of the browser share it.
  for (const target of ['localhost', 'production'] as const)
    for (const browser of ['chrome', 'firefox'] as const) await buildExtension(target, browser)
  const tests = await runVitest(later)

  const passed = checks.passed + tests.passed
  const failed = checks.failed + tests.failed
  say(`${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
})

/** Runs every project, or those files that are named on the command line. */
async function runVitest(
  later: (close: () => Promise<unknown>) => void,
): Promise<{ passed: number; failed: number }> {
  const dir = await mkdtemp(join(tmpdir(), 'stamkund-test-'))
  later(() => rm(dir, { recursive: true, force: true }))
  const file = join(dir, 'report.json')
  const vitest = spawn(
    process.execPath,
    [
      join(ROOT, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--reporter=dot',
      // What a test that passed had to say is nobody's concern.
      '--silent=passed-only',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...process.argv.slice(2),
    ],
    { cwd: ROOT, stdio: 'inherit' },
  )
  later(async () => vitest.kill('SIGTERM'))
  const code = await new Promise<number>((resolve) => vitest.on('exit', (status) => resolve(status ?? 1)))

  const report = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Report,
    () => null,
  )
  if (!report) return { passed: 0, failed: 1 }
  if (report.numPendingTests > 0) say(`${report.numPendingTests} tests were not run`)
  // A file that can't be loaded has no tests to fail, and an error outside of them fails the run alone.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length
  const failed = report.numFailedTests + broken
  return { passed: report.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed }
}
