import type { Partner } from '../../shared/contracts/index.ts'

/** The partners by origin, for looking up a page without telling anyone. */
export type PartnerIndex = ReadonlyMap<string, Partner>

/**
 * Only a whole origin is a key: scheme, host and port. A look-alike host, another port or plain http is another
 * site, whoever's name it carries.
 */
export const indexPartners = (partners: readonly Partner[]): PartnerIndex =>
  new Map(partners.map((partner) => [partner.origin, partner]))

/** The partner whose page this is, if any. `url` may be anything that a browser calls an address. */
export function matchPartner(index: PartnerIndex, url: string | undefined): Partner | null {
  if (!url || !URL.canParse(url)) return null
  const { protocol, origin } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:') return null
  return index.get(origin) ?? null
}

/**
 * The match pattern that covers a partner's pages. Firefox's patterns know no ports: there the pattern covers the
 * host, and the page's exact origin is checked before anything is shown.
 */
export function originPattern(origin: string, withPort: boolean): string {
  const { protocol, host, hostname } = new URL(origin)
  return `${protocol}//${withPort ? host : hostname}/*`
}
