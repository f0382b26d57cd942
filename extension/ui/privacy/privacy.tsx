import type { PrivacyWords } from '../../../shared/i18n/privacy/en.ts'
import type { MessageKey } from '../../../shared/i18n/words.ts'
import type { SentKind } from '../../facts.ts'
import { Mark } from '../marks.tsx'
import type { Speech } from '../offer-words.ts'

/** All that the privacy page is drawn from. */
interface PrivacyModel {
  speech: Speech
  words: PrivacyWords
  /** Where every request goes. */
  host: string
  /** Every kind of request, with the fields that it may carry, and whether the member's token goes along. */
  requests: { kind: SentKind; fields: string[]; token: boolean }[]
}

const PARTS = [
  ['stays', 'staysItems'],
  ['never', 'neverItems'],
  ['kept', 'keptItems'],
  ['yours', 'yoursItems'],
] as const

/** What leaves the device, request by request, and what doesn't. */
export function Privacy({ speech, words, host, requests }: PrivacyModel) {
  const { t, locale } = speech
  return (
    <main class="privacy" lang={locale}>
      <p class="brand">
        <Mark size={28} /> Stamkund
      </p>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      {PARTS.slice(0, 2).map(([title, items]) => (
        <Part key={title} title={words[title]} items={words[items]} />
      ))}
      <section>
        <h2>{words.leaves}</h2>
        <p>{words.leavesText.replace('{host}', host)}</p>
        <dl>
          {requests.map(({ kind, fields, token }) => (
            <div key={kind}>
              <dt>{t(`log.${kind}` as MessageKey, { store: '…' })}</dt>
              <dd>
                {t(`log.${kind}Text` as MessageKey)}
                <span class="fields">
                  {fields.length === 0 ? (
                    words[token ? 'tokenAlone' : 'nothing']
                  ) : (
                    <>
                      {words.fields}: <code>{fields.join(', ')}</code>
                      {token && `, ${words.withToken}`}
                    </>
                  )}
                </span>
              </dd>
            </div>
          ))}
        </dl>
      </section>
      {PARTS.slice(2).map(([title, items]) => (
        <Part key={title} title={words[title]} items={words[items]} />
      ))}
    </main>
  )
}

function Part({ title, items }: { title: string; items: string }) {
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {items.split('\n').map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </section>
  )
}
