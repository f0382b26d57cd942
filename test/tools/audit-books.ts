import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { unstable_splitSqlQuery } from 'wrangler'

const MIGRATIONS = join(import.meta.dirname, '../../worker/db/migrations')

/** Books on disk, and the same as a dump. */
export interface Books {
  path: string
  dump: string
}

/** Makes books in a folder by `books-worker.ts` on workerd, and exports them as `wrangler d1 export --local` does. */
export async function writeBooks(folder: string): Promise<Books> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'books-worker.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2024',
    external: ['node:*', 'cloudflare:*'],
    logLevel: 'error',
  })
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      name: 'books',
      modules: [{ type: 'ESModule', path: 'books.mjs', contents: outputFiles[0]?.text ?? '' }],
      compatibilityDate: '2026-11-01',
      compatibilityFlags: ['nodejs_compat'],
      bindings: { SIGNING_KEYS: JSON.stringify({ test: 'dGVzdC1vbmx5LXRlc3Qtb25seS10ZXN0LW9ubHktMTI' }) },
      d1Databases: { DB: 'books' },
      cf: false,
      resourcePersistencePath: folder,
    }),
  )
  try {
    const db = await miniflare.getD1Database('DB')
    for (const name of readdirSync(MIGRATIONS).sort())
      for (const statement of unstable_splitSqlQuery(await readFile(join(MIGRATIONS, name), 'utf8')))
        await db.prepare(statement).run()
    const answer = await miniflare.dispatchFetch('http://localhost/')
    if (!answer.ok) throw new Error(await answer.text())
    const [lines] = await db.prepare('PRAGMA miniflare_d1_export(?,?,?);').bind(0, 0).raw<string[]>()
    const file = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find(
      (path) => path.endsWith('.sqlite') && !path.endsWith('metadata.sqlite'),
    )
    return { path: join(folder, file ?? 'missing'), dump: lines?.join('\n') ?? '' }
  } finally {
    await miniflare.dispose()
  }
}
