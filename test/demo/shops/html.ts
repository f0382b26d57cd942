/** Markup that is known to be safe: made by `html` alone. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** What may stand in a template: text is escaped, markup is not, nothing is nothing, a list is its parts in a row. */
export type Part = Html | string | number | null | undefined | false | readonly Part[]

/**
 * Builds markup from a template. Whatever is put in is escaped, for text and for quoted attributes alike, unless it
 * came out of `html` itself: there is no way to put raw text in by mistake.
 */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(
    strings.map((text, index) => text + (index < parts.length ? write(parts[index]) : '')).join(''),
  )
}

/**
 * A block of data that no browser runs. JSON has no other way out of a script element than its own end tag, so `<`
 * is written as an escape.
 */
export function dataBlock(type: string, value: unknown, id = ''): Html {
  const attribute = id ? html` id="${id}"` : html``
  return new Html(
    `<script type="${escapeText(type)}"${attribute.text}>${JSON.stringify(value).replaceAll('<', '\\u003c')}</script>`,
  )
}

function write(part: Part): string {
  if (part instanceof Html) return part.text
  if (Array.isArray(part)) return part.map(write).join('')
  if (part === null || part === undefined || part === false) return ''
  return escapeText(String(part))
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeText = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character]!)
