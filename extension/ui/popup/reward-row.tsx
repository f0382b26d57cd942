import type { MemberReward, Membership } from '../../../shared/contracts/index.ts'
import type { MessageKey } from '../../../shared/i18n/words.ts'
import { AskBox, isAct } from './act-line.tsx'
import { sayAmount } from './amounts.ts'
import { CopyCode } from './code-line.tsx'
import type { PopupActions, PopupModel } from './popup-model.ts'
import { contentOf, goodsWords, refusalWords } from './reward-words.ts'

interface Parts {
  model: PopupModel
  actions: PopupActions
  membership: Membership
  offered: MemberReward
}

/** One reward: what it is, its price, and ordering it, or what stands in the way. */
export function RewardRow({ model, actions, membership, offered }: Parts) {
  const { speech, now, ordered } = model
  const { t, locale } = speech
  const { reward, missing, refusals } = offered
  const { currency, timeZone } = membership
  const { price, goods, left } = reward
  const dates = { locale, now, timeZone }
  const { name, detail } = contentOf(reward.content, model.info)
  const cost = sayAmount(price.unit, price.amount, currency, speech)
  const why = refusalWords(offered, speech, dates)
  const justNow = ordered?.reward === reward.key ? ordered : null
  return (
    <li class="of">
      <h3 class="head">{name}</h3>
      <span class="v ink">{cost}</span>
      <p class="why">{detail ?? goodsWords(goods, currency, speech, dates)}</p>
      {detail !== undefined && (goods.kind === 'seat' || goods.kind === 'donation') && (
        <p class="why">{goodsWords(goods, currency, speech, dates)}</p>
      )}
      {(why.length > 0 || missing > 0) && (
        <p class="why whynot">
          {[
            ...why,
            ...(missing > 0
              ? [t('rewards.missing', { amount: sayAmount(price.unit, missing, currency, speech) })]
              : []),
          ].join(' ')}
        </p>
      )}
      {justNow && (
        <div class="all" role="status">
          <p class="t13 gt">{t('orders.justNow', { amount: cost })}</p>
          {justNow.code !== null && <CopyCode model={model} actions={actions} code={justNow.code} />}
        </div>
      )}
      <div class="all">
        {refusals.length === 0 && missing === 0 ? (
          <Ordering model={model} actions={actions} membership={membership} offered={offered} />
        ) : (
          left !== null && left > 0 && <p class="t12 i3 n">{t('rewards.left', { n: left })}</p>
        )}
      </div>
    </li>
  )
}

function Ordering({ model, actions, membership, offered }: Parts) {
  const { speech, asking } = model
  const { t } = speech
  const { reward, waits } = offered
  const { balances, currency } = membership
  const { price, goods, left } = reward
  const { name } = contentOf(reward.content, model.info)
  const act = { kind: 'orderReward' as const, reward: reward.key }
  const cost = sayAmount(price.unit, price.amount, currency, speech)
  if (isAct(asking, act)) {
    const available = balances.find(({ unit }) => unit === price.unit)?.available ?? price.amount
    const after = sayAmount(price.unit, available - price.amount, currency, speech)
    return (
      <AskBox
        model={model}
        actions={actions}
        act={act}
        question={
          waits ? t('rewards.askQueue', { amount: cost }) : t('rewards.ask', { amount: cost, left: after })
        }
        yes={t('rewards.confirm', { amount: cost })}
        no={t('rewards.notNow')}
      />
    )
  }
  const [key, onClick]: [MessageKey, () => void] =
    goods.kind === 'donation'
      ? ['rewards.chooseCause', () => actions.open('causes')]
      : [waits ? 'rewards.queue' : 'rewards.order', () => actions.ask(act)]
  return (
    <div class="row sp">
      <span class="t12 i3 n">{left !== null && !waits && t('rewards.left', { n: left })}</span>
      <button type="button" class="btn s sm" onClick={onClick}>
        {t(key)}
        <span class="sr">: {name}</span>
      </button>
    </div>
  )
}
