import type { Cause, MemberReward, Membership } from '../../../shared/contracts/index.ts'
import { formatMoney } from '../../../shared/i18n/format.ts'
import type { Catalogue } from '../../facts.ts'
import { AskBox, isAct } from './act-line.tsx'
import { sayAmount, sayDay } from './amounts.ts'
import type { PopupActions, PopupModel } from './popup-model.ts'

interface Parts {
  model: PopupModel
  actions: PopupActions
  membership: Membership
}

/** What the programme gives to, each with its public total, and giving to it out of what one has. */
export function CausesPage({ model, actions, membership, catalogue }: Parts & { catalogue: Catalogue }) {
  const { t } = model.speech
  const donations = catalogue.rewards.filter(({ reward }) => reward.goods.kind === 'donation')
  return (
    <>
      <ul class="cards">
        {catalogue.causes.map((cause) => (
          <CauseRow
            key={cause.key}
            model={model}
            actions={actions}
            membership={membership}
            cause={cause}
            donations={donations}
          />
        ))}
      </ul>
      {donations.length === 0 && <p class="note below">{t('causes.noGifts')}</p>}
      <span class="grow" />
      <p class="t12 i3">{t('causes.note')}</p>
    </>
  )
}

function CauseRow({
  model,
  actions,
  membership,
  cause,
  donations,
}: Parts & { cause: Cause; donations: MemberReward[] }) {
  const { speech, ordered, now } = model
  const { t, locale } = speech
  const { total, url } = cause
  const money = (amountMinor: number) => formatMoney(amountMinor, total.currency, locale)
  const fitting = donations.filter(({ reward: { goods } }) => {
    if (goods.kind !== 'donation') return false
    return goods.causes.length === 0 || goods.causes.includes(cause.key)
  })
  const given = ordered?.donated?.cause === cause.key ? ordered.donated : null
  return (
    <li class="of">
      <h2 class="head">{cause.name}</h2>
      {url === undefined ? (
        <span />
      ) : (
        <button type="button" class="lnk t13" onClick={() => actions.openTab(url)}>
          {t('causes.read')}
          <span class="sr">: {cause.name}</span>
        </button>
      )}
      <p class="why">{cause.summary}</p>
      <div class="all">
        <p class="rl">
          <span>{t('causes.members')}</span>
          <span>{money(total.membersMinor)}</span>
        </p>
        <p class="rl">
          <span>{t('causes.shop')}</span>
          <span>{money(total.shopMinor)}</span>
        </p>
        <p class="t12 i3 n">{t('causes.counts', { gifts: total.gifts, sales: total.sales })}</p>
        {!cause.open && <p class="t13 i2">{t('causes.closed')}</p>}
        {given && (
          <p class="t13 gt" role="status">
            {t('orders.given', {
              amount: money(given.amountMinor),
              cause: cause.name,
              date: sayDay(ordered?.changedAt ?? now, { locale, now, timeZone: membership.timeZone }),
            })}
          </p>
        )}
        {cause.open &&
          fitting.map((one) => (
            <Give
              key={one.reward.key}
              model={model}
              actions={actions}
              membership={membership}
              cause={cause}
              donation={one}
            />
          ))}
      </div>
    </li>
  )
}

function Give({
  model,
  actions,
  membership,
  cause,
  donation,
}: Parts & { cause: Cause; donation: MemberReward }) {
  const { speech, asking } = model
  const { t, locale } = speech
  const { reward, missing, refusals } = donation
  const { currency } = membership
  if (reward.goods.kind !== 'donation') return null
  const amount = formatMoney(reward.goods.amountMinor, currency, locale)
  const price = sayAmount(reward.price.unit, reward.price.amount, currency, speech)
  const act = { kind: 'orderReward' as const, reward: reward.key, cause: cause.key }
  if (missing > 0)
    return (
      <p class="t13 i2 n">
        {t('causes.give', { amount, price })}
        {': '}
        {t('rewards.missing', {
          amount: sayAmount(reward.price.unit, missing, currency, speech),
        })}
      </p>
    )
  if (refusals.length > 0) return null
  if (isAct(asking, act))
    return (
      <AskBox
        model={model}
        actions={actions}
        act={act}
        question={t('causes.ask', { amount, cause: cause.name, price })}
        yes={t('causes.give', { amount, price })}
        no={t('rewards.notNow')}
      />
    )
  return (
    <button type="button" class="btn s sm give" onClick={() => actions.ask(act)}>
      {t('causes.give', { amount, price })}
      <span class="sr">: {cause.name}</span>
    </button>
  )
}
