import type { Member } from '../../../shared/contracts/index.ts'
import { formatMemberNumber } from '../../../shared/i18n/format.ts'
import { Icon } from '../icons.tsx'
import { BarCode } from './bar-code.tsx'
import { CardRings } from './card-rings.tsx'
import type { PopupActions, PopupModel } from './popup-model.ts'

/** The card that a till reads, with the member's tier on it. Needs no connection. */
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
  return (
    <section class="mc" aria-label={t('popup.member')}>
      <CardRings />
      <p class="row sp who">
        <span>{t('popup.member')}</span>
        {tier !== null && <span class="t13 lab cardtier">{tier}</span>}
      </p>
      <div class="plate">
        <BarCode number={number} label={t('popup.barcode', { number: readable })} />
        <span class="no">{readable}</span>
      </div>
      <div class="row sp under">
        <span class="t12">{t('popup.showAtTill')}</span>
        <button type="button" class="onCard" onClick={() => actions.copy(number)}>
          <Icon name={isCopied ? 'check' : 'copy'} size={14} />
          {t(isCopied ? 'panel.copied' : 'popup.copyNumber')}
        </button>
      </div>
    </section>
  )
}
