import { Icon } from './icon.tsx'
import type { PopupActions, PopupModel } from './popup-model.ts'

/** A code that is the member's, and the way to copy it. */
export function CopyCode({
  model,
  actions,
  code,
}: {
  model: PopupModel
  actions: PopupActions
  code: string
}) {
  const { t } = model.speech
  const copied = model.copied === code
  return (
    <div class="codeline">
      <span class="code">{code}</span>
      <button type="button" class="btn s sm" onClick={() => actions.copy(code)}>
        <Icon name={copied ? 'check' : 'copy'} size={14} />
        {t(copied ? 'panel.copied' : 'panel.copy')}
        <span class="sr">: {code}</span>
      </button>
    </div>
  )
}
