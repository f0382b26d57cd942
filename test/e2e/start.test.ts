import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')

let dataDir: string
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'stamkund-start-'))
})
afterAll(() => rm(dataDir, { recursive: true, force: true }))

type Started = { child: ChildProcess; output(): string; ended: Promise<number | null> }

/** `npm start` as a person types it, on data and ports of its own, without a display. */
const start = (...args: string[]): Started => startWith({ DISPLAY: '' }, ...args)

function startWith(variables: Record<string, string>, ...args: string[]): Started {
  const child = spawn(
    'npm',
    ['start', '--silent', '--', '--data', dataDir, '--ports', '0,0,0', '--households', '5', ...args],
    {
      cwd: ROOT,
      env: { ...process.env, WAYLAND_DISPLAY: '', ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, as a terminal gives to what is typed into it.
      detached: true,
    },
  )
  let text = ''
  child.stdout.on('data', (piece) => (text += piece))
  child.stderr.on('data', (piece) => (text += piece))
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
  onTestFinished(async () => {
    for (const pid of familyOf(child.pid!)) process.kill(pid, 'SIGKILL')
  })
  return { child, output: () => text, ended }
}

const isUp = ({ output }: Started) =>
  expect.poll(output, { timeout: 60_000 }).toContain('Ctrl-C ends everything')

/** A process and all that it started, by id; those that have ended and wait to be fetched are not counted. */
function familyOf(pid: number): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/))
  const family = new Set(
    rows.some(([id, , stat]) => Number(id) === pid && !stat?.startsWith('Z')) ? [pid] : [],
  )
  for (let size = -1; size !== family.size; ) {
    size = family.size
    for (const [id, parent, stat] of rows)
      if ((family.has(Number(parent)) || Number(parent) === pid) && !stat?.startsWith('Z'))
        family.add(Number(id))
  }
  return [...family]
}

const isAlive = (pid: number): boolean => {
  try {
    return !execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).startsWith('Z')
  } catch {
    return false
  }
}
const names = (pids: number[]): string =>
  pids.map((pid) => execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })).join('')

test('Ctrl-C leaves no process behind, and the data is there on the second start', async () => {
  const first = start()
  await isUp(first)
  const family = familyOf(first.child.pid!)
  expect(names(family)).toContain('workerd')
  process.kill(-first.child.pid!, 'SIGINT')
  await first.ended
  await expect.poll(() => family.filter(isAlive), { timeout: 10_000 }).toEqual([])

  const second = start()
  await isUp(second)
  expect(second.output()).toContain('kept from before')
  expect(second.output()).not.toContain('Members join')
  expect(second.output()).toMatch(/chrome:\/\/extensions/)

  // Killed outright, it can't end anything itself: workerd must go all the same.
  const others = familyOf(second.child.pid!)
  const main = others.find(
    (pid) => /test\/demo\/start\.ts/.test(names([pid])) && !/run\.mjs/.test(names([pid])),
  )!
  process.kill(main, 'SIGKILL')
  await second.ended
  await expect.poll(() => others.filter(isAlive), { timeout: 10_000 }).toEqual([])
})

test('a port that is taken is one line that says which', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const started = start('--ports', `0,${port},0`)
  expect(await started.ended).toBe(1)
  expect(linesAfterTitle(started)).toEqual([expect.stringContaining(`Port ${port} is taken.`)])
})

test('data that can’t be read is one line that says how to begin anew', async () => {
  const storage = join(dataDir, 'storage/d1/miniflare-D1DatabaseObject')
  for (const file of await readdir(storage)) await writeFile(join(storage, file), 'not a database')
  const started = start()
  expect(await started.ended).toBe(1)
  const remedy = `npm start -- --data ${dataDir} --fresh`
  expect(linesAfterTitle(started)).toEqual([expect.stringMatching(/can't be read/)])
  expect(linesAfterTitle(started)[0]?.endsWith(remedy)).toBe(true)

  const fresh = start('--fresh')
  await isUp(fresh)
  expect(fresh.output()).toContain('filled just now')
  // To npm alone, as a supervisor would.
  const family = familyOf(fresh.child.pid!)
  fresh.child.kill('SIGTERM')
  await expect.poll(() => family.filter(isAlive), { timeout: 10_000 }).toEqual([])
})

test('signing keys that are damaged are a fault of the data, said in one line', async () => {
  await writeFile(join(dataDir, 'signing-keys.json'), '{"local":')
  const started = start()
  expect(await started.ended).toBe(1)
  expect(linesAfterTitle(started)).toEqual([
    expect.stringMatching(/signing-keys\.json is damaged.*--data \S+ --fresh$/),
  ])
})

test('npm killed outright leaves nothing behind', async () => {
  const started = start('--fresh')
  await isUp(started)
  const family = familyOf(started.child.pid!)
  // Without their head they are no family any more, and would outlive a test that fails.
  onTestFinished(() => {
    for (const pid of family.filter(isAlive)) process.kill(pid, 'SIGKILL')
  })
  started.child.kill('SIGKILL')
  await expect.poll(() => family.filter(isAlive), { timeout: 10_000 }).toEqual([])
})

test.each([
  ['an option that there is not', ['--frehs'], /--frehs.*npm start -- --help/],
  ['no folder', ['--data'], /--data.*npm start -- --help/],
  ['ports that are no numbers', ['--ports', 'a,b,c'], /--ports needs three numbers/],
  ['the same port twice', ['--ports', '38787,38787,38802'], /--ports needs three different numbers/],
  ['a number of households that is none', ['--households', 'few'], /--households needs a whole number/],
])('%s is one line that says so', async (_, args, line) => {
  const started = start(...args)
  expect(await started.ended).toBe(1)
  expect(started.output().trim()).toMatch(line)
  expect(started.output().trim()).not.toContain('\n')
})

test('--help says what there is', async () => {
  const started = start('--help')
  expect(await started.ended).toBe(0)
  expect(started.output()).toMatch(/^Usage: npm start -- \[options\]/)
})

test('a display that can’t be opened is a reason, and worker and shops go on', async () => {
  const started = startWith({ DISPLAY: ':987' }, '--fresh')
  await isUp(started)
  expect(started.output()).toMatch(/To see it in your browser.*the browser does not open: .+/)
  expect(started.output()).not.toMatch(/Call log|<launching>/)
})

/** What was said below the title, without colours. */
const linesAfterTitle = ({ output }: Started): string[] =>
  output()
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(1)
