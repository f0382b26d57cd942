import type { ServerResponse } from 'node:http'
import type { ServedRequest } from '../harness.ts'

/** What the known codes take off a basket of 100.00, in cents. Every other code is refused. */
const OFF: Record<string, number> = { SAVE10: 1010, NOTHING: 0, EARLIER: 1500 }
const BASKET = 10_000

/** A shop's basket and the codes in use in it, as its server keeps them. */
export interface Till {
  /** As typed; each shop writes them in its own case. */
  codes: string[]
  knows(code: string): boolean
  /** `false`: no such code. */
  add(code: string): boolean
  remove(code: string): void
  off(code: string): number
  subtotal: number
  discount(): number
  total(): number
}

/** `used` are codes in use before anybody comes. */
export function openTill(used: string[] = []): Till {
  const till: Till = {
    codes: [...used],
    knows: (code) => code.toUpperCase() in OFF,
    add(code) {
      if (!till.knows(code)) return false
      if (!till.codes.some((other) => same(other, code))) till.codes.push(code)
      return true
    },
    remove(code) {
      till.codes = till.codes.filter((other) => !same(other, code))
    },
    off: (code) => OFF[code.toUpperCase()] ?? 0,
    subtotal: BASKET,
    discount: () => till.codes.reduce((sum, code) => sum + till.off(code), 0),
    total: () => BASKET - till.discount(),
  }
  return till
}

const same = (a: string, b: string): boolean => a.toUpperCase() === b.toUpperCase()

/** A reproduction of a platform's page, served: `path` is where the code field is. */
export interface Shop {
  path: string
  answer(request: ServedRequest, reply: ServerResponse): void
}

/** Cents as dollars. */
export const usd = (cents: number): string => `$${(cents / 100).toFixed(2)}`

export const html = (reply: ServerResponse, text: string): void => {
  reply.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(text)
}
export const json = (reply: ServerResponse, body: unknown, status = 200, headers = {}): void => {
  reply
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
    .end(JSON.stringify(body))
}
export const redirect = (reply: ServerResponse, location: string): void => {
  reply.writeHead(302, { location }).end()
}
