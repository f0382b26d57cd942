import type { Partner } from '../../../shared/contracts/index.ts'
import { NearlyList } from '../offer-list.tsx'
import { ElsewhereList, otherShops } from './elsewhere-list.tsx'
import { Loading, NoMember, NoShop } from './needs.tsx'
import { AskAccess } from './notices.tsx'
import { OfferCards } from './offer-cards.tsx'
import type { PopupActions, PopupModel } from './popup-model.ts'

interface Parts {
  model: PopupModel
  actions: PopupActions
}

/** The offers at the shop that is open, and what is known of the member's other shops. */
export function OffersTab({ model, actions }: Parts) {
  const { info, loading } = model
  const { partner, member } = info
  if (partner && !member) return <NoMember model={model} actions={actions} />
  if (loading && !partner) return <Loading model={model} />
  if (!partner && otherShops(model).length === 0) return <NoShop model={model} actions={actions} />
  return (
    <>
      {partner ? <Here model={model} actions={actions} partner={partner} /> : <NothingHere model={model} />}
      <ElsewhereList model={model} actions={actions} />
      <span class="grow" />
    </>
  )
}

const NothingHere = ({ model: { speech } }: { model: PopupModel }) => (
  <p class="note">{speech.t('popup.noStoreText')}</p>
)

function Here({ model, actions, partner }: Parts & { partner: Partner }) {
  const { info, speech, loading } = model
  const { t } = speech
  const { shown, allowed, trouble } = info
  const offers = shown?.offers ?? []
  return (
    <>
      <div class="row sp base headline">
        <h2 class="t16">{partner.name}</h2>
        <span class="t13 i2 n">{offers.length > 0 && t('popup.offersCount', { n: offers.length })}</span>
      </div>
      {!allowed && <AskAccess model={model} actions={actions} partner={partner} />}
      {offers.length > 0 ? (
        <OfferCards offers={offers} partner={partner} model={model} actions={actions} />
      ) : (
        <p class="note" role="status">
          {t(loading ? 'state.loading' : trouble ? `problem.${trouble}` : 'popup.noOffersTitle')}
        </p>
      )}
      <NearlyList nearly={shown?.nearly ?? []} speech={speech} />
    </>
  )
}
