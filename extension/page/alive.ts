import { browser } from 'wxt/browser'

/** Whether the extension has been updated, removed or switched off under this page: then nobody answers any more. */
export function isRestarted(): boolean {
  try {
    return !browser.runtime?.id
  } catch {
    return true
  }
}
