import { type ChildProcess, spawn } from 'node:child_process'
import { channel } from 'node:diagnostics_channel'
import { fileURLToPath } from 'node:url'

/**
 * Ends what this process started once it is gone, however it went: workerd goes on serving when its Node is killed.
 *
 * A small process of its own learns the id of every child through a pipe. When the pipe closes, it ends those that
 * are still there, and itself.
 */
export function keepWatch(): void {
  const keeper = spawn(process.execPath, [fileURLToPath(import.meta.url)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // Out of the terminal's group, or Ctrl-C would end it before its work.
    detached: true,
  })
  keeper.unref()
  const { stdin } = keeper
  // A pipe that can't be written to has lost its reader: there is nobody left to tell.
  stdin.on('error', () => {})
  ;(stdin as unknown as { unref(): void }).unref()
  channel('child_process').subscribe((message) => {
    const child = (message as { process: ChildProcess }).process
    child.once('spawn', () => stdin.write(`+${child.pid}\n`))
    child.once('exit', () => stdin.write(`-${child.pid}\n`))
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const running = new Set<number>()
  let rest = ''
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {})
  process.stdin.setEncoding('utf8')
  process.stdin.on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const pid = Number(line.slice(1))
      if (line.startsWith('+')) running.add(pid)
      else running.delete(pid)
    }
  })
  process.stdin.on('end', () => {
    for (const pid of running) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // Gone by itself between its parent's end and this line.
      }
    }
    process.exit(0)
  })
}
