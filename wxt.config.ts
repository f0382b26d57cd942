import { existsSync, readFileSync } from 'node:fs'
import { defineConfig, type UserManifest } from 'wxt'
import * as listing from './shared/i18n/listing/index.ts'

/** Where the extension's own build for the shops of this machine is told apart from the one that is published. */
const LOCAL_MODE = 'localhost'

/**
 * Public half of a key that nobody keeps: it only gives the local build one id on every machine
 * (`dopiddcgfbjacefkgogkmpjojkjhlkkn`, worked out by Chromium).
 */
const LOCAL_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAyctWgHKKQg4i+YQBDG2JSdhajPIoon2kQOfcfW7U0yirDUc3J/gsAUKYm9o2/h9mtka69BfK3rOdkx5BFH7U0CSV5VS2vxGm/Vk2Do0sljypZYsRpM7joEBTedsJple/lsfSHK/hk+ZqwKXT+tp5MPq4MDnz28ICEMYtgmQ/y7xkdEAFHhkIPIwoMnr4rdUL6x93TfUbiEigBJKXTbEEcYch01pVL7SW7ADgvfrXJALPkJ5brqeaa4czH+BLONmQ7pTkJJOYiC5kahR7pvnwlHn3ZFM2X88H3xk82m9pDioaSdgrK4uio6wxpz/BKhuHfP4rNbfnWR6hYnDiYVWT+wIDAQAB'

/**
 * What leaves a Firefox member's device: asked for once, at the installation, as nothing works without it; what the member
 * looks at, when they let it count. `DATA` in extension/background/requests.ts says which request carries what, and a test
 * holds this list against it. Source: MDN, data_collection_permissions.
 */
const FIREFOX_DATA = {
  required: ['authenticationInfo', 'browsingActivity', 'personallyIdentifyingInfo', 'websiteContent'],
  optional: ['websiteActivity'],
}

/** Where the API stands: as told; as a source archive notes it, whose builder was told; or where it is published. */
function apiOrigin(mode: string): string {
  if (process.env.STAMKUND_API) return process.env.STAMKUND_API
  if (mode === LOCAL_MODE) return 'http://localhost:8787'
  return existsSync(API_NOTE) ? readFileSync(API_NOTE, 'utf8').trim() : 'https://api.stamkund.example'
}

/** Written by `npm run package` for the archive of the sources, and gone afterwards. */
const API_NOTE = 'stamkund-api.txt'

/**
 * Firefox names its installation in the `Origin` of our requests: a random id that stays for years and joins all that was
 * ever asked, whoever asked it. This takes the header away from requests of ours to the API; the API's own pages keep theirs.
 */
const namelessRules = (api: string) => [
  {
    id: 1,
    action: { type: 'modifyHeaders', requestHeaders: [{ header: 'origin', operation: 'remove' }] },
    condition: {
      urlFilter: `|${api}/`,
      resourceTypes: ['xmlhttprequest', 'other'],
      excludedInitiatorDomains: [new URL(api).hostname],
    },
  },
]

/**
 * What two libraries could do and we never let them: zod compiles schemas with `Function`, which the pages' policy forbids,
 * and preact sets `innerHTML` for a property that no component uses. Left out, nobody has to believe that.
 */
const harmless = {
  name: 'harmless-libraries',
  transform(code: string, id: string) {
    if (/[\\/]zod[\\/]v4[\\/]core[\\/](?:util|doc)\.js/.test(id))
      return code.replaceAll('const F = Function;', 'const F = undefined;')
    if (/[\\/]preact[\\/]dist[\\/]/.test(id)) return code.replaceAll(/\.innerHTML\s*=(?!=)/g, '.textContent=')
    return null
  },
}

/** The languages of the manifest's own words. Browsers call bokmål `nb` or, as the Chrome Web Store does, `no`. */
const LOCALES = { ...listing, no: listing.nb }

