/** Puts a page on the internet that the worker sees. */
export async function servePage(
  url: string,
  page: { status?: number; headers?: Record<string, string>; body?: string; delayMs?: number },
): Promise<void> {
  await steer('/page', { url, page: { status: 200, body: '', ...page } })
}

/** Gives a name records, as the resolver writes them. */
export const setRecords = (name: string, type: 'A' | 'AAAA' | 'TXT', data: string[]): Promise<string[]> =>
  steer('/dns', { name, type, data })

/** Gives a name one public address. */
export const makePublic = (name: string): Promise<string[]> => setRecords(name, 'A', ['93.184.215.14'])

/** Addresses that the worker has fetched, of those that hold `about`. */
export const fetched = (about: string): Promise<string[]> => steer(`/?about=${encodeURIComponent(about)}`)

async function steer(path: string, body?: unknown): Promise<string[]> {
  const response = await fetch(`https://outside.test${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return response.json()
}
