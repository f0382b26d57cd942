import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Page } from 'playwright-core'
import { bad, good, quiet, say, strong } from './terminal.ts'

/** Width of the column that says what a figure is. */
const LABEL_WIDTH = 16

/** The tour's own record: steps with figures, each compared, each with a picture. */
export class TourLog {
  readonly dir: string
  steps = 0
  compared = 0
  mismatches = 0
  pictures = 0

  constructor(dir: string) {
    this.dir = dir
  }

  /** Begins without the pictures of an earlier tour. */
  async open(): Promise<void> {
    await mkdir(this.dir, { recursive: true })
    for (const file of await readdir(this.dir))
      if (/^\d\d-.*\.png$/.test(file)) await rm(join(this.dir, file))
  }

  step(title: string): void {
    this.steps += 1
    say(`\n${strong(`${String(this.steps).padStart(2)}  ${title}`)}`)
  }

  /** Something worth knowing that nothing has to agree with. */
  note(label: string, text: string): void {
    say(`    ${quiet(label.padEnd(LABEL_WIDTH))}${text}`)
  }

  /** A figure as it was shown, against what the worker's records say. A difference is printed and never forgotten. */
  same<T>(label: string, shown: T, recorded: T, asText: (figure: T) => string = String): void {
    this.compared += 1
    const agrees = isDeepStrictEqual(shown, recorded)
    const says = agrees ? good('✓') : bad(`✗ the records say ${asText(recorded)}`)
    say(`    ${quiet(label.padEnd(LABEL_WIDTH))}${asText(shown)}  ${says}`)
    if (!agrees) this.mismatches += 1
  }

  /** A picture of what a person sees now. */
  async picture(page: Page, name: string): Promise<void> {
    this.pictures += 1
    // Moves last 220 ms and the ring grows for 480: a picture is of what stays.
    await page.waitForTimeout(700)
    const file = `${String(this.pictures).padStart(2, '0')}-${name}.png`
    await page.screenshot({ path: join(this.dir, file) })
    say(`    ${quiet(`${'picture'.padEnd(LABEL_WIDTH)}.tour/${file}`)}`)
  }
}