const PERMISSIONS = [
  // The member's card, what waits to be sent, the partner list.
  'storage',
  // The panel in the pages that were allowed, and the checkout's code when it is asked for.
  'scripting',
  // Asking for the list anew and sending what waits, after the background has slept.
  'alarms',
  // The page that the toolbar button is pressed over, for as long as it is open: without any other access.
  'activeTab',
]

/** Takes the header away that tells Firefox's installations apart (`namelessRules`): at the API alone, which it may reach. */
const FIREFOX_PERMISSIONS = ['declarativeNetRequestWithHostAccess']

/** Lights the toolbar button on partners' pages: the browser compares addresses, and tells us of none. Firefox has no such thing. */
const CHROMIUM_PERMISSIONS = ['declarativeContent']

const OWN_PERMISSIONS: Record<string, string[]> = { firefox: FIREFOX_PERMISSIONS, safari: [] }

export default defineConfig({
  srcDir: 'extension',
  entrypointsDir: 'entrypoints',
  publicDir: 'extension/public',
  modulesDir: 'extension/modules',
  // A build for a worker on another port must not take the place of everybody's.
  outDir: process.env.STAMKUND_OUT_DIR ?? '.output',
  manifestVersion: 3,
  imports: false,
  hooks: {
    'build:publicAssets': ({ config }, files) => {
      if (config.browser === 'firefox')
        files.push({
          relativeDest: 'nameless.json',
          contents: JSON.stringify(namelessRules(apiOrigin(config.mode))),
        })
      for (const [locale, { summary }] of Object.entries(LOCALES))
        files.push({
          relativeDest: `_locales/${locale}/messages.json`,
          contents: JSON.stringify({ summary: { message: summary } }),
        })
    },
  },
  zip: {
    // What a reviewer needs to build the same again, and no more.
    includeSources: [
      'extension/**',
      'shared/**',
      'wxt.config.ts',
      API_NOTE,
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'README.md',
      'LICENSE',
    ],
  },
  vite: ({ mode }) => ({
    plugins: [harmless],
    define: {
      STAMKUND_LOCAL: JSON.stringify(mode === LOCAL_MODE),
      STAMKUND_API: JSON.stringify(apiOrigin(mode)),
    },
  }),
  manifest: ({ mode, browser }) => {
    const local = mode === LOCAL_MODE
    const manifest: UserManifest = {
      name: local ? 'Stamkund (local)' : 'Stamkund',
      description: '__MSG_summary__',
      default_locale: 'en',
      permissions: [...PERMISSIONS, ...(OWN_PERMISSIONS[browser] ?? CHROMIUM_PERMISSIONS)],
      // Nothing is asked for at installation: only a partner's own pages, one by one, when the member allows them.
      optional_host_permissions: ['https://*/*'],
      action: { default_title: 'Stamkund' },
    }
    if (local) {
      manifest.host_permissions = ['http://localhost/*', 'http://*.localhost/*', 'http://127.0.0.1/*']
      if (browser === 'chrome') manifest.key = LOCAL_KEY
      // Firefox's own default would turn the local worker's http into https.
      else manifest.content_security_policy = { extension_pages: "script-src 'self'" }
    }
    if (browser === 'firefox') {
      manifest.browser_specific_settings = {
        gecko: {
          id: local ? 'local@stamkund.example' : 'stamkund@stamkund.example',
          // The first that knows data_collection_permissions on computers and on Android.
          strict_min_version: '142.0',
          data_collection_permissions: FIREFOX_DATA,
        },
      }
      // The rule works where the API may be reached; then a request needs no question in advance (CORS) either.
      manifest.host_permissions ??= [`${apiOrigin(mode)}/*`]
      manifest.declarative_net_request = {
        rule_resources: [{ id: 'nameless', enabled: true, path: 'nameless.json' }],
      }
    } else if (browser !== 'safari') manifest.minimum_chrome_version = '120'
    return manifest
  },
})
