type Child = Node | string | number | null | undefined | false | readonly Child[]
type Handlers = Record<string, (event: Event) => void>

/**
 * Makes an element. Text becomes a text node and an attribute is set as text: nothing is ever parsed as markup.
 * `on` holds listeners; `true` sets a bare attribute; `null` and `false` set none.
 */
export function h(
  tag: string,
  attributes: { [name: string]: string | number | boolean | null | undefined | Handlers; on?: Handlers } = {},
  ...children: Child[]
): HTMLElement {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'object' && value !== null) {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener)
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value))
    }
  }
  append(element, children)
  return element
}

function append(element: HTMLElement, children: readonly Child[]): void {
  for (const child of children) {
    if (Array.isArray(child)) append(element, child)
    else if (child instanceof Node) element.append(child)
    else if (child !== null && child !== undefined && child !== false) element.append(String(child))
  }
}
