import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { issuesOf, Receipt } from '../../shared/contracts/index.ts'
import { runCommand } from '../demo/lifetime.ts'
import { bad, good, Plainly, quiet, say, strong } from '../demo/terminal.ts'
import { namedFile } from './named-file.ts'
import { receiptWords } from './receipt-words.ts'
import { jsonOf, trustedKeys } from './trusted-keys.ts'

const USAGE = `Usage: npm run verify-receipt -- FILE [--key KEY]

  FILE        a receipt as the API gave it, JSON, or a list of them
  --key KEY   the published key: a JWK, a set of them, or a file with either
  --help      say this

Ends with 0 where all of it holds, 1 where something does not, 2 where it could not be read.
Without --key, 0 says only that it fits together: whose key signed it is not looked at.`

// `npm run verify-receipt`: asks nobody, not even the network.
runCommand(async () => {
  try {
    await main()
  } catch (error) {
    if (!(error instanceof Plainly)) throw error
    say(bad(error.message))
    process.exitCode = 2
  }
})

async function main(): Promise<void> {
  const { positionals, values } = parsed()
  if (values.help) return say(USAGE)
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw new Plainly(USAGE)
  const trusted = values.key === undefined ? undefined : trustedKeys(values.key)
  const receipts = readReceipts(file)
  let sound = true
  for (const receipt of receipts) sound = (await tell(receipt, trusted)) && sound
  if (receipts.length > 1)
    say(
      (sound ? strong : bad)(
        `${receipts.length} receipts, ${sound ? 'each as told above' : 'not all of which hold'}.\n`,
      ),
    )
  process.exitCode = sound ? 0 : 1
}

/** Tells what one receipt proves. False: something of it does not hold. */
async function tell(receipt: Receipt, trusted: ReadonlySet<string> | undefined): Promise<boolean> {
  const words = await receiptWords(receipt, trusted)
  // Of keys that nobody gave, no proof below may be read as theirs.
  const open = words.holds && !words.keysGiven
  if (open) say(`\n${strong(words.verdict)}`)
  say(`\n${strong(words.title)}\n`)
  for (const line of words.entry) say(`  ${line}`)
  say()
  const width = Math.max(...words.proof.map(({ sentence }) => sentence.length))
  for (const { holds, sentence, detail } of words.proof)
    say(
      `${holds ? good('✓') : bad('✗')} ${holds ? sentence.padEnd(width) : bad(`Not so: ${sentence}`)}  ${quiet(detail)}`,
    )
  say()
  for (const note of words.notes) say(`  ${note}`)
  say()
  say((open ? strong : words.holds ? good : bad)(words.verdict))
  say()
  return words.holds
}

function parsed() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { key: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    })
  } catch (error) {
    throw new Plainly(`${(error as Error).message}\n\n${USAGE}`)
  }
}

/** One receipt, or a list, as the popup saves a movement of several entries. */
function readReceipts(file: string): Receipt[] {
  let text: string
  try {
    text = readFileSync(namedFile(file), 'utf8')
  } catch (error) {
    throw new Plainly(`${file} can't be read: ${(error as Error).message}`)
  }
  const json = jsonOf(text)
  const receipts = z
    .array(Receipt)
    .min(1)
    .safeParse(Array.isArray(json) ? json : [json])
  if (receipts.success) return receipts.data
  const [issue] = issuesOf(receipts.error)
  const path = Array.isArray(json) ? issue?.path : issue?.path.replace(/^\/0/, '')
  throw new Plainly(`${file} is no receipt: ${path || 'the file'} ${issue?.message ?? ''}`)
}
