import { formatDay, formatTime } from '../../../shared/i18n/format.ts'
import type { KnownOffers, PartnerAccess } from '../../facts.ts'
import { Icon } from './icon.tsx'
import { OfferCards } from './offer-cards.tsx'
import type { PopupActions, PopupModel } from './popup-model.ts'

const DAY_MS = 86_400_000

/** A partner shop of the member's that is not open. `known` is there where its programme knows the member. */
interface OtherShop extends PartnerAccess {
  known: KnownOffers | undefined
}

/** The member's other shops: those they allow, and those whose programme knows them; the ones with most offers first. */
export function otherShops({ info, elsewhere }: Pick<PopupModel, 'info' | 'elsewhere'>): OtherShop[] {
  const known = new Map((elsewhere ?? []).map((one) => [one.storeId, one]))
  return info.partners
    .filter(({ partner }) => partner.storeId !== info.partner?.storeId)
    .map((access) => ({ ...access, known: known.get(access.partner.storeId) }))
    .filter(({ allowed, known }) => allowed || known !== undefined)
    .sort(
      (a, b) =>
        (b.known?.shown?.offers.length ?? -1) - (a.known?.shown?.offers.length ?? -1) ||
        a.partner.name.localeCompare(b.partner.name),
    )
}

/** What is offered in the member's other shops, as far as it is known; looked up anew only on a click. */
export function ElsewhereList({ model, actions }: { model: PopupModel; actions: PopupActions }) {
  const { t } = model.speech
  if (model.elsewhere === null) return null
  const shops = otherShops(model)
  return (
    <>
      <h2 class="t16 section">{t('offers.elsewhere')}</h2>
      {shops.length === 0 ? (
        <p class="note">{t('offers.elsewhereNone')}</p>
      ) : (
        <ul class="box ways others">
          {shops.map((shop) => (
            <li key={shop.partner.storeId}>
              <Shop shop={shop} model={model} actions={actions} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Shop({ shop, model, actions }: { shop: OtherShop; model: PopupModel; actions: PopupActions }) {
  const { speech, opened, looking, now } = model
  const { t, locale } = speech
  const { partner, known } = shop
  const { storeId, name } = partner
  const isOpen = opened === storeId
  const state = looking[storeId]
  const asOf = known?.asOf ?? null
  const time = asOf !== null && (now - asOf < DAY_MS / 2 ? formatTime(asOf, locale) : formatDay(asOf, locale))
  const offers = known?.shown?.offers ?? []
  return (
    <>
      <button
        type="button"
        class="way"
        aria-expanded={isOpen}
        onClick={() => actions.openShop(isOpen ? null : storeId)}
      >
        <span class="lab">{name}</span>
        <span class="i2 n">
          {known?.shown ? t('offers.here', { n: offers.length }) : t('offers.notAsked')}
        </span>
        <Icon name={isOpen ? 'minus' : 'plus'} size={14} />
      </button>
      {isOpen && (
        <div class="unfolded">
          {offers.length > 0 && (
            <OfferCards offers={offers} partner={partner} model={model} actions={actions} />
          )}
          {known?.shown && offers.length === 0 && <p class="note">{t('offers.none')}</p>}
          {!known && model.info.member && <p class="note">{t('offers.lookNote', { store: name })}</p>}
          <p class="t12 i2" role="status">
            {typeof state === 'object'
              ? t(`problem.${state.trouble}`)
              : time !== false && t('offers.asOf', { time })}
          </p>
          <div class="askacts">
            {model.info.member && (
              <button
                type="button"
                class="btn s sm"
                aria-disabled={state === 'fetching'}
                onClick={() => actions.look(storeId)}
              >
                {t(state === 'fetching' ? 'offers.looking' : 'offers.look')}
                <span class="sr">: {name}</span>
              </button>
            )}
            <button type="button" class="btn q sm" onClick={() => actions.openTab(partner.origin)}>
              {t('offers.openShop', { store: name })}
            </button>
          </div>
        </div>
      )}
    </>
  )
}
