import { defineContentScript } from 'wxt/utils/define-content-script'
import { IS_LOCAL } from '../env.ts'
import { onMessage, sendMessage } from '../messages.ts'
import { isRestarted } from '../page/alive.ts'
import { countPage } from '../page/categories-part.ts'
import { mountHost } from '../page/host.ts'
import { listenToKeys } from '../page/keys.ts'
import { listenToMoves } from '../page/moves.ts'
import { createPanelApp } from '../page/panel-app.ts'
import { seen, watchPage, whenIdle } from '../page/watch.ts'

export default defineContentScript({
  registration: 'runtime',
  // Its default would tell the shop's own scripts that we are here.
  noScriptStartedPostMessage: true,
  async main(ctx) {
    await seen(document)
    const info = await sendMessage('pageInfo', { totalMinor: null })
    if (!info || info.hidden || ctx.isInvalid) return
    const ending = new AbortController()
    const { signal } = ending
    // A younger copy of this script has begun: it is an update's, and brings its own panel.
    ctx.onInvalidated(() => isRestarted() || ending.abort())
    whenIdle(() => begin(info), signal)

    function begin(info: NonNullable<Awaited<ReturnType<typeof sendMessage<'pageInfo'>>>>): void {
      const panel = mountHost(document, { open: IS_LOCAL, signal, wanted: info.place })
      const gone = () => ending.abort()
      signal.addEventListener('abort', panel.remove)
      const app = createPanelApp(panel.root, info, { signal, gone, drawn: panel.drawn })
      app.start()
      listenToKeys(app, panel, signal)
      listenToMoves(panel, app.moved, signal)

      let settled = false
      let counted = ''
      const watch = watchPage(document, {
        signal,
        // A shop that replaces its whole document takes the panel along.
        changed: () => panel.host.isConnected || panel.standUp() || gone(),
        look(moved) {
          // Nobody answers any more: who has the panel open is told so, and no one else is bothered.
          if (isRestarted()) return app.isOpen() ? app.outlived() : gone()
          if (moved) panel.forgive()
          // On another page it may have to stand elsewhere; on the same one, an open panel stays where it is looked at.
          if (moved || (!settled && !app.isOpen())) panel.dock()
          settled = true
          app.pageChanged(moved)
          if (!app.mayCount() || counted === location.href) return
          counted = location.href
          countPage(document).catch(() => undefined)
        },
      })
      ctx.addEventListener(window, 'wxt:locationchange', watch.moved)
      signal.addEventListener(
        'abort',
        onMessage('lookAgain', () => app.lookAgain()),
      )
    }
  },
})
