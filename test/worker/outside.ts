/**
 * The internet, as the worker under test sees it: shops that serve what a test put there, and a resolver for their
 * names. Every fetch that leaves workerd comes here. Runs in Node, so it knows nothing of the worker.
 */

/** What a test put at an address. `delayMs` keeps the answer back. */
type Page = { status: number; headers?: Record<string, string>; body: string; delayMs?: number }

const pages = new Map<string, Page>()
const records = new Map<string, string[]>()
const asked: string[] = []

const TYPES: Record<string, number> = { A: 1, TXT: 16, AAAA: 28 }

function answerDns(url: URL): unknown {
  const [name, type] = [url.searchParams.get('name') ?? '', url.searchParams.get('type') ?? '']
  const data = records.get(`${name} ${type}`)
  const known = [...records.keys()].some((key) => key.startsWith(`${name} `))
  return {
    Status: known ? 0 : 3,
    Answer: [
      // Real resolvers send the alias along with what it leads to.
      ...(known ? [{ name, type: 5, TTL: 60, data: 'alias.example.' }] : []),
      ...(data ?? []).map((text) => ({ name, type: TYPES[type], TTL: 60, data: text })),
    ],
  }
}

/** Answers one fetch from workerd. Tests steer it through `https://outside.test`. */
export async function outside(request: Request): Promise<Response> {
  const url = new URL(request.url)
  if (url.host === 'outside.test') {
    const body = request.method === 'POST' ? ((await request.json()) as Record<string, unknown>) : {}
    if (url.pathname === '/page') pages.set(body.url as string, body.page as Page)
    if (url.pathname === '/dns') records.set(`${body.name} ${body.type}`, body.data as string[])
    return Response.json(asked.filter((one) => one.includes(url.searchParams.get('about') ?? '')))
  }
  if (url.host === 'cloudflare-dns.com') return Response.json(answerDns(url))
  const host = request.headers.get('x-forwarded-host') ?? url.host
  const address = `${url.protocol}//${host}${url.pathname}`
  asked.push(address)
  const page = pages.get(address)
  if (!page) return new Response('no such page', { status: 404 })
  if (page.delayMs) await new Promise((done) => setTimeout(done, page.delayMs))
  return new Response(page.body, { status: page.status, headers: page.headers ?? {} })
}
