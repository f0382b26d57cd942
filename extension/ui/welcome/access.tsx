import { formatMemberNumber } from '../../../shared/i18n/format.ts'
import type { Shop } from '../../facts.ts'
import { Icon } from '../icons.tsx'
import { GrowthRing } from '../marks.tsx'
import type { Speech } from '../offer-words.ts'
import type { WelcomeActions, WelcomeModel } from './welcome.tsx'

/** The member's number, and the partners' shops: all at once where they are few, one by one, or none. */
export function Access({ model, actions }: { model: WelcomeModel; actions: WelcomeActions }) {
  const { t } = model.speech
  const { member, shops, total, many } = model.info
  const shown = model.search?.text ? model.search.found : shops
  const waiting = many ? [] : shops.filter((shop) => !shop.allowed)
  // The last of several has a button of its own.
  const askAll = waiting.length > 1 || (waiting.length === 1 && shops.length === 1)
  const ready = askAll ? undefined : shops.find((shop) => shop.allowed)
  return (
    <div class="sheet">
      <GrowthRing grown={0} size={56} />
      <h1 class="title">{t('welcome.joined')}</h1>
      <p class="t13 i2 center">
        {t('welcome.number')} <span class="number">{formatMemberNumber(member?.number ?? '')}</span>
      </p>
      <hr class="perf wide" />
      <h2 class="t16">{t('welcome.accessTitle')}</h2>
      <p class="note center">{t('welcome.accessText')}</p>
      {total === 0 && <p class="note">{t('welcome.noPartners')}</p>}
      {askAll && (
        <button type="button" class="btn p w big" onClick={() => actions.allow(waiting)}>
          {t('welcome.accessAll', { n: waiting.length })}
        </button>
      )}
      {ready && <p class="note center">{t('welcome.done')}</p>}
      {ready && (
        <a class="btn p w big" href={ready.origins[0]} target="_blank" rel="noreferrer">
          {t('welcome.open', { shop: ready.name })}
        </a>
      )}
      {many && <Find model={model} actions={actions} />}
      {shown.length > 0 && (
        <ul class="box shops">
          {shown.map((shop) => (
            <ShopRow key={shop.origins[0]} shop={shop} speech={model.speech} actions={actions} />
          ))}
        </ul>
      )}
      {total > 0 && (model.declined || !ready) && (
        <p class="note center" role="status">
          {t(model.declined ? 'welcome.declined' : 'welcome.without')}
        </p>
      )}
    </div>
  )
}

function Find({ model, actions }: { model: WelcomeModel; actions: WelcomeActions }) {
  const { t } = model.speech
  const { search } = model
  return (
    <div class="pairform">
      <label class="lab" for="find-shop">
        {t('welcome.find')}
      </label>
      <input
        id="find-shop"
        class="field"
        type="search"
        value={search?.text ?? ''}
        onInput={(event) => actions.find(event.currentTarget.value)}
        maxLength={100}
        autocomplete="off"
        spellcheck={false}
        aria-describedby="find-hint"
      />
      <p class="t13 i2" id="find-hint" role="status">
        {search?.text && search.found.length === 0
          ? t('welcome.findNone')
          : t('welcome.findHint', { n: model.info.total })}
      </p>
    </div>
  )
}

function ShopRow({ shop, speech, actions }: { shop: Shop; speech: Speech; actions: WelcomeActions }) {
  const { t } = speech
  const hosts = shop.origins.map((origin) => new URL(origin).host)
  return (
    <li class="set">
      <span class="t13 grow named">
        {shop.allowed ? (
          <a class="lnk lab" href={shop.origins[0]} target="_blank" rel="noreferrer">
            {shop.name}
          </a>
        ) : (
          <span class="lab">{shop.name}</span>
        )}
        {hosts.join() !== shop.name && <span class="hosts i2">{hosts.join(', ')}</span>}
      </span>
      {shop.allowed ? (
        <span class="t13 gt row">
          <Icon name="check" size={14} />
          {t('welcome.allowed')}
        </span>
      ) : (
        <button type="button" class="btn s sm" onClick={() => actions.allow([shop])}>
          {t('welcome.allow')}
          <span class="sr">: {shop.name}</span>
        </button>
      )}
    </li>
  )
}
