import type { Partner } from '../../../shared/contracts/index.ts'
import type { SettingsInfo, Shop } from '../../facts.ts'
import { Loading } from './needs.tsx'
import type { PopupActions, PopupModel } from './popup-model.ts'

/** Shops that are drawn where none is looked for. */
const MOST = 20

/** The shops that can be named: hidden ones first, then those that are allowed, then by name; and how many there was no room for. */
export function knownShops({ partners, hidden }: Pick<SettingsInfo, 'partners' | 'hidden'>): {
  shops: Shop[]
  more: number
} {
  const isHidden = new Set(hidden.map(({ storeId }) => storeId))
  const ranked = partners
    .map(({ partner, allowed }) => ({
      rank: isHidden.has(partner.storeId) ? 0 : allowed ? 1 : 2,
      shop: { name: partner.name, origins: [partner.origin, ...(partner.sites ?? [])], allowed },
    }))
    .sort((a, b) => a.rank - b.rank || a.shop.name.localeCompare(b.shop.name))
  return { shops: ranked.slice(0, MOST).map(({ shop }) => shop), more: Math.max(0, ranked.length - MOST) }
}

/** Where the panel may run: given, taken away, and hidden shops shown again, shop by shop. */
export function ShopsPage({
  model,
  actions,
  settings,
}: {
  model: PopupModel
  actions: PopupActions
  settings: SettingsInfo
}) {
  const { t } = model.speech
  const { find, found } = model.own
  const isFinding = find.trim() !== ''
  const { shops, more } = isFinding ? { shops: found ?? [], more: 0 } : knownShops(settings)
  const hiddenAt = ({ origins }: Shop) => settings.hidden.find(({ origin }) => origins.includes(origin))
  return (
    <>
      <p class="note">{t('popup.accessText')}</p>
      <label class="fld mt">
        <span class="t13 lab">{t('shops.find')}</span>
        <input
          class="input"
          type="search"
          maxLength={100}
          value={find}
          onInput={(event) => actions.find(event.currentTarget.value)}
        />
      </label>
      {shops.length > 0 && (
        <ul class="box mt">
          {shops.map((shop) => (
            <ShopRow
              key={shop.origins[0]}
              shop={shop}
              hidden={hiddenAt(shop)}
              model={model}
              actions={actions}
            />
          ))}
        </ul>
      )}
      {isFinding && found === null ? (
        <Loading model={model} />
      ) : (
        <p class="note below" role="status">
          {more > 0 && t('shops.more', { n: more })}
          {shops.length === 0 && t(isFinding ? 'shops.notFound' : 'welcome.noPartners')}
        </p>
      )}
    </>
  )
}

function ShopRow({
  shop,
  hidden,
  model,
  actions,
}: {
  shop: Shop
  hidden: Partner | undefined
  model: PopupModel
  actions: PopupActions
}) {
  const { t } = model.speech
  const { name, origins, allowed } = shop
  const host = new URL(origins[0] ?? 'https://localhost').host
  return (
    <li class="shop">
      <div class="set">
        <span class="t13">
          <span class="lab">{name}</span>
          <span class="i2 blk">{hidden ? t('popup.hiddenHere') : host !== name && host}</span>
        </span>
        <span class="acts">
          {hidden && (
            <button type="button" class="btn s sm" onClick={() => actions.showAgain(hidden.storeId)}>
              {t('popup.showAgain')}
              <span class="sr">: {name}</span>
            </button>
          )}
          <button
            type="button"
            class={allowed ? 'btn q sm' : 'btn s sm'}
            onClick={() => (allowed ? actions.takeAway(shop) : actions.allowShop(shop))}
          >
            {t(allowed ? 'shops.take' : 'welcome.allow')}
            <span class="sr">: {name}</span>
          </button>
        </span>
      </div>
      {model.own.kept === origins[0] && (
        <p class="t12 i2" role="status">
          {t('shops.kept')}
        </p>
      )}
    </li>
  )
}
