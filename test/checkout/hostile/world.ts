import type { Page } from 'playwright-core'
import { bundle, open } from '../harness.ts'

/** A tab with our script where the browser puts a content script: a world of its own over the page's document. */
export interface Guarded {
  page: Page
  /** Evaluates in our world, awaiting promises; JSON comes back. Rejects with what was thrown there. */
  ours<T>(expression: string): Promise<T>
  /** Exceptions that nobody caught, of our world and of the page's own. */
  uncaught: { ours: string[]; page: string[] }
  end(): Promise<void>
}

/** Opens a page and puts `scripts` into an isolated world, as the extension's content script is. */
export async function guarded(source: string, scripts?: string[]): Promise<Guarded> {
  const page = await open(source, '/cart')
  const session = await page.context().newCDPSession(page)
  const uncaught: Guarded['uncaught'] = { ours: [], page: [] }
  let contextId = 0
  session.on('Runtime.exceptionThrown', ({ exceptionDetails: { executionContextId, exception, text } }) => {
    const whose = executionContextId === contextId ? uncaught.ours : uncaught.page
    whose.push(exception?.description ?? text)
  })
  await session.send('Runtime.enable')
  const { frameTree } = await session.send('Page.getFrameTree')
  const world = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'stamkund',
  })
  contextId = world.executionContextId
  const ours = async <T>(expression: string): Promise<T> => {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      contextId,
      expression,
      awaitPromise: true,
      returnByValue: true,
    })
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value as T
  }
  for (const script of scripts ?? [await bundle()]) await ours(`${script};0`)
  return { page, ours, uncaught, end: () => page.close() }
}
