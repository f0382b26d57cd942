import { sendMessage } from '../messages.ts'

declare global {
  /** Set by `entrypoints/categories.ts`, which runs in the same isolated world as the panel; no page sees it. */
  var stamkundCategories: ((page: Document) => string[]) | undefined
}

/** Tells the background what the page in front is about. Only where the member lets it count. */
export async function countPage(page: Document): Promise<void> {
  if (!globalThis.stamkundCategories) await sendMessage('loadCategories')
  const categories = globalThis.stamkundCategories?.(page) ?? []
  if (categories.length > 0) await sendMessage('looked', { categories })
}
