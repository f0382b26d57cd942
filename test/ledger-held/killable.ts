import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type LocalWorker, startWorker } from '../demo/worker.ts'

/** A worker that can be killed as a power cut would. */
export interface Killable {
  worker: LocalWorker
  /** Ends workerd by SIGKILL: nothing of it runs any more. Once: afterwards the number may be another's. */
  kill(): Promise<void>
}

/** Starts the worker on its database on disk, and notes which process it is. */
export async function startKillable(dataDir: string): Promise<Killable> {
  const before = workerds()
  const worker = await startWorker({ dataDir, port: 0, log: () => {} })
  const [pid, ...more] = workerds().filter((one) => !before.includes(one))
  if (pid === undefined || more.length > 0) throw new Error(`workerd is ${[pid, ...more]}`)
  let running = true
  return {
    worker,
    async kill() {
      if (!running) return
      running = false
      process.kill(pid, 'SIGKILL')
      await worker.stop().catch(() => {})
    },
  }
}

/** The workerd processes that this very process has started, by the thread that started each. */
function workerds(): number[] {
  const tasks = `/proc/${process.pid}/task`
  return readdirSync(tasks)
    .flatMap((thread) =>
      readFileSync(join(tasks, thread, 'children'), 'utf8')
        .trim()
        .split(' '),
    )
    .filter((pid) => pid !== '' && /\/workerd\0/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')))
    .map(Number)
}

/** The file that holds the books of a data folder. */
export function booksFile(dataDir: string): string {
  const found = readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.sqlite') && !path.endsWith('metadata.sqlite') && /d1/.test(path),
  )
  if (found.length !== 1) throw new Error(`books are in ${found.join(', ') || 'no file'}`)
  return join(dataDir, found[0] as string)
}
