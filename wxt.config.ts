import { defineConfig, type UserManifest } from 'wxt'

/** Where the extension's own build for the shops of this machine is told apart from the one that is published. */
const LOCAL_MODE = 'localhost'

/**
 * Public half of a key that nobody keeps: it only gives the local build one id on every machine
 * (`dopiddcgfbjacefkgogkmpjojkjhlkkn`, worked out by Chromium).
 */
const LOCAL_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAyctWgHKKQg4i+YQBDG2JSdhajPIoon2kQOfcfW7U0yirDUc3J/gsAUKYm9o2/h9mtka69BfK3rOdkx5BFH7U0CSV5VS2vxGm/Vk2Do0sljypZYsRpM7joEBTedsJple/lsfSHK/hk+ZqwKXT+tp5MPq4MDnz28ICEMYtgmQ/y7xkdEAFHhkIPIwoMnr4rdUL6x93TfUbiEigBJKXTbEEcYch01pVL7SW7ADgvfrXJALPkJ5brqeaa4czH+BLONmQ7pTkJJOYiC5kahR7pvnwlHn3ZFM2X88H3xk82m9pDioaSdgrK4uio6wxpz/BKhuHfP4rNbfnWR6hYnDiYVWT+wIDAQAB'

/** What may leave a Firefox member's device, asked for when they allow the first shop. Source: MDN, data_collection_permissions. */
const FIREFOX_DATA = ['browsingActivity', 'websiteActivity', 'websiteContent']

export default defineConfig({
  srcDir: 'extension',
  entrypointsDir: 'entrypoints',
  publicDir: 'extension/public',
  modulesDir: 'extension/modules',
  // A build for a worker on another port must not take the place of everybody's.
  outDir: process.env.STAMKUND_OUT_DIR ?? '.output',
  manifestVersion: 3,
  imports: false,
  vite: ({ mode }) => ({
    define: {
      STAMKUND_LOCAL: JSON.stringify(mode === LOCAL_MODE),
      STAMKUND_API: JSON.stringify(
        process.env.STAMKUND_API ??
          (mode === LOCAL_MODE ? 'http://localhost:8787' : 'https://api.stamkund.example'),
      ),
    },
  }),
  manifest: ({ mode, browser }) => {
    const local = mode === LOCAL_MODE
    const manifest: UserManifest = {
      name: local ? 'Stamkund (local)' : 'Stamkund',
      description: 'Points and personal offers in partner shops, measured at the checkout.',
      permissions: ['storage', 'scripting', 'alarms', 'activeTab'],
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
          data_collection_permissions: { required: ['none'], optional: FIREFOX_DATA },
        },
      }
    } else manifest.minimum_chrome_version = '120'
    return manifest
  },
})
