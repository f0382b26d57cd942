import { keepWatch } from './keeper.ts'
import { bad, Plainly, say } from './terminal.ts'

/** How long an orderly end may take before it is cut short, in milliseconds. */
const END_MS = 5_000

/**
 * Runs a command's `main` and ends everything that it opened, whichever way it ends: by itself, by Ctrl-C, with the
 * process that started it, or by an error. An error that a person can mend is one line; any other keeps its trace.
 *
 * @param main is given `later`, to which it hands what must be closed, last opened first closed
 */
export function runCommand(main: (later: (close: () => Promise<unknown>) => void) => Promise<void>): void {
  keepWatch()
  const open: (() => Promise<unknown>)[] = []
  let ending = false
  const end = async (code: number) => {
    if (ending) return
    ending = true
    // What does not close in time is left to the keeper.
    setTimeout(() => process.exit(code || 1), END_MS).unref()
    for (const close of open.reverse()) await close().catch(() => {})
    process.exit(code)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0))
  process.on('disconnect', () => end(0))
  // Listening alone would keep this process alive for as long as its parent.
  process.channel?.unref()

  main((close) => open.push(close)).then(
    () => end(process.exitCode ? Number(process.exitCode) : 0),
    (error: Error) => {
      if (ending) return
      say()
      if (error instanceof Plainly) say(bad(error.message))
      else console.error(error)
      end(1)
    },
  )
}
