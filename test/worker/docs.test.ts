import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import * as contracts from '../../shared/contracts/index.ts'
import { createRouter } from '../../worker/http/app.ts'
import { docsPage } from '../../worker/http/docs-page.ts'
import { describeApi } from '../../worker/http/openapi.ts'
import worker from '../../worker/index.ts'
import { call } from './api.ts'
import { newShop } from './scene.ts'

/** Every contract by its name, as the document refers to them. */
const byName = new Map<string, unknown>(Object.entries(contracts))

type Operation = {
  tags?: string[]
  operationId?: string
  summary?: string
  description?: string
  requestBody?: { content: Record<string, { schema: { $ref?: string }; example?: unknown }> }
  security?: Record<string, unknown>[]
  parameters?: { name: string; in: string }[]
  responses: Record<string, { headers?: Record<string, object> }>
}
type Document = {
  openapi: string
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> }
}

const document = (await call<Document>('GET', '/openapi.json')).body
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => [method.toUpperCase(), path, operation] as const),
)

describe('the OpenAPI document', () => {
  test('is of version 3.1, and holds every resource', () => {
    expect(document.openapi).toBe('3.1.0')
    for (const resource of ['merchants', 'stores', 'segments', 'offers', 'members', 'sessions', 'partners'])
      expect(Object.keys(document.paths)).toContain(`/v1/${resource}`)
  })

  test.each(operations)(
    '%s %s is titled, grouped, and says who may and what else can come',
    (method, path, operation) => {
      expect(operation.summary).toBeTruthy()
      for (const tag of operation.tags ?? []) {
        expect(document.tags.find(({ name }) => name === tag)?.description, tag).toBeTruthy()
      }
      expect(operation.tags).toHaveLength(1)
      for (const scheme of operation.security?.flatMap(Object.keys) ?? [])
        expect(document.components.securitySchemes).toHaveProperty(scheme)
      expect(operation.responses.default).toEqual({ $ref: '#/components/responses/Problem' })
      const placeholders = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      const parameters = operation.parameters?.filter((one) => one.in === 'path').map((one) => one.name) ?? []
      expect(parameters.sort()).toEqual(placeholders.sort())
      const keyed = operation.parameters?.some((one) => one.name === 'Idempotency-Key') ?? false
      expect(keyed).toBe(method === 'POST' && path !== '/v1/decisions')
      expect(operation.operationId).toMatch(/^[a-z][A-Za-z]+$/)
      const byKey = operation.security?.some((one) => 'apiKey' in one) ?? false
      expect(/Scope: `|Any key of the merchant/.test(operation.description ?? '')).toBe(byKey)
    },
  )

  test('names each operation once', () => {
    const ids = operations.map(([, , operation]) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
  })

  const bodies = operations.flatMap(([method, path, { requestBody }]) =>
    Object.entries(requestBody?.content ?? {}).map(
      ([mediaType, body]) => [method, path, mediaType, body] as const,
    ),
  )
  test.each(bodies)('%s %s shows a body, which its own contract takes', (_, __, mediaType, body) => {
    expect(body.example).toBeTruthy()
    // The CSV file is read in test/orders.
    if (mediaType === 'text/csv') return
    const name = body.schema.$ref?.split('/').at(-1) ?? ''
    const contract = byName.get(name) as unknown as z.ZodType
    expect(contract.safeParse(body.example).error, name).toBeUndefined()
    if (name !== 'PurchaseBatch') return
    const { purchases } = contracts.PurchaseBatch.parse(body.example)
    for (const one of purchases) expect(contracts.PurchaseCreate.safeParse(one).error).toBeUndefined()
  })

  test('says what a purchase of a batch is made of', () => {
    expect(document.components.schemas.PurchaseBatch).toMatchObject({
      properties: { purchases: { items: { $ref: '#/components/schemas/PurchaseCreate' } } },
    })
    expect(document.components.schemas.PurchaseCreate).toMatchObject({
      properties: { buyer: { properties: { memberNumber: {} } }, lines: { type: 'array' } },
      additionalProperties: false,
    })
  })

  test('says that a programme begins from a preset or from its name and rules, on the page as well', async () => {
    const { ProgramCreate } = document.components.schemas
    expect(ProgramCreate).toMatchObject({
      type: 'object',
      properties: { preset: {}, rules: {} },
      anyOf: [{ required: ['preset'] }, { required: ['name', 'rules'] }],
    })
    const { body } = await call<string>('GET', '/docs')
    const [, shown = ''] = body.split('id="schema-ProgramCreate"')
    expect(shown.slice(0, 400)).toContain('Needs <code>preset</code>, or else <code>name</code>')
    expect(shown.split('</article>')[0]).toContain('<code>currency</code>')
  })

  test('says which headers an answer carries, and who may register a merchant', () => {
    const find = (id: string) => operations.find(([, , { operationId }]) => operationId === id)?.[2]
    const balance = find('getBalance')
    expect(balance?.parameters?.map(({ name }) => name)).toContain('Stamkund-Bookmark')
    expect(balance?.responses[200]?.headers).toHaveProperty('Stamkund-Bookmark')
    const join = find('join')
    expect(join?.responses[201]?.headers).toHaveProperty('RateLimit-Policy')
    expect(join?.responses[429]?.headers).toHaveProperty('Retry-After')
    expect(join?.responses[429]?.headers).toHaveProperty('RateLimit')
    expect(find('registerMerchant')?.security).toEqual([{ operator: [] }, {}])
    expect(find('listImports')?.description).toContain('`read` or `purchases:write`')
  })

  test('refers only to what it holds', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#([^"]+)"/g)].map(
      ([, path]) => path as string,
    )
    expect(references.length).toBeGreaterThan(50)
    for (const reference of new Set(references)) {
      const found = reference
        .split('/')
        .slice(1)
        .reduce<unknown>((node, step) => (node as Record<string, unknown>)?.[step], document)
      expect(found, reference).toBeTruthy()
    }
  })

  test('knows every problem', () => {
    expect(JSON.stringify(document.components.schemas.Problem)).toContain(
      JSON.stringify(Object.keys(contracts.PROBLEMS).map((code) => `/problems/${code}`)),
    )
  })
})

describe('the reference page', () => {
  test('shows every route and schema, and links only to what is on it', async () => {
    const { body } = await call<string>('GET', '/docs')
    for (const [, , operation] of operations)
      expect(body).toContain(operation.summary?.replaceAll("'", '&#39;'))
    for (const name of Object.keys(document.components.schemas)) expect(body).toContain(`id="schema-${name}"`)
    const ids = new Set([...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
    expect(ids.size).toBe([...body.matchAll(/ id="/g)].length)
    for (const [, target] of body.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target)
  })

  test('runs no script and loads nothing from elsewhere', async () => {
    const { body, headers } = await call<string>('GET', '/docs')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe|script/)
    expect(body).not.toMatch(/<script|\son\w+=|style="/i)
    for (const [, source] of body.matchAll(/(?:src|<link[^>]*href)="([^"]+)"/g)) {
      const asset = await call('GET', source as string)
      expect(asset.status, source).toBe(200)
    }
  })

  test('writes what it is given as text', async () => {
    const given = describeApi(createRouter(), 'http://localhost') as unknown as Document
    given.tags = [{ name: '<b>bold</b>', description: '<img src=x onerror=alert(1)>' }]
    const text = String(await docsPage(given as unknown as Record<string, unknown>))
    expect(text).not.toContain('<img src=x')
    expect(text).toContain('&lt;b&gt;bold')
  })
})

test('the front page leads to the reference, and the worker says that it lives', async () => {
  expect((await call<string>('GET', '/')).body).toContain('href="/docs"')
  expect((await call('GET', '/healthz')).body).toEqual({ status: 'ok' })
  expect((await call('GET', '/nowhere')).status).toBe(404)
})

test('the front page leads to the shops of this machine, in local mode alone', async () => {
  const { store } = await newShop()
  const ask = async (mode: 'live' | 'local') =>
    (
      await worker.fetch(
        new Request('http://localhost/'),
        { ...env, STAMKUND_MODE: mode },
        createExecutionContext(),
      )
    ).text()
  expect(await ask('local')).toContain(`href="${store.origin}"`)
  expect(await ask('live')).not.toContain(store.origin)
})

test('mail is shown in local mode alone', async () => {
  const ask = (mode: 'live' | 'local') =>
    worker.fetch(
      new Request('http://localhost/dev/mail'),
      { ...env, STAMKUND_MODE: mode },
      createExecutionContext(),
    )
  expect((await ask('local')).status).toBe(200)
  expect((await ask('live')).status).toBe(404)
})
