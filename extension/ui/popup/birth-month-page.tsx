import { useState } from 'preact/hooks'
import type { Membership } from '../../../shared/contracts/index.ts'
import { ActStatus } from './act-line.tsx'
import { sayMonth } from './amounts.ts'
import type { PopupActions, PopupModel } from './popup-model.ts'

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1)

/** The month a member was born in, and nothing more: why it is asked, and how to take it back. */
export function BirthMonthPage({
  model,
  actions,
  membership,
}: {
  model: PopupModel
  actions: PopupActions
  membership: Membership
}) {
  const { t, locale } = model.speech
  const { birthMonth, asksBirthMonth } = membership
  const [month, setMonth] = useState(birthMonth ?? 0)
  const save = { kind: 'setBirthMonth' as const, month: month === 0 ? null : month }
  const takeBack = { kind: 'setBirthMonth' as const, month: null }
  const isNew = month !== 0 && month !== birthMonth
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault()
        if (isNew) actions.act(save)
      }}
    >
      <p class="note">{t('birth.why')}</p>
      {asksBirthMonth && (
        <>
          <label class="fld">
            <span class="t13 lab">{t('birth.month')}</span>
            <select
              class="pick w"
              value={month}
              onChange={(event) => setMonth(Number(event.currentTarget.value))}
            >
              <option value={0} disabled>
                {t('birth.choose')}
              </option>
              {MONTHS.map((one) => (
                <option key={one} value={one}>
                  {sayMonth(one, locale)}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" class={isNew ? 'btn p' : 'btn s'} aria-disabled={!isNew}>
            {t('birth.save')}
          </button>
          <ActStatus model={model} act={save} done={t('act.done')} />
        </>
      )}
      {birthMonth !== null && (
        <div class="takeback">
          <p class="t14">{t('birth.said', { month: sayMonth(birthMonth, locale) })}</p>
          <p class="note">{t('birth.takeBackText')}</p>
          <button
            type="button"
            class="btn s sm"
            onClick={() => {
              setMonth(0)
              actions.act(takeBack)
            }}
          >
            {t('birth.takeBack')}
          </button>
          {month !== 0 && <ActStatus model={model} act={takeBack} />}
        </div>
      )}
    </form>
  )
}
