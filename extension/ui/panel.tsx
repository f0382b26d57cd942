import type { ComponentChildren } from 'preact'
import { Icon } from './icons.tsx'
import { Mark } from './marks.tsx'
import { bodyOf } from './panel-bodies.tsx'
import { footOf } from './panel-foot.tsx'
import { spokenOf } from './panel-speech.ts'
import type { PanelActions, PanelModel } from './panel-view.ts'
import { Pill } from './pill.tsx'

/** The panel on a partner's page, folded or open. It is never modal and takes no focus of its own. */
export function Panel({ model, actions }: { model: PanelModel; actions: PanelActions }) {
  const { speech, partner, open } = model
  const { t } = speech
  return (
    <>
      {/* One live region that stays: a region that comes with its words is not read out. */}
      <p class="sr" role="status">
        {open ? spokenOf(model) : ''}
      </p>
      {open ? (
        <section class="panel" lang={speech.locale} aria-label={t('panel.label', { store: partner.name })}>
          <header class="ph">
            {/* Moves are heard by page/moves.ts, which knows the window. */}
            <button
              type="button"
              class="ib grip"
              aria-label={t('panel.move')}
              title={t('panel.moveHow')}
              data-move
            >
              <Mark size={22} />
            </button>
            <h2 class="nm">Stamkund</h2>
            <IconButton label={t('panel.fold')} onClick={actions.fold} first>
              <Icon name="fold" />
            </IconButton>
            <IconButton label={t('panel.hide')} onClick={actions.askHide}>
              <Icon name="close" />
            </IconButton>
          </header>
          {/* Offers have no control of their own that the keyboard could scroll by. */}
          <div class="scroll" tabIndex={model.view.kind === 'offers' ? 0 : undefined}>
            {bodyOf(model, actions)}
          </div>
          <footer class="pf">{footOf(model, actions)}</footer>
        </section>
      ) : (
        <div class="right">
          <Pill model={model} onOpen={actions.open} />
        </div>
      )}
    </>
  )
}

interface IconButtonProps {
  label: string
  onClick(): void
  children: ComponentChildren
  /** Where the focus goes when the member opens the panel. */
  first?: boolean
}

function IconButton({ label, onClick, children, first }: IconButtonProps) {
  return (
    <button type="button" class="ib" aria-label={label} title={label} onClick={onClick} data-first={first}>
      {children}
    </button>
  )
}
