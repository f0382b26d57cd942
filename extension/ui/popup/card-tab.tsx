import { formatDay, formatMemberNumber, formatMoney } from '../../../shared/i18n/format.ts'
import { pendingWords } from '../balance.tsx'
import { Icon } from '../icons.tsx'
import { GrowthRing } from '../marks.tsx'
import { BarCode } from './bar-code.tsx'
import { CardRings } from './card-rings.tsx'
import { Empty } from './empty.tsx'
import type { PopupActions, PopupModel } from './popup-model.ts'

/** The member's card, and the balance in the programme of the shop that is open. Works without a connection. */
export function CardTab({ model, actions }: { model: PopupModel; actions: PopupActions }) {
  const { info, speech, copied } = model
  const { t, locale } = speech
  const { member, partner, balance } = info
  if (!member)
    return (
      <Empty title={t('popup.welcomeTitle')} text={t('welcome.joinNote')}>
        <button type="button" class="btn p" aria-disabled={model.joining} onClick={actions.join}>
          {t(model.joining ? 'panel.joining' : 'welcome.join')}
        </button>
        <button type="button" class="btn q" onClick={actions.openWelcome}>
          {t('welcome.haveCard')}
        </button>
      </Empty>
    )
  const points = info.shown?.balance ?? balance?.balance
  const currency = info.shown?.currency ?? balance?.currency ?? ''
  const readable = formatMemberNumber(member.number)
  return (
    <>
      <section class="mc" aria-label={t('popup.member')}>
        <CardRings />
        <p class="who">{t('popup.member')}</p>
        <div class="plate">
          <BarCode number={member.number} label={t('popup.barcode', { number: readable })} />
          <span class="no">{readable}</span>
        </div>
        <div class="row sp under">
          <span class="t12">{t('popup.showAtTill')}</span>
          <button type="button" class="onCard" onClick={() => actions.copy(member.number)}>
            <Icon name={copied === member.number ? 'check' : 'copy'} size={14} />
            {t(copied === member.number ? 'panel.copied' : 'popup.copyNumber')}
          </button>
        </div>
      </section>
      {partner && points ? (
        <>
          <div class="row sp base total">
            <p>
              <span class="t34 n">{t('panel.points', { n: points.available })}</span>
            </p>
            {points.worthMinor !== null && points.worthMinor > 0 && (
              <span class="t14 i2 n">
                {t('panel.worth', { amount: formatMoney(points.worthMinor, currency, locale) })}
              </span>
            )}
          </div>
          <div class="row ringline">
            <GrowthRing
              grown={points.available + points.pending > 0 ? 1 : 0}
              size={40}
              off={info.trouble !== null}
            />
            <div class="t13">
              <p class="lab">{t('popup.atStore', { store: partner.name })}</p>
              <p class="i2 n">
                {(points.available > 0 || points.pending === 0) &&
                  pendingWords({ ...points, pending: 0 }, speech)}
              </p>
            </div>
          </div>
          {points.pending > 0 && (
            <>
              <h2 class="t13 lab i2 boxhead">{t('popup.comingAndGoing')}</h2>
              <div class="box">
                <p class="ln">
                  <i class="dot p" />
                  <span>
                    <span class="str n">+{points.pending}</span>{' '}
                    <span class="i2">{t('popup.pendingLine', { n: points.pending })}</span>
                  </span>
                  <span class="i2 n">
                    {points.nextReleaseAt !== null &&
                      t('popup.pendingNext', { date: formatDay(points.nextReleaseAt, locale) })}
                  </span>
                </p>
              </div>
            </>
          )}
        </>
      ) : (
        <p class="note below">{t('popup.noStoreText')}</p>
      )}
    </>
  )
}
