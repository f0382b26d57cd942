import { createRoute, z } from '@hono/zod-openapi'
import {
  DomainError,
  Id,
  issuesOf,
  StripeReceived,
  StripeSettings,
  StripeSettingsReplace,
} from '../../shared/contracts/index.ts'
import { receiveStripeEvent } from '../books/stripe-events.ts'
import { databaseOf } from '../db/database.ts'
import { findPlacement, findSealedSecret, readStripeSettings, saveSealedSecret } from '../db/stripe.ts'
import { createRouter } from '../http/app.ts'
import { requireKey } from '../http/auth.ts'
import { byKey, json, jsonBody } from '../http/describe.ts'
import { invalidRequest } from '../http/errors.ts'
import { openSecret, sealSecret } from '../http/sealed-secret.ts'
import { STRIPE_EVENTS, StripeEnvelope } from '../http/stripe-event.ts'
import { type SignatureFault, stripeSignatureFault } from '../http/stripe-signature.ts'

/** What a programme's secret is sealed under: it opens for no other. */
const contextOf = (programId: string): string => `stripe webhook ${programId}`

const settingsOf = async (db: D1Database, programId: string, url: string): Promise<StripeSettings> => ({
  webhookUrl: `${new URL(url).origin}/v1/stripe/${programId}`,
  events: STRIPE_EVENTS,
  ...(await readStripeSettings(db, programId)),
})

const FAULTS: Record<SignatureFault, string> = {
  malformed: 'Stripe-Signature must hold t=... and v1=...',
  mismatch: 'Not signed with the secret of this programme, or changed on the way',
  expired: 'Signed more than 5 minutes ago, or ahead of time',
}

/** The body of a webhook as an event of Stripe's. */
function envelopeOf(body: ArrayBuffer): StripeEnvelope {
  let content: unknown
  try {
    content = JSON.parse(new TextDecoder().decode(body))
  } catch (error) {
    if (error instanceof SyntaxError) throw new DomainError('malformed_json', 'The body is not JSON')
    throw error
  }
  const envelope = StripeEnvelope.safeParse(content)
  if (!envelope.success) throw invalidRequest(issuesOf(envelope.error))
  return envelope.data
}

/** Stripe's side of paid plans: the programme's signing secret, and what Stripe tells. */
export const stripe = createRouter()
  .openapi(
    createRoute({
      method: 'get',
      path: '/program/stripe',
      tags: ['Stripe'],
      summary: 'Whether the programme is joined to Stripe, and what could not be applied of late',
      security: byKey,
      middleware: requireKey('read', 'program:write'),
      responses: { 200: json(StripeSettings, 'Never the secret') },
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      return c.json(await settingsOf(databaseOf(c.env, binding), programId, c.req.url), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/program/stripe',
      tags: ['Stripe'],
      summary: 'Set the secret that the programme’s Stripe signs its webhooks with',
      description: 'Kept encrypted, and never shown again.',
      security: byKey,
      middleware: requireKey('program:write'),
      request: { body: jsonBody(StripeSettingsReplace) },
      responses: { 200: json(StripeSettings, 'Never the secret') },
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      const { webhookSecret } = c.req.valid('json')
      const db = databaseOf(c.env, binding)
      const sealed = await sealSecret(c.env, contextOf(programId), webhookSecret)
      await saveSealedSecret(db, programId, sealed, Date.now())
      return c.json(await settingsOf(db, programId, c.req.url), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/stripe/{programId}',
      tags: ['Stripe'],
      summary: 'Where Stripe sends its webhooks',
      description:
        'Let in by `Stripe-Signature` alone. An event that is delivered again changes nothing; one that comes late brings back nothing that a newer one changed. What cannot be applied is kept with the reason.',
      request: { params: z.object({ programId: Id }) },
      responses: { 200: json(StripeReceived, 'What became of the event') },
    }),
    async (c) => {
      const { programId } = c.req.valid('param')
      const now = Date.now()
      const binding = await findPlacement(c.env.DB, programId)
      const db = binding === null ? null : databaseOf(c.env, binding)
      const sealed = db && (await findSealedSecret(db, programId))
      if (!db || !sealed) throw new DomainError('not_found', 'No programme here is joined to Stripe')
      const secret = await openSecret(c.env, contextOf(programId), sealed)
      // An operator who took a signing key away took this with it: the merchant has to enter the secret anew.
      if (secret === null)
        throw new Error(`The Stripe secret of ${programId} does not open with these SIGNING_KEYS`)
      const body = await c.req.arrayBuffer()
      const fault = await stripeSignatureFault(secret, c.req.header('stripe-signature'), body, now)
      if (fault) throw new DomainError('bad_signature', FAULTS[fault], { reason: fault })
      return c.json(await receiveStripeEvent(c.env, db, programId, envelopeOf(body), now), 200)
    },
  )
