import { formatMoney } from '../../shared/i18n/format.ts'
import type { MessageKey } from '../../shared/i18n/words.ts'
import { Icon } from './icons.tsx'
import type { Speech } from './offer-words.ts'
import { stepNow } from './panel-speech.ts'
import type { PanelView, RunStep } from './panel-view.ts'

type Applying = Extract<PanelView, { kind: 'applying' }>

/** One line of the list: what is done, runs now or comes. */
interface Row {
  key: string
  text: string
  figure: string
  /** `idle`: tried, and it did not help. */
  state: 'done' | 'idle' | 'now' | 'todo'
}

/** A run while it goes on, each step with the figure it left. A screen reader hears it from the panel's live region. */
export function Steps({ view, speech, onStop }: { view: Applying; speech: Speech; onStop(): void }) {
  const { t } = speech
  const { codes, steps, stopping } = view
  const several = codes.length > 1
  const [code = ''] = codes
  const title =
    codes.length === 0
      ? t('panel.fetching')
      : several
        ? t('panel.tryingSeveral', { n: codes.length })
        : t('panel.trying', { code })
  return (
    <div class="pb" aria-busy="true">
      <h3 class="t16">{title}</h3>
      <ol class="steps">
        {(several ? rowsOfCodes(view, speech) : rowsOfOne(steps, code, speech)).map((row) => (
          <li key={row.key} class={row.state}>
            <span class="d">
              {row.state === 'done' && <Icon name="check" size={14} />}
              {row.state === 'idle' && <Icon name="minus" size={14} />}
            </span>
            <span class="tx">{row.text}</span>
            <span class="n">{row.figure}</span>
          </li>
        ))}
      </ol>
      <div class="acts">
        <button type="button" class="btn s w" aria-disabled={stopping} onClick={onStop}>
          {t(several ? 'panel.stopSeveral' : 'panel.stop')}
        </button>
      </div>
    </div>
  )
}

/** One code: the four things that are done with it, and a fifth where it has to come out again. */
function rowsOfOne(steps: readonly RunStep[], code: string, { t, locale }: Speech): Row[] {
  const told = (kind: RunStep['kind']) => steps.find((step) => step.kind === kind)
  const noted = told('notedTotal')
  const typed = Boolean(told('typed') ?? told('waiting'))
  const removing = Boolean(told('removing'))
  const figure =
    noted?.kind === 'notedTotal' ? formatMoney(noted.amountMinor, noted.currency, locale, 'exact') : ''
  const rows: { done: boolean; after: MessageKey; during: MessageKey; figure: string }[] = [
    { done: noted !== undefined || typed, after: 'panel.stepNoted', during: 'panel.stepNoting', figure },
    { done: typed, after: 'panel.stepTyped', during: 'panel.stepTyping', figure: typed ? code : '' },
    {
      done: Boolean(told('compared')) || removing,
      after: 'panel.stepWaited',
      during: 'panel.stepWaiting',
      figure: '',
    },
    { done: removing, after: 'panel.stepComparing', during: 'panel.stepComparing', figure: '' },
    ...(removing
      ? [
          {
            done: false,
            after: 'panel.stepRemoving',
            during: 'panel.stepRemoving',
            figure: '',
          } as const,
        ]
      : []),
  ]
  // Before the code is there, nothing has begun.
  const current = code === '' ? -1 : rows.findIndex((row) => !row.done)
  return rows.map(({ done, after, during, figure }, index) => ({
    key: after,
    text: t(done ? after : during),
    figure,
    state: done ? 'done' : index === current ? 'now' : 'todo',
  }))
}

/** Several codes: each with what it did to the total, and what is being done with the one that is tried now. */
function rowsOfCodes({ codes, steps }: Applying, { t, locale }: Speech): Row[] {
  // A code may be tried twice, with the others and alone: what it did last stands beside it.
  const tries = new Map<string, RunStep[]>()
  let trying = ''
  let restoring = false
  for (const step of steps) {
    if (step.kind === 'trying') {
      trying = step.code
      tries.set(trying, [])
    } else if (step.kind === 'restoring') restoring = true
    else if (!restoring) tries.get(trying)?.push(step)
  }
  const rows = codes.map((code): Row => {
    const own = tries.get(code)
    if (!own) return { key: code, text: code, figure: '', state: restoring ? 'idle' : 'todo' }
    const compared = own.findLast((step) => step.kind === 'compared')
    const fell =
      compared?.kind === 'compared' ? compared.after.amountMinor - compared.before.amountMinor : null
    const figure =
      fell === null || compared?.kind !== 'compared'
        ? ''
        : fell === 0
          ? t('panel.noChange')
          : formatMoney(fell, compared.after.currency, locale, 'exact')
    const now = code === trying && !restoring
    return {
      key: code,
      text: now ? `${code}. ${t(stepNow(own))}` : code,
      figure,
      state: now ? 'now' : fell !== null && fell < 0 ? 'done' : 'idle',
    }
  })
  // Before the first code, and after a page load in the middle, only what is being done is known.
  if (tries.size === 0 && !restoring)
    rows.unshift({ key: 'now', text: t(stepNow(steps)), figure: '', state: 'now' })
  if (restoring) rows.push({ key: 'restoring', text: t('panel.stepRestoring'), figure: '', state: 'now' })
  return rows
}
