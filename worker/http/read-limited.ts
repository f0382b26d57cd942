/** The text of an answer, or `null` where it is longer than `maxBytes`: the rest is never read. */
export async function readLimited(response: Response, maxBytes: number): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  if (response.body) {
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.byteLength
      if (size > maxBytes) {
        await reader.cancel()
        return null
      }
      chunks.push(part.value)
    }
  }
  return new TextDecoder().decode(await new Blob(chunks).arrayBuffer())
}
