// Applies the migrations to every database of wrangler.toml, the directory's and those of programmes. What it is given
// goes on to wrangler: --remote, or --local with --persist-to.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { unstable_readConfig } from 'wrangler'

const args = process.argv.slice(2)
const at = args.indexOf('--config')
const config = at < 0 ? join(import.meta.dirname, '../wrangler.toml') : args.splice(at, 2)[1]

for (const { binding } of unstable_readConfig({ config }).d1_databases) {
  const { status } = spawnSync(
    'wrangler',
    ['d1', 'migrations', 'apply', binding, '--config', config, ...args],
    {
      stdio: 'inherit',
      shell: process.platform === 'win32',
    },
  )
  // The first that fails ends it: a worker is not deployed over databases of two shapes.
  if (status !== 0) process.exit(status ?? 1)
}
