import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { ReceiptKey } from '../../shared/contracts/index.ts'
import { Plainly } from '../demo/terminal.ts'
import { namedFile } from './named-file.ts'

const Key = z.looseObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: ReceiptKey.shape.x,
  kid: z.string().optional(),
})
const Keys = z.union([
  z.looseObject({ keys: z.array(Key).min(1) }).transform(({ keys }) => keys),
  Key.transform((key) => [key]),
])

/** The public keys, base64url, that `trustedJwks` finds. */
export const trustedKeys = (given: string): Set<string> => new Set(trustedJwks(given).map(({ x }) => x))

/**
 * The public keys that are meant by `--key`: a JWK, a set of them as it is published, or a file that holds either.
 *
 * @throws Plainly where it is none
 */
export function trustedJwks(given: string): { kid?: string | undefined; x: string }[] {
  const isText = given.trim().startsWith('{')
  if (!isText && !existsSync(namedFile(given))) throw new Plainly(`--key: there is no file ${given}.`)
  const text = isText ? given : readFileSync(namedFile(given), 'utf8')
  const parsed = Keys.safeParse(jsonOf(text))
  if (!parsed.success)
    throw new Plainly(
      '--key needs an Ed25519 key as a JWK, or the published set of them, or a file with one.',
    )
  return parsed.data
}

/** A text's JSON; `undefined` where it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
