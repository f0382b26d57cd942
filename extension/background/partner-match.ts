import { type Partner, siteKey } from '../../shared/contracts/index.ts'

/**
 * What the partner list calls the site of an address; `null` for what is no web page. Only a whole origin counts:
 * scheme, host and port, as the URL standard writes them. A look-alike host, another port, a trailing dot or plain http
 * is another site, whoever's name it carries.
 *
 * @param url anything that a browser calls an address
 */
export function keyOf(url: string | undefined): string | null {
  if (!url || !URL.canParse(url)) return null
  const { protocol, origin } = new URL(url)
  return protocol === 'https:' || protocol === 'http:' ? siteKey(origin) : null
}

/** Whether sorted lines hold a key: a binary search in the text itself, as a hundred thousand strings would fill memory. */
export function hasLine(lines: string, key: string): boolean {
  let from = 0
  let to = lines.length
  while (from < to) {
    const middle = (from + to) >>> 1
    const start = Math.max(from, lines.lastIndexOf('\n', middle - 1) + 1)
    const newline = lines.indexOf('\n', middle)
    const end = newline === -1 ? lines.length : newline
    const line = lines.slice(start, end)
    if (line === key) return true
    if (line < key) from = end + 1
    else to = start
  }
  return false
}

/** Lines that hold a text anywhere, in their order: at most `limit`. */
export function linesWith(lines: string, text: string, limit: number): string[] {
  const found: string[] = []
  for (let at = lines.indexOf(text); at !== -1 && found.length < limit; ) {
    const start = lines.lastIndexOf('\n', at) + 1
    const newline = lines.indexOf('\n', at)
    const end = newline === -1 ? lines.length : newline
    found.push(lines.slice(start, end))
    at = lines.indexOf(text, end)
  }
  return found
}

/** Every origin of a partner: the registered one first. */
export const originsOf = (partner: Partner): string[] => [partner.origin, ...(partner.sites ?? [])]

/**
 * The match pattern that covers a partner's pages. Firefox's patterns know no ports: there the pattern covers the
 * host, and the page's exact origin is checked before anything is shown.
 */
export function originPattern(origin: string, withPort: boolean): string {
  const { protocol, host, hostname } = new URL(origin)
  return `${protocol}//${withPort ? host : hostname}/*`
}

/** The match pattern of exactly one origin: a pattern without a port covers every port. */
export function portPattern(origin: string): string {
  const { protocol, hostname, port } = new URL(origin)
  return `${protocol}//${hostname}:${port || (protocol === 'https:' ? 443 : 80)}/*`
}

/** Whether a match pattern for origins, such as a browser keeps permissions as, covers one. */
export function coversOrigin(pattern: string, origin: string): boolean {
  if (pattern === '<all_urls>') return true
  const [, scheme, host] = /^(\*|https?):\/\/([^/]+)\/\*$/.exec(pattern) ?? []
  if (!scheme || !host) return false
  const url = new URL(origin)
  if (scheme !== '*' && `${scheme}:` !== url.protocol) return false
  const wanted = /:(?:\d+|\*)$/.test(host) && !host.endsWith(':*') ? url.host : url.hostname
  const named = host.replace(/:\*$/, '')
  if (named === '*') return true
  return named.startsWith('*.')
    ? wanted === named.slice(2) || wanted.endsWith(named.slice(1))
    : wanted === named
}
