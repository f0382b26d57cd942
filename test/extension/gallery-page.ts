import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'

/** Ground under a picture: as the look's own boards have it. */
const GROUND = { light: 'oklch(0.928 0.008 95)', dark: 'oklch(0.16 0.008 165)' }

/** The script that puts the panel into any page: `guest.mount('offers')` (see guest.tsx). */
export async function buildGuest(): Promise<string> {
  const outDir = await bundle('guest', join(import.meta.dirname, 'guest.tsx'))
  return readFile(join(outDir, 'guest.js'), 'utf8')
}

/** Builds the gallery, or another page of states, into a folder of its own and answers the address of its page. */
export async function buildGallery(entry = join(import.meta.dirname, 'gallery.tsx')): Promise<{
  url(kind: string, name: string, theme: 'light' | 'dark'): string
}> {
  const outDir = await bundle('gallery', entry)
  const page = `<!doctype html><html><head><meta charset="utf-8"><title>Gallery</title><style>body{margin:0}
    html[data-theme="light"] body{background:${GROUND.light}} html[data-theme="dark"] body{background:${GROUND.dark}}
    </style></head><body><div id="root"></div><script src="gallery.js"></script></body></html>`
  await writeFile(join(outDir, 'index.html'), page)
  const base = pathToFileURL(join(outDir, 'index.html'))
  return { url: (kind, name, theme) => `${base}?kind=${kind}&name=${name}&theme=${theme}` }
}

/** Builds one of our entries as a browser's script and answers the folder that it is in. */
async function bundle(name: 'gallery' | 'guest', entry: string): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), `stamkund-${name}-`))
  await build({
    configFile: false,
    logLevel: 'error',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    define: { STAMKUND_LOCAL: 'true', STAMKUND_API: '""', 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir,
      emptyOutDir: true,
      lib: {
        entry,
        formats: ['iife'],
        name,
        fileName: () => `${name}.js`,
      },
    },
  })
  return outDir
}
