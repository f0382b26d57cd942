import { execFile } from 'node:child_process'
import { join } from 'node:path'

const DOOR = join(import.meta.dirname, '../run.mjs')

/** Runs a script of package.json as npm does, and says how it ended. */
export const runScript = (
  name: string,
  args: string[],
  calledFrom: string,
): Promise<{ code: number; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [DOOR, name, ...args],
      { env: { ...process.env, INIT_CWD: calledFrom, NO_COLOR: '1' } },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    )
  })
