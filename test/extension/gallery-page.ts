import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'

/** Ground under a picture: as the look's own boards have it. */
const GROUND = { light: 'oklch(0.928 0.008 95)', dark: 'oklch(0.16 0.008 165)' }

/** Builds the gallery, or another page of states, into a folder of its own and answers the address of its page. */
export async function buildGallery(entry = join(import.meta.dirname, 'gallery.tsx')): Promise<{
  url(kind: string, name: string, theme: 'light' | 'dark'): string
}> {
  const outDir = await mkdtemp(join(tmpdir(), 'stamkund-gallery-'))
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
        name: 'page',
        fileName: () => 'gallery.js',
      },
    },
  })
  const page = `<!doctype html><html><head><meta charset="utf-8"><title>Gallery</title><style>body{margin:0}
    html[data-theme="light"] body{background:${GROUND.light}} html[data-theme="dark"] body{background:${GROUND.dark}}
    </style></head><body><div id="root"></div><script src="gallery.js"></script></body></html>`
  await writeFile(join(outDir, 'index.html'), page)
  const base = pathToFileURL(join(outDir, 'index.html'))
  return { url: (kind, name, theme) => `${base}?kind=${kind}&name=${name}&theme=${theme}` }
}
