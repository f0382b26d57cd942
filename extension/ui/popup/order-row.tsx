import type { Cause, Membership, RewardOrder } from '../../../shared/contracts/index.ts'
import { AskBox, isAct } from './act-line.tsx'
import { countOf, sayAmount } from './amounts.ts'
import { CopyCode } from './code-line.tsx'
import type { PopupActions, PopupModel } from './popup-model.ts'
import { contentOf, orderWords } from './reward-words.ts'

/** States that a member can still take an order back from. */
const OPEN: RewardOrder['state'][] = ['waiting', 'ordered']

/** One order: how far it has come, its code, and cancelling it while that can be. */
export function OrderRow({
  model,
  actions,
  membership,
  order,
  causes,
}: {
  model: PopupModel
  actions: PopupActions
  membership: Membership
  order: RewardOrder
  causes: readonly Cause[]
}) {
  const { speech, now, asking } = model
  const { t, locale } = speech
  const { currency, timeZone } = membership
  const { price, state, code, usedAt, donated } = order
  const { name } = contentOf(order.content, model.info)
  const causeName = causes.find(({ key }) => key === donated?.cause)?.name ?? donated?.cause ?? ''
  const cost = sayAmount(price.unit, price.amount, currency, speech)
  const cancel = { kind: 'cancelOrder' as const, orderId: order.id }
  return (
    <li class="or">
      <span class="t14 lab">{name}</span>
      <span class="t13 i2 n">{cost}</span>
      <span class="t13 i2">{orderWords(order, causeName, currency, speech, { locale, now, timeZone })}</span>
      {OPEN.includes(state) && !isAct(asking, cancel) && (
        <button type="button" class="lnk t13" onClick={() => actions.ask(cancel)}>
          {t('orders.cancel')}
          <span class="sr">: {name}</span>
        </button>
      )}
      {code !== null && usedAt === null && state !== 'cancelled' && (
        <div class="all">
          <CopyCode model={model} actions={actions} code={code} />
        </div>
      )}
      {isAct(asking, cancel) && (
        <div class="all">
          <AskBox
            model={model}
            actions={actions}
            act={cancel}
            question={t('orders.askCancel', { amount: cost, n: countOf(price.unit, price.amount) })}
            yes={t('orders.cancel')}
            no={t('orders.keep')}
          />
        </div>
      )}
    </li>
  )
}
