import type { OpenAPIHono } from '@hono/zod-openapi'
import { z } from 'zod'
import { EXAMPLES } from '../../shared/contracts/examples.ts'
import { Comparison, EventCreate, PROBLEMS, PurchaseCreate } from '../../shared/contracts/index.ts'
import type { AppEnv } from './app.ts'
import { scopesOf } from './auth.ts'
import { BOOKMARK_HEADER } from './member-db.ts'
import { BOOKMARKED, OPERATION_IDS } from './operation-ids.ts'
import { LIMITS, type LimitName, limitOf } from './rate-limit.ts'

/** What each group of routes is for, in the order in which somebody new needs them. */
const TAGS: Record<string, string> = {
  Programmes:
    'What merchants share: the rules of earning, tiers, plans and values, as data. A preset is one to begin with.',
  Merchants: 'Registering a business: with a programme of its own, or into one that is there.',
  Keys: 'API keys: hashed, scoped, shown once. Several can live at once, so that they can be rotated.',
  Stores: 'A merchant’s shops, each one origin, and the proof that the origin is theirs.',
  Segments: 'Named rules over signals: who a member is to the programme, as data.',
  Offers: 'Audience, reward and limits. Every change of an offer is a new revision.',
  Experiments:
    'Random splits of members, sticky and mutually exclusive where wanted, and what each side brought; an offer beside its own holdout.',
  Figures:
    'What a programme is run by: figures with written definitions, goals and whether they will be met, and what members say.',
  Purchases:
    'Paid baskets and what is given back of them. Recording one posts its points and updates the profile.',
  Imports: 'A merchant’s history as CSV, streamed, with a report of every refused line.',
  Partners: 'The public list that the extension recognises stores by.',
  Members: 'Joining, proving an address, seeing oneself, being erased.',
  Devices: 'The devices that speak for a member.',
  Sessions: 'Access tokens: short-lived, made from a device’s secret.',
  Decisions: 'The ranked, signed answer to one visit: points, offers, reasons, and what is nearly earned.',
  Claims: 'Using an offer: the reservation that mints a code, and what became of it at the checkout.',
  Codes: 'A shop asks whether a code may be used.',
  Events: 'What happens besides purchases, and what a basket would earn before it is paid.',
  Tiers: 'Tiers given by hand, and every step on or off the ladder.',
  Transfers: 'What members hand on to each other.',
  Corrections: 'Gifts, adjustments and reversals: by an operator, with a reason, and never an edit.',
  Rewards:
    'The catalogue of what members order for what they have earned, and how their orders come to an end.',
  Causes: 'What a programme gives to: by its members, and by the shop of each sale.',
  Receipts:
    'What proves an entry to anybody, and each day’s root over all entries. The keys are at `/.well-known/stamkund-receipt-keys`.',
  Plans:
    'Membership that is paid for: what it gives, how it stands, whether it pays for itself, and the way out.',
  Stripe: 'Payments of plans, as Stripe tells them by signed webhooks.',
  'Pick-up':
    'Ordering ahead: a store’s menu, orders with a time and a place, and handing them over to a card.',
  'Stored value': 'Money on a member’s card: paid in at the till, and paid with by showing the card.',
  Ledger: 'A member’s points: entries, lots, balance.',
}

