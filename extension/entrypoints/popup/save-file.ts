/** By then a download has begun, and reads from its own copy. Milliseconds. */
const REVOKE_MS = 60_000

/** Hands a JSON file to the browser's own download. */
export function saveFile(name: string, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), REVOKE_MS)
}
