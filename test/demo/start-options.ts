import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Plainly } from './terminal.ts'
import { type Ports, USUAL_DATA_DIR, USUAL_PORTS } from './world.ts'

/** What `npm start -- --help` says. */
export const START_USAGE = `Usage: npm start -- [options]

  --fresh                 begin anew: remakes the data
  --data FOLDER           keep the data there instead of in .data
  --ports W,T,V           ports of worker, Tallboda and Vindfäste; 0 is any that is free
  --households N          take at most so many households of the history
  --help                  say this`

/** What was asked of `npm start`. Without options it is what the README tells. */
export type StartOptions = { dataDir: string; ports: Ports; fresh: boolean; maxHouseholds?: number }

/** The command line's options, or `help` where that was asked for. @throws Plainly with the one that makes no sense */
export function startOptions(args: string[]): StartOptions | 'help' {
  const { fresh, data, ports, households, help } = parsed(args)
  if (help) return 'help'
  if (data === '') throw new Plainly('--data needs a folder, such as: --data /tmp/demo')
  if (households !== undefined && !(/^\d+$/.test(households) && Number(households) > 0))
    throw new Plainly(`--households needs a whole number above 0, not "${households}".`)
  return {
    dataDir: data === undefined ? USUAL_DATA_DIR : resolve(data),
    ports: ports === undefined ? USUAL_PORTS : portsOf(ports),
    fresh: fresh ?? false,
    ...(households === undefined ? {} : { maxHouseholds: Number(households) }),
  }
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        fresh: { type: 'boolean' },
        data: { type: 'string' },
        ports: { type: 'string' },
        households: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    const [why = ''] = (error as Error).message.split(/\.\s|\n/)
    throw new Plainly(`${why.replace(/\.$/, '')}. What there is: npm start -- --help`)
  }
}

/** `8787,8801,8802` as ports. */
function portsOf(text: string): Ports {
  const ports = text.split(',').map((part) => (/^\d{1,5}$/.test(part.trim()) ? Number(part) : Number.NaN))
  if (ports.length !== 3 || !ports.every((port) => port <= 65_535))
    throw new Plainly(`--ports needs three numbers up to 65535, such as 8787,8801,8802, not "${text}".`)
  const named = ports.filter((port) => port !== 0)
  if (new Set(named).size < named.length)
    throw new Plainly(`--ports needs three different numbers, not "${text}"; 0 is any that is free.`)
  const [worker, tallboda, vindfaste] = ports as [number, number, number]
  return { worker, tallboda, vindfaste }
}
