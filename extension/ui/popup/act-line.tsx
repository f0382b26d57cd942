import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import type { Act, Trouble } from '../../facts.ts'
import type { Speech } from '../offer-words.ts'
import type { PopupActions, PopupModel } from './popup-model.ts'

/** Whether two acts are the same one: what is asked, under way and failed is told apart by it. */
export const isAct = (one: Act | null | undefined, other: Act): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

/** Failures after which it is open whether it was done; the same act sent again is done once all the same. */
const OPEN: Trouble[] = ['offline', 'timeout', 'busy', 'internal', 'idempotency_in_progress']

/** Why an act failed, and what a second try would do. */
function troubleWords(trouble: Trouble, { t }: Speech): string {
  const why = t(`problem.${trouble}`)
  return OPEN.includes(trouble) ? `${why} ${t('act.retry')}` : why
}

/** What became of an act, said where it was asked for. */
export function ActStatus({
  model,
  act,
  done,
  troubles = {},
}: {
  model: PopupModel
  act: Act
  done?: string
  /** Failures that mean something of their own here. */
  troubles?: Partial<Record<Trouble, string>>
}) {
  const { acting, speech } = model
  const state = isAct(acting?.act, act) ? acting?.state : undefined
  const failed = typeof state === 'object'
  return (
    <p class={failed ? 't13 lt' : 't13 i2'} role="status">
      {failed && (troubles[state.trouble] ?? troubleWords(state.trouble, speech))}
      {state === 'busy' && speech.t('act.busy')}
      {state === 'done' && done}
    </p>
  )
}

/** The question before an act is sent, with its two answers: the one filled button of the popup while it stands. */
export function AskBox({
  model,
  actions,
  act,
  question,
  yes,
  no,
  troubles = {},
  children,
}: {
  model: PopupModel
  actions: PopupActions
  act: Act
  question: string
  yes: string
  no: string
  troubles?: Partial<Record<Trouble, string>>
  children?: ComponentChildren
}) {
  const busy = isAct(model.acting?.act, act) && model.acting?.state === 'busy'
  const id = useId()
  const first = useRef<HTMLButtonElement>(null)
  // It stands where its opener stood, which is gone: the keyboard goes on from here.
  useLayoutEffect(() => first.current?.focus(), [])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a question with two answers is no set of fields
    <div class="ask" role="group" aria-labelledby={id}>
      <p class="t13" id={id}>
        {question}
      </p>
      {children}
      <div class="askacts">
        <button
          ref={first}
          type="button"
          class="btn p sm"
          aria-disabled={busy}
          onClick={() => {
            if (!busy) actions.act(act)
          }}
        >
          {yes}
        </button>
        <button
          type="button"
          class="btn q sm"
          aria-disabled={busy}
          onClick={() => {
            if (!busy) actions.ask(null)
          }}
        >
          {no}
        </button>
      </div>
      <ActStatus model={model} act={act} troubles={troubles} />
    </div>
  )
}
