import type { Shop } from '../../extension/facts.ts'
import type { WelcomeModel } from '../../extension/ui/welcome/welcome.tsx'
import type { Locale } from '../../shared/contracts/index.ts'
import { t } from '../../shared/i18n/index.ts'
import { member, otherPartner, partner } from './samples.ts'

const shop: Shop = {
  name: partner.name,
  origins: [partner.origin, 'https://www.tallboda.example', 'https://no.tallboda.example'],
  allowed: false,
}
const other: Shop = { name: otherPartner.name, origins: [otherPartner.origin], allowed: false }
const unnamed: Shop = {
  name: 'kaffebrenneriet.example',
  origins: ['https://kaffebrenneriet.example'],
  allowed: false,
}
const allow = (one: Shop): Shop => ({ ...one, allowed: true })

const welcome = (
  change: Partial<WelcomeModel> = {},
  info: Partial<WelcomeModel['info']> = {},
  locale: Locale = 'en',
): WelcomeModel => ({
  speech: { t: t(locale), locale },
  info: { locale, member: null, interest: false, total: 4, shops: [shop, other], many: false, ...info },
  busy: null,
  pairCode: null,
  trouble: null,
  interest: false,
  search: null,
  declined: false,
  ...change,
})
const many = { member, many: true, total: 100_000, shops: [] }

/** Every state of the welcome page, by name. */
export const welcomes: Record<string, WelcomeModel> = {
  invite: welcome(),
  'invite-ticked': welcome({ interest: true }),
  joining: welcome({ busy: 'join' }),
  'join-offline': welcome({ trouble: 'offline' }),
  pairing: welcome({ pairCode: '7K4M-2XQ9' }),
  'pairing-wrong': welcome({ pairCode: '7K4M-2XQ9', trouble: 'code_unknown' }),
  joined: welcome({}, { member }),
  declined: welcome({ declined: true }, { member }),
  'one-allowed': welcome({}, { member, shops: [allow(shop), other] }),
  'all-allowed': welcome({}, { member, shops: [allow(shop), allow(other)] }),
  'no-shops': welcome({}, { member, total: 0, shops: [] }),
  many: welcome({}, many),
  'many-found': welcome(
    { search: { text: 'kaffe', found: [allow(shop), unnamed] } },
    { ...many, shops: [allow(shop)] },
  ),
  'many-none': welcome({ search: { text: 'xyz', found: [] } }, many),
  'invite-sv': welcome({}, {}, 'sv'),
  'joined-da': welcome({}, { member }, 'da'),
  'all-allowed-nb': welcome({}, { member, shops: [allow(shop), allow(other)] }, 'nb'),
  'invite-ru': welcome({}, {}, 'ru'),
  'many-ru': welcome({ search: { text: 'kaffe', found: [allow(shop), unnamed] } }, many, 'ru'),
}
