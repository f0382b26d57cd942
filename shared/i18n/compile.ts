import { IntlMessageFormat } from 'intl-messageformat'
import type { Compiled, Part } from './render.ts'

/** The kinds of node that formatjs' parser makes, of those that our sentences use. Source: icu-messageformat-parser, types. */
const LITERAL = 0
const ARGUMENT = 1
const PLURAL = 6
const POUND = 7

type Node = { type: number; value?: string; options?: Record<string, { value: Node[] }>; pluralType?: string }

/**
 * An ICU sentence as data for `render`. The parser stays where there is room for it (background, popup, tests):
 * a content script gets the data. Throws on syntax that `render` doesn't know.
 */
export function compile(text: string): Compiled {
  const parse = IntlMessageFormat.__parse
  if (!parse) throw new Error('intl-messageformat came without its parser')
  return (parse(text) as Node[]).map(toPart)
}

function toPart(node: Node): Part {
  switch (node.type) {
    case LITERAL:
      return node.value ?? ''
    case ARGUMENT:
      return { arg: node.value ?? '' }
    case POUND:
      return 0
    case PLURAL: {
      const branches = Object.entries(node.options ?? {}).map(([form, option]) => [
        form,
        option.value.map(toPart),
      ])
      return { plural: node.value ?? '', of: Object.fromEntries(branches) }
    }
    default:
      throw new Error(`Sentences may hold text, arguments and plurals, not node ${node.type}`)
  }
}
