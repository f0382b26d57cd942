import type { Mirror, MirrorOffer } from '../../../shared/contracts/index.ts'
import { formatPercent, formatTime } from '../../../shared/i18n/format.ts'
import { sayReason } from '../../../shared/i18n/reasons.ts'
import type { Speech } from '../offer-words.ts'
import { Loaded } from './needs.tsx'
import type { PopupActions, PopupModel } from './popup-model.ts'
import { sayLabel, sayValue, toldSignals } from './signal-words.ts'

/** All that a programme makes of the member, in their own words: the shop reads the same. */
export function MirrorPage({ model, actions }: { model: PopupModel; actions: PopupActions }) {
  return (
    <Loaded model={model} actions={actions} result={model.mirror?.result ?? null}>
      {(mirror) => <Told mirror={mirror} speech={model.speech} />}
    </Loaded>
  )
}

function Told({ mirror, speech }: { mirror: Mirror; speech: Speech }) {
  const { t, locale } = speech
  const signals = toldSignals(mirror.signals)
  const unitOf = new Map(mirror.signals.map(({ name, unit }) => [name, unit]))
  const groups = mirror.segments.filter(({ matched }) => matched)
  const notYours = mirror.offers.filter(({ eligible }) => !eligible)
  return (
    <>
      <p class="note">{t('mirror.text', { time: formatTime(mirror.at, locale) })}</p>
      {!mirror.personal && <p class="note ht below">{t('mirror.notPersonal')}</p>}

      <h2 class="t16 section">{t('mirror.groups')}</h2>
      {groups.length === 0 ? (
        <p class="note">{t('mirror.noGroups')}</p>
      ) : (
        <ul class="box">
          {groups.map(({ key, name, lines }) => (
            <li class="grp" key={key}>
              <p class="t13 lab">{name}</p>
              {lines
                .filter(({ matched }) => matched)
                .map(({ comparison: { signal, args = {} }, value }) => {
                  const asked = { name: signal, args, value, unit: unitOf.get(signal) ?? '' }
                  return (
                    <p class="t12 i2 rl2" key={`${signal} ${JSON.stringify(args)}`}>
                      <span>{sayLabel(asked, mirror, speech)}</span>
                      <span class="n">{sayValue(asked, mirror, speech)}</span>
                    </p>
                  )
                })}
            </li>
          ))}
        </ul>
      )}

      {notYours.length > 0 && (
        <>
          <h2 class="t16 section">{t('mirror.notYours')}</h2>
          <ul class="box">
            {notYours.map((offer) => (
              <li class="grp" key={offer.offerId}>
                <p class="t13 lab">{offer.headline}</p>
                <p class="t12 i2">{whyNot(offer, speech)}</p>
              </li>
            ))}
          </ul>
        </>
      )}

      <h2 class="t16 section">{t('mirror.known')}</h2>
      {signals.length === 0 ? (
        <p class="note">{t('mirror.nothing')}</p>
      ) : (
        <dl class="box pairs">
          {signals.map((signal) => (
            <div class="rl2 t13" key={`${signal.name} ${JSON.stringify(signal.args)}`}>
              <dt>{sayLabel(signal, mirror, speech)}</dt>
              <dd class="n">{sayValue(signal, mirror, speech)}</dd>
            </div>
          ))}
        </dl>
      )}

      {mirror.likelyNext.length > 0 && (
        <>
          <h2 class="t16 section">{t('mirror.likely')}</h2>
          <dl class="box pairs">
            {mirror.likelyNext.map(({ category, share }) => (
              <div class="rl2 t13" key={category}>
                <dt>{category}</dt>
                <dd class="n">{formatPercent(share * 100, locale)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </>
  )
}

/** The first thing that keeps an offer from the member. */
function whyNot({ gates }: MirrorOffer, { t, locale }: Speech): string {
  for (const { answer, reason } of gates) {
    const said = answer === 'no' && reason ? sayReason(reason, t, locale) : null
    if (said) return said
  }
  return t('reason.notInAudience')
}
