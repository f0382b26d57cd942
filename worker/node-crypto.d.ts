/** The little of node:crypto that the worker uses: workerd has it (nodejs_compat), its types do not. */
declare module 'node:crypto' {
  export function createHash(algorithm: 'sha256'): {
    update(content: string | Uint8Array): ReturnType<typeof createHash>
    digest(): Uint8Array<ArrayBuffer>
  }
}
