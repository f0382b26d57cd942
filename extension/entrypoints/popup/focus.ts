/** What the buttons said that led to where the member is now, the nearest last: each is drawn anew once it is come back to. */
const openers: string[] = []

/** Remembers the button that the keyboard stands on, to come back to it. */
export function noteOpener(): void {
  openers.push(document.activeElement?.textContent ?? '')
}

/** Gives the keyboard back to the button that was remembered last; to the settings' own, which has no words, where it has none. */
export function focusOpener(): void {
  const said = openers.pop()
  if (said === undefined) return
  const buttons = [...document.querySelectorAll('button')]
  const opener = buttons.find(({ textContent }) => textContent === said && said !== '')
  ;(opener ?? document.querySelector<HTMLButtonElement>('.top .ib'))?.focus()
}

/** Has the keyboard go on at the top of a page that was just opened. */
export const focusPage = (): void => document.querySelector<HTMLButtonElement>('.backbtn')?.focus()
