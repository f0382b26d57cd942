import { exports } from 'cloudflare:workers'
import type { MerchantCreated } from '../../shared/contracts/index.ts'
import { plainRules } from '../plain-rules.ts'

/** What came back: status, headers, and the body as JSON where it is. */
export interface Reply<T> {
  status: number
  headers: Headers
  body: T
}

/** One request to the worker, through its front door. */
export async function call<T = Record<string, unknown>>(
  method: string,
  path: string,
  options: { bearer?: string; body?: unknown; raw?: BodyInit; headers?: Record<string, string> } = {},
): Promise<Reply<T>> {
  const headers = new Headers(options.headers)
  if (options.bearer) headers.set('authorization', `Bearer ${options.bearer}`)
  if (options.body !== undefined) headers.set('content-type', 'application/json')
  const response = await exports.default.fetch(`http://localhost:8787${path}`, {
    method,
    headers,
    body: options.raw ?? (options.body === undefined ? null : JSON.stringify(options.body)),
  })
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as T }
}

/** A merchant of its own for every test: storage outlives a test within its file. */
export async function newMerchant(
  rules: Parameters<typeof plainRules>[0] = {},
): Promise<{ key: string; merchantId: string; programId: string }> {
  const { status, body } = await call<MerchantCreated>('POST', '/v1/merchants', {
    body: {
      name: 'Tallboda Kafferosteri',
      program: {
        name: 'Tallboda',
        rules: plainRules(rules),
      },
    },
  })
  if (status !== 201) throw new Error(`registering answered ${status}: ${JSON.stringify(body)}`)
  return { key: body.apiKey.key, merchantId: body.merchant.id, programId: body.program.id }
}
