import { html } from 'hono/html'
import { type Html, prose, renderSchema, type Schema, typeOf } from './docs-schema.ts'

type Content = Record<string, { schema?: Schema; example?: unknown }>
type Schemas = Record<string, Schema>
type Operation = {
  tags?: string[]
  summary?: string
  description?: string
  operationId?: string
  security?: Record<string, string[]>[]
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema: Schema }[]
  requestBody?: { content: Content }
  responses: Record<string, { $ref?: string; description?: string; content?: Content }>
}
type Document = {
  info: { title: string; version: string; summary: string; description: string }
  servers: { url: string }[]
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Schemas }
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete']

type Route = { id: string; method: string; path: string; operation: Operation }

function routesOf(document: Document, tag: string): Route[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    METHODS.flatMap((method) => {
      const operation = methods[method]
      if (!operation?.tags?.includes(tag)) return []
      const id = `${method}-${path.replace(/[^a-zA-Z]+/g, '-').replace(/^-|-$/g, '')}`
      return [{ id, method, path, operation }]
    }),
  )
}

const method = (name: string) => html`<span class="method ${name}">${name.toUpperCase()}</span>`

/** A path with a break allowed after every slash, and its parameters set off. */
const pathText = (path: string) =>
  html`${path.split(/(\{[^}]+\})/).map((part) => (part.startsWith('{') ? html`<var>${part}</var>` : part))}`

const ACCESS: Record<string, string> = {
  apiKey: 'merchant’s key',
  accessToken: 'member’s access token',
  operator: 'operator’s token',
}

const access = (operation: Operation): string =>
  (operation.security ?? [{}])
    .map((one) => Object.keys(one).map((name) => ACCESS[name] ?? name)[0] ?? 'open to anybody')
    .join(' or ')

/** An example as it is sent. */
const exampleOf = ({ example }: { example?: unknown }) =>
  example === undefined
    ? ''
    : html`<details>
        <summary><span class="type">Example</span></summary>
        <pre><code>${typeof example === 'string' ? example : JSON.stringify(example, null, 2)}</code></pre>
      </details>`

/** A body by its name, with its fields folded in behind it; those of a request stand open. */
function bodyOf(content: Content | undefined, schemas: Schemas, open: boolean): Html | '' {
  const [first] = Object.entries(content ?? {})
  if (!first) return ''
  const [mediaType, body] = first
  const { schema } = body
  if (!schema) return html`<p class="type">${mediaType}</p>`
  const named = schema.$ref ? schemas[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)] : undefined
  return html`<details ${open ? 'open' : ''}>
    <summary><span class="type">${typeOf(schema)}</span> <span class="limits">${mediaType}</span></summary>
    ${renderSchema(named ?? schema)}
  </details>
  ${exampleOf(body)}`
}

function renderRoute({ id, method: verb, path, operation }: Route, schemas: Schemas): Html {
  const { parameters = [], requestBody, responses } = operation
  return html`<article class="route" id="${id}">
    <header>
      <h3><a href="#${id}">${operation.summary ?? path}</a></h3>
      <p class="line">${method(verb)}<code>${pathText(path)}</code><span class="access">${access(operation)}</span></p>
    </header>
    ${operation.description?.split('\n\n').map((part) => html`<p class="lead">${prose(part)}</p>`) ?? ''}
    ${
      parameters.length === 0
        ? ''
        : html`<h4>Parameters</h4>
            <dl class="fields">
              ${parameters.map(
                (parameter) => html`<div>
                  <dt>
                    <code>${parameter.name}</code>
                    <span class="optional">${parameter.in}${parameter.required ? '' : ', optional'}</span>
                  </dt>
                  <dd>
                    <span class="type">${typeOf(parameter.schema)}</span>
                    ${parameter.description ? html`<p>${prose(parameter.description)}</p>` : ''}
                  </dd>
                </div>`,
              )}
            </dl>`
    }
    ${requestBody ? html`<h4>Body</h4>${bodyOf(requestBody.content, schemas, true)}` : ''}
    <h4>Answers</h4>
    <ul class="answers">
      ${Object.entries(responses).map(
        ([status, response]) => html`<li>
          <b class="status ${/^[23]/.test(status) ? 'good' : 'other'}">${status === 'default' ? 'else' : status}</b>
          <div>
            ${
              response.$ref
                ? html`<p>A problem document, <a href="#schema-Problem">Problem</a></p>`
                : html`<p>${prose(response.description ?? '')}</p>${bodyOf(response.content, schemas, false)}`
            }
          </div>
        </li>`,
      )}
    </ul>
  </article>`
}

/** Head and frame of every page that the worker serves to a person. */
export const page = (title: string, body: Html): Html => html`<!doctype html>
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>${title}</title>
      <link rel="stylesheet" href="/docs/style.css" />
      <link rel="icon" href="/docs/ring.svg" type="image/svg+xml" />
    </head>
    <body>
      ${body}
    </body>
  </html>`

/** The reference of the API, from its OpenAPI document alone. */
export function docsPage(raw: Record<string, unknown>): Html {
  const document = raw as unknown as Document
  const groups = document.tags.map((tag) => ({ ...tag, routes: routesOf(document, tag.name) }))
  const schemas = Object.entries(document.components.schemas).sort(([a], [b]) => a.localeCompare(b))
  const { info } = document
  return page(
    `${info.title}: API reference`,
    html`<a class="skip" href="#top">To the reference</a>
      <div class="frame">
        <nav aria-label="Reference">
          <a class="brand" href="/"><img src="/docs/ring.svg" alt="" width="28" height="28" />${info.title}</a>
          ${groups.map(
            (group) => html`<section>
              <h2><a href="#tag-${group.name}">${group.name}</a></h2>
              <ul>
                ${group.routes.map(
                  (route) =>
                    html`<li><a href="#${route.id}">${method(route.method)}<span>${route.operation.summary}</span></a></li>`,
                )}
              </ul>
            </section>`,
          )}
          <section><h2><a href="#schemas">Schemas</a></h2></section>
        </nav>
        <main id="top">
          <header class="intro">
            <p class="eyebrow">API reference, version ${info.version}</p>
            <h1>${info.summary}</h1>
            <p class="lead">${prose(info.description)}</p>
            <dl class="facts">
              <div><dt>Base address</dt><dd><code>${document.servers[0]?.url}/v1</code></dd></div>
              <div><dt>Document</dt><dd><a href="/openapi.json">openapi.json</a>, OpenAPI 3.1</dd></div>
              <div><dt>Merchants send</dt><dd><code>Authorization: Bearer stk_…</code></dd></div>
              <div><dt>Refusals</dt><dd><a href="#schema-Problem">problem documents</a>, RFC 9457</dd></div>
            </dl>
          </header>
          ${groups.map(
            (group) => html`<section class="group" id="tag-${group.name}">
              <h2>${group.name}</h2>
              <p class="lead">${group.description}</p>
              ${group.routes.map((route) => renderRoute(route, document.components.schemas))}
            </section>`,
          )}
          <section class="group" id="schemas">
            <h2>Schemas</h2>
            <p class="lead">Every body by its name. A field without “optional” is always there.</p>
            ${schemas.map(
              ([name, schema]) => html`<article class="route" id="schema-${name}">
                <header><h3><a href="#schema-${name}">${name}</a></h3></header>
                ${schema.description ? html`<p class="lead">${prose(schema.description)}</p>` : ''}
                ${renderSchema(schema)}
              </article>`,
            )}
          </section>
        </main>
      </div>`,
  )
}
