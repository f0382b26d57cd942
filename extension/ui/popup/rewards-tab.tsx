import type { Membership } from '../../../shared/contracts/index.ts'
import type { Catalogue } from '../../facts.ts'
import { leading, sayAmount } from './amounts.ts'
import { WayButton } from './card-tab.tsx'
import { Empty } from './empty.tsx'
import { Loaded, NoMember, NoShop } from './needs.tsx'
import { OrderRow } from './order-row.tsx'
import type { PopupActions, PopupModel } from './popup-model.ts'
import { RewardRow } from './reward-row.tsx'

/** Orders of rewards that are drawn, newest first. */
const SHOWN = 20

interface Parts {
  model: PopupModel
  actions: PopupActions
}

/** What there is to order, what was ordered, and the ways to causes and to orders that are fetched. */
export function RewardsTab({ model, actions }: Parts) {
  const { info, membership, catalogue } = model
  if (!info.partner) return <NoShop model={model} actions={actions} />
  if (!info.member) return <NoMember model={model} actions={actions} />
  return (
    <Loaded model={model} actions={actions} result={membership}>
      {(known) => (
        <Loaded model={model} actions={actions} result={catalogue}>
          {(all) => <Rewards model={model} actions={actions} membership={known} catalogue={all} />}
        </Loaded>
      )}
    </Loaded>
  )
}

function Rewards({
  model,
  actions,
  membership,
  catalogue,
}: Parts & { membership: Membership; catalogue: Catalogue }) {
  const { speech, pickups } = model
  const { t } = speech
  const { rewards, orders, causes } = catalogue
  const { balances, currency } = membership
  const lead = leading(balances)
  const menu = pickups?.ok ? pickups.value : null
  const open = menu?.orders.filter(({ state }) => state === 'placed' || state === 'ready').length ?? 0
  const hasPickups = menu !== null && (menu.orders.length > 0 || menu.menu.items.length > 0)
  const ways = (
    <ul class="box ways first">
      {hasPickups && (
        <li>
          <WayButton
            name={t('pickups.title')}
            now={t('pickups.count', { n: open })}
            onClick={() => actions.open('pickups')}
          />
        </li>
      )}
      {causes.length > 0 && (
        <li>
          <WayButton
            name={t('causes.title')}
            now={t('causes.row', { n: causes.length })}
            onClick={() => actions.open('causes')}
          />
        </li>
      )}
    </ul>
  )
  const leads = hasPickups || causes.length > 0
  if (rewards.length === 0 && orders.length === 0 && !leads)
    return <Empty title={t('rewards.none')} text={t('rewards.noneText')} />
  return (
    <>
      {leads && ways}
      {rewards.length > 0 && (
        <>
          <div class="row sp base headline">
            <h2 class="t16">{t('rewards.toOrder')}</h2>
            {lead && (
              <span class="t13 i2 n">
                {t('rewards.youHave', { amount: sayAmount(lead.unit, lead.available, currency, speech) })}
              </span>
            )}
          </div>
          <ul class="cards">
            {rewards.map((one) => (
              <RewardRow
                key={one.reward.id}
                model={model}
                actions={actions}
                membership={membership}
                offered={one}
              />
            ))}
          </ul>
        </>
      )}
      {orders.length > 0 && (
        <>
          <h2 class="t16 section">{t('orders.title')}</h2>
          <ul class="box">
            {orders.slice(0, SHOWN).map((order) => (
              <OrderRow
                key={order.id}
                model={model}
                actions={actions}
                membership={membership}
                order={order}
                causes={causes}
              />
            ))}
          </ul>
        </>
      )}
    </>
  )
}
