import { styleText } from 'node:util'
import { formatMoney } from '../../shared/i18n/format.ts'

const out = process.stdout
const BAR_WIDTH = 28

/** Bold, where the terminal can. */
export const strong = (text: string): string => styleText('bold', text)
/** For what may be overlooked. */
export const quiet = (text: string): string => styleText('dim', text)
/** The brand's green: done, well. */
export const good = (text: string): string => styleText('green', text)
/** Something to look at. */
export const bad = (text: string): string => styleText('red', text)

let hushed = false

/** From here on nothing is said: for tests, which have their own words. */
export const hush = (): void => {
  hushed = true
}

/** A line on its own. */
export const say = (line = ''): void => {
  if (!hushed) out.write(`${line}\n`)
}

/** A thing done, and what came of it. */
export const done = (what: string, figures = ''): void =>
  say(`${good('✓')} ${what}${figures ? `  ${quiet(figures)}` : ''}`)

/** Money as the panel writes it. */
export const money = (amountMinor: number, currency: string): string =>
  formatMoney(amountMinor, currency, 'en', 'exact')

/** A whole number with its thousands apart. */
export const count = (number: number): string => number.toLocaleString('en-US')

/** So many of a thing: "1 offer", "1,204 offers". */
export const some = (number: number, what: string): string =>
  `${count(number)} ${what}${number === 1 ? '' : 's'}`

/** Seconds since, to a tenth. */
export const secondsSince = (startedAt: number): string =>
  `${((performance.now() - startedAt) / 1000).toFixed(1)} s`

/** A bar that grows in place; where the output is no terminal, only its last line is written. */
export function progress(what: string): {
  at(share: number, figures: string): void
  end(figures: string): void
} {
  return {
    at(share, figures) {
      if (!out.isTTY || hushed) return
      const full = Math.round(Math.min(1, share) * BAR_WIDTH)
      const bar = good('━'.repeat(full)) + quiet('━'.repeat(BAR_WIDTH - full))
      out.write(`\r\x1b[2K  ${what}  ${bar}  ${quiet(figures)}`)
    },
    end(figures) {
      if (out.isTTY && !hushed) out.write('\r\x1b[2K')
      done(what, figures)
    },
  }
}

/** An end that a person can mend: said in one line, without a trace. */
export class Plainly extends Error {
  override readonly name = 'Plainly'
}
