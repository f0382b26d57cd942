// The door of every npm script. Runs on any Node from 20 on and without node_modules: it installs what is missing,
// then hands over to the Node that the lock file names.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const root = join(import.meta.dirname, '..')
const bin = join(root, 'node_modules', '.bin')

const SCRIPTS = {
  start: 'test/demo/start.ts',
  tour: 'test/demo/tour.ts',
  test: 'test/all.ts',
  check: 'test/check.ts',
  bench: 'test/bench/run.ts',
  quality: 'test/quality/run.ts',
  package: 'test/store/package.ts',
  'verify-receipt': 'test/tools/verify-receipt.ts',
  audit: 'test/tools/audit.ts',
  // Nothing more: for scripts whose tools stand in node_modules/.bin.
  install: null,
}

const [name = '', ...args] = process.argv.slice(2)
const script = SCRIPTS[name]
if (script === undefined) {
  console.error(`Usage: node test/run.mjs ${Object.keys(SCRIPTS).join('|')} [arguments]`)
  process.exit(2)
}

if (!isInstalled()) {
  console.log('Installing what is missing (once, about a minute) ...')
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (npm.status !== 0) {
    console.error('npm ci failed, see above. It needs the network once; run the same command again.')
    process.exit(npm.status ?? 1)
  }
}

if (script === null) process.exit(0)
const node = join(bin, process.platform === 'win32' ? 'node.cmd' : 'node')
const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(root, script), ...args], {
  cwd: root,
  env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` },
  // The channel is never spoken on: its closing tells the child that this process is gone, however it went.
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  shell: process.platform === 'win32',
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
// npm hands a signal to its shell alone, which ends without passing it on: an orphan ends itself.
// npm killed outright leaves that shell waiting: npm is watched as well.
const parent = process.ppid
const npm = process.env.npm_lifecycle_event === name && isShell(parent) ? parentOf(parent) : null
setInterval(() => {
  if (process.ppid !== parent || (npm !== null && parentOf(parent) !== npm)) child.kill('SIGTERM')
}, 500).unref()
child.on('error', (error) => {
  console.error(
    `${node} does not start (${error.message}). Remove node_modules and run the same command again.`,
  )
  process.exit(1)
})
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 128 : 1)))

/** Who started a process, where that can be read: on Linux. Its name stands in brackets and may hold anything. */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return null
  }
}

/** Whether npm's script is run by a shell that stays: some make way for the command, whose parent is npm then. */
function isShell(pid) {
  try {
    return /sh$|^busybox/.test(readFileSync(`/proc/${pid}/comm`, 'utf8').trim())
  } catch {
    return false
  }
}

/** Whether every package of the lock file is there in its version. Those of other systems may be missing. */
function isInstalled() {
  const marker = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(marker)) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const found = JSON.parse(readFileSync(marker, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, { version, optional, link }]) =>
      path === '' || optional || link || found[path]?.version === version,
  )
}
