/** The eight groups of an IPv6 address as the URL standard writes it, without brackets. */
function groupsOf(address: string): number[] {
  const [head = '', tail] = address.split('::')
  const parse = (part: string) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))
  const [left, right] = [parse(head), parse(tail ?? '')]
  const gap = tail === undefined ? 0 : 8 - left.length - right.length
  return [...left, ...Array<number>(gap).fill(0), ...right]
}

/** Networks that are not the public internet, as [first address, prefix length]. Source: IANA special-purpose registry (RFC 6890). */
const SPECIAL_IPV4: [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
]

const toNumber = (address: string): number =>
  address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)

const isPublicIpv4 = (address: string): boolean =>
  !SPECIAL_IPV4.some(([network, bits]) => {
    const size = 2 ** (32 - bits)
    return Math.floor(toNumber(address) / size) === Math.floor(toNumber(network) / size)
  })

function isPublicIpv6(address: string): boolean {
  const [first = 0, second = 0] = groupsOf(address)
  // Global unicast is 2000::/3; loopback, mapped IPv4, NAT64, unique local, link-local and multicast lie outside it.
  if (first < 0x2000 || first > 0x3fff) return false
  // Inside it: protocol assignments with Teredo, documentation, and 6to4, which carries an IPv4 address.
  if (first === 0x2001 && (second < 0x0200 || second === 0x0db8)) return false
  return first !== 0x2002 && !(first === 0x3fff && second < 0x1000)
}

/** An address in the one spelling of the URL standard (decimal quads, compressed groups), or `null` where it is a name. */
export function canonicalAddress(host: string): string | null {
  const inUrl = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
  if (!URL.canParse(`http://${inUrl}/`)) return null
  const { hostname } = new URL(`http://${inUrl}/`)
  return /^\d+\.\d+\.\d+\.\d+$/.test(hostname) || hostname.startsWith('[') ? hostname : null
}

/** Whether an address is one that anybody on the internet may be asked at. */
export function isPublicAddress(host: string): boolean {
  const address = canonicalAddress(host)
  if (address === null) return false
  return address.startsWith('[') ? isPublicIpv6(address.slice(1, -1)) : isPublicIpv4(address)
}
