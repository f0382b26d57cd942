import type { ServerResponse } from 'node:http'

/** What each code takes off, in minor units. The shops know these and no others. */
const OFF: Record<string, number> = {
  SAVE15: 1500,
  MORE4: 400,
  NICE: 0,
  COSTS: -700,
  OLD5: 500,
  OLD20: 2000,
}
const GOODS_MINOR = 12_000
const SHIPPING_MINOR = 900

/** One visitor's basket on a shop's server: what the codes really do, whatever its page says. */
export class Till {
  codes: string[] = []
  orders = 0
  /** How many codes count at once; one more drives the oldest out. */
  readonly slots: number

  constructor(slots: number) {
    this.slots = slots
  }

  /** Takes a code. `false`: there is no such code. */
  put(code: string): boolean {
    const known = code.trim().toUpperCase()
    if (!(known in OFF)) return false
    this.codes = [...this.codes.filter((one) => one !== known), known].slice(-this.slots)
    return true
  }

  take(code: string): void {
    this.codes = this.codes.filter((one) => one !== code.trim().toUpperCase())
  }

  off(code: string): number {
    return OFF[code] ?? 0
  }

  get goodsMinor(): number {
    return GOODS_MINOR
  }

  get shippingMinor(): number {
    return SHIPPING_MINOR
  }

  get totalMinor(): number {
    return GOODS_MINOR + SHIPPING_MINOR - this.codes.reduce((sum, code) => sum + this.off(code), 0)
  }
}

export interface ShopRequest {
  method: string
  url: URL
  body: URLSearchParams
}

/** A small running shop of a make that nobody has an adapter for. */
export interface Shop {
  till: Till
  /** Where a shopper stands who has come to pay. */
  path: string
  currency: string
  /** What this shop does to what is typed in it: every field here must be as it was when the run is over. */
  typed: Record<string, string>
  answer(request: ShopRequest, reply: ServerResponse): void
}

export const html = (reply: ServerResponse, body: string): void => {
  reply.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<!doctype html>${body}`)
}

export const json = (reply: ServerResponse, status: number, body: unknown): void => {
  reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

export const back = (reply: ServerResponse, location: string): void => {
  reply.writeHead(302, { location }).end()
}

/** 12345 as 123.45, with the mark that the shop writes between whole and part. */
export const amount = (minor: number, mark = '.'): string => (minor / 100).toFixed(2).replace('.', mark)
