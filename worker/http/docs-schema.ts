import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

/** Markup, or the promise of it. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

/** As much of JSON Schema as our contracts use. */
export type Schema = {
  $ref?: string
  type?: string | string[]
  description?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  additionalProperties?: boolean | Schema
  enum?: unknown[]
  const?: unknown
  oneOf?: Schema[]
  anyOf?: Schema[]
  allOf?: Schema[]
  default?: unknown
  [limit: string]: unknown
}

const nameOf = (ref: string) => ref.slice(ref.lastIndexOf('/') + 1)
const variantsOf = (schema: Schema) => schema.oneOf ?? schema.anyOf

const LIMITS: [string, (value: unknown) => string][] = [
  ['format', (value) => `${value}`],
  ['minimum', (value) => `from ${Number(value).toLocaleString('en')}`],
  ['maximum', (value) => `to ${Number(value).toLocaleString('en')}`],
  ['minLength', (value) => `at least ${value} long`],
  ['maxLength', (value) => `at most ${value} long`],
  ['minItems', (value) => `at least ${value}`],
  ['maxItems', (value) => `at most ${value}`],
  ['pattern', (value) => `${value}`],
]

/** JSON Schema gives every integer the limits of a double, which say nothing. */
const saysNothing = (value: unknown) => Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER

const limitsOf = (schema: Schema): string[] => [
  ...LIMITS.filter(([key]) => schema[key] !== undefined && !saysNothing(schema[key])).map(([key, say]) =>
    say(schema[key]),
  ),
  ...(schema.default === undefined ? [] : [`default ${JSON.stringify(schema.default)}`]),
]

/** A type in a word or two, with a link where it has a name. */
export function typeOf(schema: Schema): Html {
  if (schema.$ref) return html`<a href="#schema-${nameOf(schema.$ref)}">${nameOf(schema.$ref)}</a>`
  const [only, ...others] = schema.allOf ?? []
  if (only && others.length === 0) return typeOf(only)
  const variants = variantsOf(schema)
  if (variants) {
    if (variants.length > 3 || variants.some((variant) => variant.properties)) return html`one of`
    return html`${variants.map((variant, index) => html`${index > 0 ? ' or ' : ''}${typeOf(variant)}`)}`
  }
  if (schema.enum)
    return html`${schema.enum.map((value, index) => html`${index > 0 ? ' · ' : ''}<code>${String(value)}</code>`)}`
  if (schema.const !== undefined) return html`<code>${String(schema.const)}</code>`
  if (schema.type === 'array' && schema.items) return html`list of ${typeOf(schema.items)}`
  return html`${[schema.type ?? 'anything'].flat().join(' or ')}`
}

/** What is inside a schema, if it has an inside: its own, or that of its items or variants. */
function insideOf(schema: Schema): Html | '' {
  const variants = variantsOf(schema)?.filter((variant) => variant.properties || variant.$ref)
  if (schema.properties) return renderProperties(schema)
  if (variants && variants.length > 0 && variants.some((variant) => variant.properties)) {
    return html`<ol class="variants">
      ${variants.map((variant) => html`<li>${variant.$ref ? typeOf(variant) : renderProperties(variant)}</li>`)}
    </ol>`
  }
  if (schema.items) return insideOf(schema.items)
  return typeof schema.additionalProperties === 'object' ? insideOf(schema.additionalProperties) : ''
}

function renderProperties(schema: Schema): Html {
  const required = new Set(schema.required ?? [])
  return html`<dl class="fields">
    ${Object.entries(schema.properties ?? {}).map(([name, property]) => {
      const limits = limitsOf(property)
      const inside = insideOf(property)
      return html`<div>
        <dt><code>${name}</code>${required.has(name) ? '' : html` <span class="optional">optional</span>`}</dt>
        <dd>
          <span class="type">${typeOf(property)}</span>
          ${limits.length > 0 ? html`<span class="limits">${limits.join(', ')}</span>` : ''}
          ${property.description ? html`<p>${prose(property.description)}</p>` : ''}
        </dd>
        ${inside === '' ? '' : html`<dd class="inside">${inside}</dd>`}
      </div>`
    })}
  </dl>`
}

/** A schema: its fields, or the word for it where it has none. */
export const renderSchema = (schema: Schema): Html =>
  insideOf(schema) || html`<p class="type">${typeOf(schema)}</p>`

/** A sentence in which what stands between backticks is code. */
export const prose = (text: string): Html =>
  html`${text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`
