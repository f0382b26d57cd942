import type { MemberPlan, Membership } from '../../../shared/contracts/index.ts'
import { formatMoney } from '../../../shared/i18n/format.ts'
import { ActStatus, AskBox, isAct } from './act-line.tsx'
import { type Dates, sayDay, sayLastDay } from './amounts.ts'
import { BreakEvenMeter } from './break-even-meter.tsx'
import { Icon } from './icon.tsx'
import { feeWords, givesWords, stateWords } from './plan-words.ts'
import type { PopupActions, PopupModel } from './popup-model.ts'

interface Parts {
  model: PopupModel
  actions: PopupActions
}

/** The programme's paid plans: what each costs and gives, whether one's own pays, and the way out of it. */
export function PlanPage({ model, actions, membership }: Parts & { membership: Membership }) {
  const { speech, now } = model
  const dates = { locale: speech.locale, now, timeZone: membership.timeZone }
  return (
    <>
      {membership.plans.map((one) => (
        <PlanSection key={one.plan.key} model={model} actions={actions} one={one} dates={dates} />
      ))}
    </>
  )
}

function PlanSection({ model, actions, one, dates }: Parts & { one: MemberPlan; dates: Dates }) {
  const { speech } = model
  const { t, locale } = speech
  const { plan, subscription, breakEven } = one
  const gives = givesWords(plan.entitlements, plan.price.currency, speech)
  const wayOut = subscription && <WayOut model={model} actions={actions} one={one} dates={dates} />
  // What does not pay is followed at once by the way out of it.
  const outFirst = breakEven?.verdict === 'behind'
  const ended = subscription?.state === 'ended'
  const owed = subscription && formatMoney(subscription.refundOwedMinor, subscription.currency, locale)
  const leftAt = ended && subscription.refundOwedMinor > 0 ? subscription.endedAt : null
  const state = () => {
    if (!subscription)
      return [t('plan.none'), plan.trialDays > 0 ? t('plan.trialDays', { n: plan.trialDays }) : ''].join(' ')
    if (leftAt !== null) return t('plan.left', { date: sayDay(leftAt, dates), amount: owed ?? '' })
    return stateWords(subscription, speech, dates)
  }
  return (
    <section class="plan">
      <div class="row sp base">
        <h2 class="t16">{plan.name}</h2>
        <span class="t13 i2 n">{feeWords(plan, speech)}</span>
      </div>
      <p class="t13 i2">{state()}</p>
      {subscription && subscription.refundOwedMinor > 0 && leftAt === null && (
        <p class="t13 ht">{t('plan.refundOwed', { amount: owed ?? '' })}</p>
      )}
      {breakEven && <BreakEvenMeter breakEven={breakEven} speech={speech} dates={dates} />}
      {outFirst && wayOut}
      {gives.length > 0 && (
        <>
          <h3 class="t13 lab i2 boxhead">{t('plan.gives')}</h3>
          <ul class="gives t13">
            {gives.map((line) => (
              <li key={line}>
                <Icon name="check" size={14} />
                {line}
              </li>
            ))}
          </ul>
        </>
      )}
      {!outFirst && wayOut}
      {(!subscription || ended) && <HowToJoin model={model} actions={actions} one={one} />}
    </section>
  )
}

/** Nothing is bought in here: the shop sells its plans, and is told who joins by the reference. */
function HowToJoin({ model, actions, one }: Parts & { one: MemberPlan }) {
  const { t } = model.speech
  const { partner } = model.info
  const copied = model.copied === one.checkoutReference
  return (
    <div class="joinplan">
      <p class="note">{t('plan.joinAtShop')}</p>
      <p class="row sp">
        <span class="code clip">{one.checkoutReference}</span>
        <button type="button" class="btn s sm" onClick={() => actions.copy(one.checkoutReference)}>
          <Icon name={copied ? 'check' : 'copy'} size={14} />
          <span class="sr">{t('plan.copyReference')}: </span>
          {t(copied ? 'panel.copied' : 'panel.copy')}
        </button>
      </p>
      {partner && (
        <button type="button" class="btn s sm" onClick={() => actions.openTab(partner.origin)}>
          {t('plan.openShop', { store: partner.name })}
        </button>
      )}
    </div>
  )
}

function WayOut({ model, actions, one, dates }: Parts & { one: MemberPlan; dates: Dates }) {
  const { speech, asking } = model
  const { t, locale } = speech
  const { plan, subscription, wayOut } = one
  if (!subscription || subscription.state === 'ended') return null
  const resume = { kind: 'resumePlan' as const, plan: plan.key }
  if (subscription.state === 'endsAtTerm')
    return (
      <div class="wayout">
        <button type="button" class="btn s sm" onClick={() => actions.act(resume)}>
          {t('plan.resume')}
        </button>
        <ActStatus model={model} act={resume} />
        <Leave model={model} actions={actions} one={one} />
      </div>
    )
  if (!wayOut) return null
  const cancel = { kind: 'cancelPlan' as const, plan: plan.key, refund: false }
  const leave = { ...cancel, refund: true }
  const date = wayOut.endsAt === null ? null : sayLastDay(wayOut.endsAt, dates)
  const amount = formatMoney(wayOut.refundMinor, wayOut.currency, locale)
  if (isAct(asking, cancel) && date !== null)
    return (
      <AskBox
        model={model}
        actions={actions}
        act={cancel}
        question={t('plan.askCancel', { plan: plan.name, date })}
        yes={t('plan.cancel', { date })}
        no={t('plan.keep')}
      />
    )
  if (isAct(asking, leave)) return <Leave model={model} actions={actions} one={one} />
  return (
    <div class="wayout">
      <h3 class="t13 lab i2">{t('plan.wayOut')}</h3>
      <p class="note">
        {[
          ...(date === null ? [] : [t('plan.cancelText', { date })]),
          ...(wayOut.refundMinor > 0 ? [t('plan.leaveText', { amount })] : []),
        ].join(' ')}
      </p>
      {date !== null && (
        <button type="button" class="btn s sm" onClick={() => actions.ask(cancel)}>
          {t('plan.cancel', { date })}
        </button>
      )}
      <Leave model={model} actions={actions} one={one} />
    </div>
  )
}

/** Ending it at once with money back, where any comes back. */
function Leave({ model, actions, one }: Parts & { one: MemberPlan }) {
  const { speech, asking } = model
  const { t, locale } = speech
  const { plan, wayOut } = one
  if (!wayOut || wayOut.refundMinor === 0) return null
  const leave = { kind: 'cancelPlan' as const, plan: plan.key, refund: true }
  const amount = formatMoney(wayOut.refundMinor, wayOut.currency, locale)
  if (isAct(asking, leave))
    return (
      <AskBox
        model={model}
        actions={actions}
        act={leave}
        question={t('plan.askLeave', { plan: plan.name, amount })}
        yes={t('plan.leave', { amount })}
        no={t('plan.keep')}
      />
    )
  return (
    <button type="button" class="btn q sm" onClick={() => actions.ask(leave)}>
      {t('plan.leave', { amount })}
    </button>
  )
}
