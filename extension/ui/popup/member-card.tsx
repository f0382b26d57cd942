import type { Member } from '../../../shared/contracts/index.ts'
import { formatMemberNumber } from '../../../shared/i18n/format.ts'
import { BarCode } from './bar-code.tsx'
import { CardRings } from './card-rings.tsx'
import { Icon } from './icon.tsx'
import { CARD_CODES, type PopupActions, type PopupModel } from './popup-model.ts'
import { QrCode } from './qr-code.tsx'

/** The card that a till reads, as bars or as a square, with the member's tier on it. Needs no connection. */
export function MemberCard({
  model,
  actions,
  member,
  tier,
}: {
  model: PopupModel
  actions: PopupActions
  member: Member
  tier: string | null
}) {
  const { t } = model.speech
  const { number } = member
  const readable = formatMemberNumber(number)
  const isCopied = model.copied === number
  const copy = t(isCopied ? 'panel.copied' : 'popup.copyNumber')
  return (
    <section class="mc" aria-label={t('popup.member')}>
      <CardRings />
      <p class="row sp who">
        <span>{t('popup.member')}</span>
        {tier !== null && <span class="t13 lab cardtier">{tier}</span>}
      </p>
      <div class={`plate ${model.cardCode}`}>
        {model.cardCode === 'bar' ? (
          <BarCode number={number} label={t('popup.barcode', { number: readable })} />
        ) : (
          <QrCode text={number} label={t('card.qrLabel', { number: readable })} modulePx={6} />
        )}
        <span class="noline">
          <span class="no">{readable}</span>
          <button
            type="button"
            class="copyno"
            aria-label={copy}
            title={copy}
            onClick={() => actions.copy(number)}
          >
            <Icon name={isCopied ? 'check' : 'copy'} size={14} />
          </button>
        </span>
      </div>
      <div class="row sp under">
        <span class="t12">{t('popup.showAtTill')}</span>
        <fieldset class="seg">
          <legend class="sr">{t('card.codeAs')}</legend>
          {CARD_CODES.map((code) => (
            <label key={code}>
              <input
                type="radio"
                name="card-code"
                class="sr"
                checked={model.cardCode === code}
                onChange={() => actions.setCardCode(code)}
              />
              <span>{t(`card.${code}`)}</span>
            </label>
          ))}
        </fieldset>
      </div>
    </section>
  )
}
