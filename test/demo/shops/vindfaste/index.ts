import { readdirSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { html } from '../html.ts'
import type { Handler, Reply, Routes } from '../server.ts'
import type { Shop, Trade } from '../shop.ts'
import { apiRoutes } from './api.ts'
import { GARMENTS, garmentBySku } from './catalogue.ts'
import { picture } from './pictures.ts'
import { STYLE } from './style.ts'

const trade: Trade = {
  orderPrefix: 'VF',
  currency: 'SEK',
  shipping: { flatMinor: 4_900, freeFromMinor: 100_000 },
  nameOf: ({ sku }) => garmentBySku(sku)?.name.sv ?? sku,
}

/** The one document there is: everything in it is drawn by the page's own modules. */
const PAGE = html`<!doctype html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Vindfäste</title>
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<script type="module" src="/app/main.ts"></script>
</head>
<body><div id="app"></div><noscript>Vindfäste behöver JavaScript.</noscript></body>
</html>`

const ICON = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" fill="#14181f"/><path d="M5 8l11 17L27 8h-5l-6 10-6-10z" fill="#e8ebf3"/></svg>`

/** Vindfäste: one page, drawn in the browser, whose checkout is reached without a load and changes after a while. */
export const vindfaste = { host: 'vindfaste.localhost', trade, routes, notFound: (): Handler => everyPage }

const everyPage: Handler = () => ({ kind: 'page', page: PAGE })

function routes(shop: Shop): Routes {
  const modules = readModules()
  return {
    ...apiRoutes(shop),
    'GET /app/:file': ({ params }) => {
      const body = modules.get(params.file!)
      return body === undefined ? nothing : { kind: 'file', type: 'text/javascript; charset=utf-8', body }
    },
    'GET /pictures/:file': ({ params }) => {
      const garment = GARMENTS.find(({ sku }) => `${sku}.svg` === params.file)
      return garment ? svg(picture(garment).text) : nothing
    },
    'GET /style.css': () => ({ kind: 'file', type: 'text/css; charset=utf-8', body: STYLE }),
    'GET /icon.svg': () => svg(ICON.text),
  }
}

const nothing: Reply = { kind: 'json', value: null, status: 404 }
const svg = (body: string): Reply => ({ kind: 'file', type: 'image/svg+xml', body })

/** The page's modules without their types, so that a browser reads what we wrote and nothing has to be built. */
function readModules(): Map<string, string> {
  const dir = join(import.meta.dirname, 'app')
  const { emitWarning } = process
  // Node warns that this function is new. That is ours to know, and no news to whoever starts a demo shop.
  process.emitWarning = () => {}
  try {
    return new Map(
      readdirSync(dir).map((file) => [file, stripTypeScriptTypes(readFileSync(join(dir, file), 'utf8'))]),
    )
  } finally {
    process.emitWarning = emitWarning
  }
}