/** A problem document (RFC 9457), as every refusal is told. */
const PROBLEM_SCHEMA = {
  type: 'object',
  required: ['type', 'title', 'status'],
  description: 'A refusal (RFC 9457). `type` ends in one of a closed table of codes.',
  properties: {
    type: { type: 'string', enum: Object.keys(PROBLEMS).map((code) => `/problems/${code}`) },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    issues: {
      type: 'array',
      description: 'The fields that are not as agreed, each by its JSON pointer (RFC 6901).',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
}

const REF_RULE = { $ref: '#/components/schemas/Rule' }
const ONE_OR_MORE_RULES = { type: 'array', items: REF_RULE, minItems: 1, maxItems: 50 }
const joined = (word: string, schema: object) => ({
  type: 'object',
  required: [word],
  properties: { [word]: schema },
  additionalProperties: false,
})

/** Rules nest, and are measured before they are walked, so their contract does not say their shape by itself. */
const RULES = {
  Rule: {
    description: 'Comparisons joined by all, any and not: at most 6 deep, 100 in all.',
    oneOf: [
      joined('all', ONE_OR_MORE_RULES),
      joined('any', ONE_OR_MORE_RULES),
      joined('not', REF_RULE),
      { $ref: '#/components/schemas/Comparison' },
    ],
  },
  Comparison: {
    ...z.toJSONSchema(Comparison),
    $schema: undefined,
    description: 'A signal held against a value. `unknown` is the answer while the signal cannot say yet.',
  },
}

// Made anew of its shape: under its own name the schema would be a reference to itself.
const { $schema: _, ...PURCHASE } = z.toJSONSchema(z.strictObject(PurchaseCreate.shape), { io: 'input' })
const { $schema: __, ...EVENT } = z.toJSONSchema(z.strictObject(EventCreate.shape), { io: 'input' })

/** Puts the shape of rules and purchases where a contract only says that something stands there. */
function nameParts(node: unknown): void {
  if (typeof node !== 'object' || node === null) return
  const { properties } = node as { properties?: Record<string, { $ref?: string; items?: object }> }
  if (properties?.rule && Object.keys(properties.rule).length === 0) properties.rule = REF_RULE
  const purchases = properties?.purchases
  if (purchases?.items && Object.keys(purchases.items).length === 0)
    purchases.items = { $ref: '#/components/schemas/PurchaseCreate' }
  const events = properties?.events
  if (events?.items && Object.keys(events.items).length === 0)
    events.items = { $ref: '#/components/schemas/EventCreate' }
  for (const child of Object.values(node)) nameParts(child)
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'A request sent again with its key is answered with the same bytes and done once. 1 to 255 visible ASCII characters; kept for a day.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
}

const header = (description: string) => ({ description, schema: { type: 'string' } })

const BOOKMARK = {
  name: BOOKMARK_HEADER,
  in: 'header',
  required: false,
  description:
    'The bookmark of an answer before: what is read is at least as new as that, on whichever replica.',
  schema: { type: 'string', maxLength: 200 },
}
const BOOKMARK_ANSWER = {
  [BOOKMARK_HEADER]: header('How far this answer has seen the database: to be sent with the next request.'),
}

/** What a limited operation says of its limit, and how it refuses. */
const limitAnswers = (name: LimitName) => {
  const policy = `\`"${name}";q=${LIMITS[name].quota};w=${LIMITS[name].windowS}\``
  return {
    good: { 'RateLimit-Policy': header(`The limit: ${policy}.`) },
    refused: {
      description: 'Too many requests: a problem document',
      headers: {
        'RateLimit-Policy': header(`The limit: ${policy}.`),
        RateLimit: header('Nothing is left (`r=0`), and in how many seconds there is again (`t`).'),
        'Retry-After': header('Seconds to wait.'),
      },
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  }
}

/** The scopes and limits of each operation, read off the guards that stand before it. */
function guardsOf(app: OpenAPIHono<AppEnv>) {
  const guards = new Map<string, { scopes?: readonly string[]; limit?: LimitName }>()
  for (const { method, path, handler } of app.routes) {
    const [scopes, limit] = [scopesOf(handler), limitOf(handler)]
    const key = `${method} ${path.replace(/:(\w+)/g, '{$1}')}`
    guards.set(key, { ...guards.get(key), ...(scopes && { scopes }), ...(limit && { limit }) })
  }
  return guards
}

const inWords = (scopes: readonly string[]): string =>
  scopes.length === 0
    ? 'Any key of the merchant will do.'
    : `Scope: ${[...scopes, '*'].map((scope) => `\`${scope}\``).join(' or ')}.`

/** A body shown by example: by the name of its contract, or as the CSV file that it is. */
function addExample(content: Record<string, Operation>): void {
  for (const [mediaType, body] of Object.entries(content)) {
    const name =
      String(body.schema?.$ref ?? '')
        .split('/')
        .at(-1) ?? ''
    const example = mediaType === 'text/csv' ? EXAMPLES.ImportFile : EXAMPLES[name]
    if (example !== undefined) body.example = example
  }
}

// biome-ignore lint/suspicious/noExplicitAny: an operation is walked by name here, as any JSON is.
type Operation = Record<string, any>

/** The OpenAPI 3.1 document of every route that is mounted on the app. */
export function describeApi(app: OpenAPIHono<AppEnv>, origin: string) {
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Stamkund',
      version: '1',
      description:
        'Amounts are integers in minor units, points are integers, instants (`...At`) are epoch milliseconds UTC. Unknown fields are refused.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: origin }],
  }) as unknown as Operation
  // Of OpenAPI 3.1, and not yet in the generator's types.
  document.info.summary = 'Loyalty and personal offers that shops own and shoppers can trust'
  nameParts(document)
  const guards = guardsOf(app)
  const used = new Set<string>()
  for (const [path, methods] of Object.entries(document.paths as Record<string, Operation>)) {
    for (const [method, operation] of Object.entries(methods as Record<string, Operation>)) {
      for (const tag of operation.tags ?? []) used.add(tag)
      const route = `${method.toUpperCase()} ${path}`
      const { scopes, limit } = guards.get(route) ?? {}
      operation.operationId = OPERATION_IDS[route]
      if (scopes)
        operation.description = [operation.description, inWords(scopes)].filter(Boolean).join('\n\n')
      if (operation.requestBody) addExample(operation.requestBody.content)
      const isBookmarked = BOOKMARKED.includes(operation.operationId)
      if (isBookmarked) operation.parameters = [...(operation.parameters ?? []), BOOKMARK]
      const limited = limit && limitAnswers(limit)
      for (const response of Object.values(operation.responses as Record<string, Operation>)) {
        const headers = { ...(isBookmarked && BOOKMARK_ANSWER), ...limited?.good }
        if (Object.keys(headers).length > 0) response.headers = { ...response.headers, ...headers }
      }
      if (limited) operation.responses['429'] = limited.refused
      operation.responses.default = { $ref: '#/components/responses/Problem' }
      if (method === 'post' && path !== '/v1/decisions')
        operation.parameters = [...(operation.parameters ?? []), IDEMPOTENCY_KEY]
    }
  }
  document.tags = [...new Set([...Object.keys(TAGS), ...used])]
    .filter((name) => used.has(name))
    .map((name) => ({ name, description: TAGS[name] ?? '' }))
  document.components = {
    ...document.components,
    schemas: {
      ...document.components?.schemas,
      ...RULES,
      PurchaseCreate: PURCHASE,
      EventCreate: EVENT,
      Problem: PROBLEM_SCHEMA,
    },
    responses: {
      Problem: {
        description: 'A problem document',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
    securitySchemes: {
      operator: { type: 'http', scheme: 'bearer', description: 'The operator’s token: `OPERATOR_TOKEN`' },
      apiKey: { type: 'http', scheme: 'bearer', description: 'A merchant’s key: `stk_...`' },
      accessToken: {
        type: 'http',
        scheme: 'bearer',
        description: 'A member’s access token, from `/v1/sessions`',
      },
    },
  }
  return document
}
