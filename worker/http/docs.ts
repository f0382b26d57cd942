import type { OpenAPIHono } from '@hono/zod-openapi'
import { Hono } from 'hono'
import { html } from 'hono/html'
import { secureHeaders } from 'hono/secure-headers'
import { DomainError } from '../../shared/contracts/index.ts'
import { listMail } from '../db/member-emails.ts'
import { listLocalShops } from '../db/partners.ts'
import type { AppEnv } from './app.ts'
import { docsPage, page } from './docs-page.ts'
import { RING_SVG, STYLE } from './docs-style.ts'
import { describeApi } from './openapi.ts'
import { isLocalHost } from './outbound.ts'

/** How long a browser may keep the pages' style and mark, in seconds. */
const ASSET_MAX_AGE_S = 3_600

/** Mails shown at `/dev/mail`. */
const MAILS_SHOWN = 50

/** The pages run no script and ask nobody: all that they may load is their own style and picture. */
const strict = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
})

/** What the worker serves to people rather than programs: the way in, the reference, and whether it is alive. */
export function docs(api: OpenAPIHono<AppEnv>) {
  const asset = { 'cache-control': `public, max-age=${ASSET_MAX_AGE_S}` }
  return new Hono<AppEnv>()
    .get('/healthz', (c) => c.json({ status: 'ok' }))
    .get('/openapi.json', (c) => c.json(describeApi(api, new URL(c.req.url).origin)))
    .get('/docs/style.css', (c) =>
      c.body(STYLE, 200, { ...asset, 'content-type': 'text/css; charset=utf-8' }),
    )
    .get('/docs/ring.svg', (c) => c.body(RING_SVG, 200, { ...asset, 'content-type': 'image/svg+xml' }))
    .get('/docs', strict, (c) => c.html(docsPage(describeApi(api, new URL(c.req.url).origin))))
    .get('/', strict, async (c) => {
      const local = c.env.STAMKUND_MODE === 'local'
      const shops = local
        ? (await listLocalShops(c.env.DB)).filter((shop) => isLocalHost(new URL(shop.origin).hostname))
        : []
      return c.html(
        page(
          'Stamkund',
          html`<main class="landing">
            <p><img src="/docs/ring.svg" alt="" width="40" height="40" /></p>
            <h1>Stamkund</h1>
            <p class="lead">
              Points and personal offers that shops own and shoppers can trust. This is the worker that answers the
              extension and the shops.
            </p>
            <div class="doors">
              <a href="/docs">API reference <span>every route, body and refusal</span></a>
              <a href="/openapi.json">openapi.json <span>the same, for programs</span></a>
              <a href="/v1/partners">Partner stores <span>what every extension knows</span></a>
              ${
                local
                  ? html`<a href="/dev/mail">Mail <span>what would have been sent</span></a>
                      ${shops.map((shop) => html`<a href="${shop.origin}">${shop.name} <span>a shop on this machine</span></a>`)}`
                  : ''
              }
            </div>
          </main>`,
        ),
      )
    })
    .get('/dev/mail', strict, async (c) => {
      if (c.env.STAMKUND_MODE !== 'local') throw new DomainError('not_found', 'Nothing at /dev/mail')
      const mails = await listMail(c.env.DB, MAILS_SHOWN)
      if (c.req.header('accept')?.includes('application/json')) return c.json({ mails })
      return c.html(
        page(
          'Mail',
          html`<main>
            <h1>Mail</h1>
            <p class="lead">${mails.length === 0 ? 'No mail yet.' : 'Shown instead of sent: this worker runs locally.'}</p>
            ${mails.map(
              (mail) => html`<article class="route">
                <h3>${mail.subject}</h3>
                <p class="limits">to ${mail.recipient}, ${new Date(mail.createdAt).toISOString()}</p>
                <p class="mail">${mail.body}</p>
              </article>`,
            )}
          </main>`,
        ),
      )
    })
}
