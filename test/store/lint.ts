import { execFile } from 'node:child_process'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')

/** One thing that Mozilla's linter has to say. Source: addons-linter, messages. */
export interface LintMessage {
  code: string
  message: string
  file?: string
  line?: number
}

/** What the linter found in a build for Firefox. */
export interface LintReport {
  errors: LintMessage[]
  warnings: LintMessage[]
}

/** Runs `web-ext lint` over a build. */
export function lintFirefox(dir: string): Promise<LintReport> {
  const program = join(ROOT, 'node_modules/web-ext/bin/web-ext.js')
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [program, 'lint', '--source-dir', dir, '--output', 'json', '--no-config-discovery'],
      { maxBuffer: 64 * 1024 * 1024 },
      // It leaves with an error where it found one: what it found is in its output all the same.
      (error, stdout) => {
        try {
          resolve(JSON.parse(stdout) as LintReport)
        } catch {
          reject(error ?? new Error(`web-ext lint said: ${stdout.slice(0, 400)}`))
        }
      },
    )
  })
}
