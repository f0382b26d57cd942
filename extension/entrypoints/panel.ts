import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { IS_LOCAL } from '../env.ts'
import { onMessage, sendMessage } from '../messages.ts'
import { isRestarted } from '../page/alive.ts'
import { countPage } from '../page/categories-part.ts'
import { mountHost } from '../page/host.ts'
import { listenToKeys } from '../page/keys.ts'
import { watchLocation } from '../page/location.ts'
import { listenToMoves } from '../page/moves.ts'
import { createPanelApp } from '../page/panel-app.ts'
import { seen, watchPage, whenIdle } from '../page/watch.ts'

/**
 * The panel, which the background registers for the partners' pages that are allowed, or brings into one. No content script
 * of WXT's: those dispatch events in the page, by which its scripts hear that we are here and can end us.
 */
export default defineUnlistedScript({
  async main() {
    const ending = new AbortController()
    const { signal } = ending
    // In the scripts' own world, which the page's do not see: of two copies the younger stands.
    globalThis.stamkundPanel?.abort()
    globalThis.stamkundPanel = ending
    await seen(document)
    if (isRestarted() || signal.aborted) return
    // Nothing of ours is in the page before this is answered: other sites may stand under a partner's host.
    const info = await sendMessage('pageInfo', { totalMinor: null })
    if (!info || info.hidden || signal.aborted) return
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
      watchLocation(watch.moved, signal)
      signal.addEventListener(
        'abort',
        onMessage('lookAgain', () => app.lookAgain()),
      )
    }
  },
})

declare global {
  /** Ends the panel of this page, in the world of our scripts. */
  var stamkundPanel: AbortController | undefined
}
