/** An answer that was not what was hoped for: the problem document, and which request it answers. */
export class ApiError extends Error {
  readonly status: number
  readonly problem: Record<string, unknown>

  constructor(request: string, status: number, problem: Record<string, unknown>) {
    super(`${request} answered ${status}: ${problem.detail ?? problem.title ?? JSON.stringify(problem)}`)
    this.name = 'ApiError'
    this.status = status
    this.problem = problem
  }
}

/** What is sent beside the path. */
export type Sending = { body?: unknown; raw?: Uint8Array; headers?: Record<string, string> }

/** The worker's API as a merchant's own program would use it: over HTTP, with a key or a token. */
export type Api = {
  get<T>(path: string): Promise<T>
  post<T>(path: string, body?: unknown): Promise<T>
  put<T>(path: string, body?: unknown): Promise<T>
  /** Changes what the body names. */
  change<T>(path: string, body: unknown): Promise<T>
  /** A body as it is, such as one that was signed. */
  raw<T>(path: string, body: string, headers: Record<string, string>): Promise<T>
  patch<T>(path: string, raw: Uint8Array, headers: Record<string, string>): Promise<T>
}

/** @throws ApiError on any answer but 2xx */
export function apiOf(url: string, bearer?: string): Api {
  async function send<T>(method: string, path: string, { body, raw, headers }: Sending): Promise<T> {
    const response = await fetch(`${url}/v1${path}`, {
      method,
      headers: {
        ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body:
        (raw as Uint8Array<ArrayBuffer> | undefined) ?? (body === undefined ? null : JSON.stringify(body)),
    })
    const text = await response.text()
    const answer = text === '' ? {} : JSON.parse(text)
    if (!response.ok) throw new ApiError(`${method} ${path}`, response.status, answer)
    return answer
  }
  return {
    get: (path) => send('GET', path, {}),
    post: (path, body) => send('POST', path, { body, headers: { 'idempotency-key': crypto.randomUUID() } }),
    put: (path, body) => send('PUT', path, { body }),
    change: (path, body) => send('PATCH', path, { body }),
    raw: (path, body, headers) =>
      send('POST', path, {
        raw: new TextEncoder().encode(body),
        headers: { 'content-type': 'application/json', ...headers },
      }),
    patch: (path, raw, headers) => send('PATCH', path, { raw, headers }),
  }
}
