import { defineContentScript } from 'wxt/utils/define-content-script'
import { IS_LOCAL } from '../env.ts'
import { onMessage, sendMessage } from '../messages.ts'
import { mountHost } from '../page/host.ts'
import { listenToKeys } from '../page/keys.ts'
import { createPanelApp } from '../page/panel-app.ts'

/** A shop that draws itself anew is looked at once it has been still this long. Milliseconds. */
const STILL_MS = 500

export default defineContentScript({
  registration: 'runtime',
  // Its default would tell the shop's own scripts that we are here.
  noScriptStartedPostMessage: true,
  async main(ctx) {
    const info = await sendMessage('pageInfo', { totalMinor: null })
    if (!info || info.hidden || ctx.isInvalid) return

    const ending = new AbortController()
    const signal = AbortSignal.any([ctx.signal, ending.signal])
    const panel = mountHost(document, { open: IS_LOCAL, signal })
    const gone = () => ending.abort()
    signal.addEventListener('abort', panel.remove)
    const app = createPanelApp(panel.root, info, { signal, gone })
    app.start()
    listenToKeys(app, panel, signal)

    let timer: number | undefined
    let moved = false
    let settled = false
    const look = (isMove: boolean) => {
      if (signal.aborted) return
      moved ||= isMove
      clearTimeout(timer)
      timer = ctx.setTimeout(() => {
        // On another page it may have to stand elsewhere; on the same one, an open panel stays where it is looked at.
        if (moved || (!settled && !app.isOpen())) panel.dock()
        settled = true
        app.pageChanged(moved)
        moved = false
      }, STILL_MS)
    }
    ctx.addEventListener(window, 'wxt:locationchange', () => look(true))
    const observer = new MutationObserver(() => {
      // A shop that replaces its whole document takes the panel along.
      if (!panel.host.isConnected && !signal.aborted) document.documentElement.append(panel.host)
      look(false)
    })
    observer.observe(document.documentElement, { childList: true, subtree: true })
    signal.addEventListener('abort', () => observer.disconnect())
    signal.addEventListener(
      'abort',
      onMessage('lookAgain', () => app.lookAgain()),
    )
  },
})
