import type { Membership } from '../../../shared/contracts/index.ts'
import { formatDay, formatMoney } from '../../../shared/i18n/format.ts'
import { pendingWords } from '../balance.tsx'
import { GrowthRing } from '../marks.tsx'
import { leading, sayAmount, sayMonth } from './amounts.ts'
import { BalanceHead } from './balance-head.tsx'
import { ComingList } from './coming-list.tsx'
import { Empty } from './empty.tsx'
import { Icon } from './icon.tsx'
import { MemberCard } from './member-card.tsx'
import { Loading } from './needs.tsx'
import { SignedOut, Standstill } from './notices.tsx'
import { OtherUnits } from './other-units.tsx'
import { netWords } from './plan-words.ts'
import type { Page, PopupActions, PopupModel } from './popup-model.ts'
import { TierLine } from './tier-line.tsx'

/** The member's card, and all that they have in the programme of the shop that is open. The card needs no connection. */
export function CardTab({ model, actions }: { model: PopupModel; actions: PopupActions }) {
  const { info, speech, membership } = model
  const { t } = speech
  const { member, partner } = info
  if (!member && info.trouble === 'signedOut') return <SignedOut model={model} actions={actions} />
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
  const known = membership?.ok ? membership.value : null
  return (
    <>
      <Standstill model={model} />
      <MemberCard model={model} actions={actions} member={member} tier={known?.tier?.name ?? null} />
      {!partner && model.loading ? (
        <div class="below">
          <Loading model={model} />
        </div>
      ) : !partner ? (
        <p class="note below">{t('popup.noStoreText')}</p>
      ) : known ? (
        <InProgramme model={model} actions={actions} membership={known} />
      ) : (
        <LastKnown model={model} />
      )}
    </>
  )
}

function InProgramme({
  model,
  actions,
  membership,
}: {
  model: PopupModel
  actions: PopupActions
  membership: Membership
}) {
  const { info, speech, catalogue, now } = model
  const { t, locale } = speech
  const { balances, currency, timeZone } = membership
  const lead = leading(balances)
  const dates = { locale, now, timeZone }
  const rewards = catalogue?.ok ? catalogue.value.rewards : []
  return (
    <>
      {lead && <BalanceHead balance={lead} currency={currency} rewards={rewards} speech={speech} />}
      {balances.map(
        ({ unit, available }) =>
          available < 0 && (
            <p class="t13 lt debt" key={unit}>
              {t('balance.debt', { amount: sayAmount(unit, -available, currency, speech) })}
            </p>
          ),
      )}
      {membership.tier && (
        <TierLine membership={membership} speech={speech} dates={dates} off={info.trouble !== null} />
      )}
      <OtherUnits
        balances={balances.filter((balance) => balance !== lead)}
        currency={currency}
        rewards={rewards}
        speech={speech}
      />
      <ComingList balances={balances} currency={currency} speech={speech} dates={dates} />
      <Ways model={model} actions={actions} membership={membership} />
    </>
  )
}

/** The rows that lead on from the card: only what the programme has. */
function Ways({
  model,
  actions,
  membership,
}: {
  model: PopupModel
  actions: PopupActions
  membership: Membership
}) {
  const { t, locale } = model.speech
  const { plans, transfers, asksBirthMonth, birthMonth } = membership
  const own = plans.find(({ subscription }) => subscription !== null && subscription.state !== 'ended')
  const ways: { page: Page; name: string; now: string }[] = [
    ...(plans.length > 0
      ? [
          {
            page: 'plan' as const,
            name: own?.plan.name ?? plans[0]?.plan.name ?? t('plan.title'),
            now: own?.breakEven ? netWords(own.breakEven, model.speech) : own ? '' : t('plan.none'),
          },
        ]
      : []),
    ...(transfers
      ? [
          {
            page: 'transfer' as const,
            name: t('transfer.title'),
            now: '',
          },
        ]
      : []),
    ...(asksBirthMonth || birthMonth !== null
      ? [
          {
            page: 'birthMonth' as const,
            name: t('birth.title'),
            now: birthMonth === null ? t('birth.unsaid') : sayMonth(birthMonth, locale),
          },
        ]
      : []),
  ]
  if (ways.length === 0) return null
  return (
    <ul class="box ways">
      {ways.map(({ page, name, now }) => (
        <li key={page}>
          <WayButton name={name} now={now} onClick={() => actions.open(page)} />
        </li>
      ))}
    </ul>
  )
}

/** A row that leads to a page of its own: its name, and what is true of it now. */
export function WayButton({ name, now, onClick }: { name: string; now: string; onClick(): void }) {
  return (
    <button type="button" class="way" onClick={onClick}>
      <span class="lab">{name}</span>
      <span class="i2 n">{now}</span>
      <Icon name="onward" size={14} />
    </button>
  )
}

/** What is known without the membership: the balance of the last decision. */
function LastKnown({ model }: { model: PopupModel }) {
  const { info, speech, membership } = model
  const { t, locale } = speech
  const { partner, balance } = info
  const points = info.shown?.balance ?? balance?.balance
  const currency = info.shown?.currency ?? balance?.currency ?? ''
  if (!points)
    return (
      <p class="note below" role="status">
        {membership && !membership.ok ? t(`problem.${membership.trouble}`) : t('act.busy')}
      </p>
    )
  return (
    <>
      <div class="row sp base total">
        <span class="t34 n">{t('panel.points', { n: points.available })}</span>
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
          <p class="lab">{t('popup.atStore', { store: partner?.name ?? '' })}</p>
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
  )
}
