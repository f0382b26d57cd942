const FNV_OFFSET = 2_166_136_261
const FNV_PRIME = 16_777_619

/** FNV-1a, 32 bits, over UTF-16 code units, going on from `state`. */
export function fnv1a32(text: string, state: number = FNV_OFFSET): number {
  let hash = state
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME)
  return hash >>> 0
}
