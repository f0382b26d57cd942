const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/
/** The browser's own, which say nothing of where the member was. */
const ANYTHING =
  /^(?:accept-encoding|accept-language|cache-control|connection|content-length|host|pragma|priority|sec-(?:ch|fetch|gpc).*|user-agent|dnt|te)$/
/** Ours, and what their values look like. */
const SHAPES: Record<string, RegExp> = {
  accept: /^(?:application\/json|\*\/\*)$/,
  authorization: /^Bearer [\w.~-]{20,2000}$/,
  'content-type': /^application\/json$/,
  'idempotency-key': UUID,
  'if-none-match': /^(?:W\/)?"[\w-]{1,64}"$/,
  'stamkund-bookmark': /^[\w.:-]{1,200}$/,
  // A question in advance of a request.
  'access-control-request-headers': /^[a-z,-]{1,100}$/,
  'access-control-request-method': /^(?:GET|POST|PUT|DELETE)$/,
}

/** Headers that have no business in a request of ours, or hold something that has none. `origin`: what may name the sender. */
export const strangeHeaders = (headers: Record<string, string>, origin: RegExp | null): string[] =>
  Object.entries(headers).flatMap(([name, value]) => {
    const shape = name === 'origin' ? origin : SHAPES[name]
    return ANYTHING.test(name) || shape?.test(value) ? [] : [`${name}: ${value}`]
  })
