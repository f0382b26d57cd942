import { runCommand } from '../demo/lifetime.ts'
import { Plainly } from '../demo/terminal.ts'

/** The benchmarks by name, and what each is loaded by: none runs before it is asked for. */
const BENCHMARKS: Record<string, () => Promise<unknown>> = {
  decide: () => import('./decide.ts'),
  decision: () => import('./decision.ts'),
  growth: () => import('./growth.ts'),
  import: () => import('./import.ts'),
  ledger: () => import('./ledger.ts'),
  page: () => import('./page.ts'),
  partners: () => import('./partners.ts'),
  rules: () => import('./rules.ts'),
}

// `npm run bench -- NAME`. The last line that a benchmark prints is one JSON object {"name", "metrics"}.
runCommand(async () => {
  const [name = ''] = process.argv.slice(2)
  const benchmark = BENCHMARKS[name]
  if (!benchmark) throw new Plainly(`Say which: npm run bench -- ${Object.keys(BENCHMARKS).join(' | ')}`)
  await benchmark()
})
