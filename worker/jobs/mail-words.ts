import type { Locale } from '../../shared/contracts/index.ts'

/** The mail that asks whether an address is the member's. */
const WORDS: Record<Locale, { subject: (code: string) => string; body: (code: string) => string }> = {
  en: {
    subject: (code) => `${code} is your Stamkund code`,
    body: (code) =>
      `Your code is ${code}. It works for 15 minutes.\n\nIf you did not ask for it, ignore this mail: nothing has changed.`,
  },
  sv: {
    subject: (code) => `${code} är din kod till Stamkund`,
    body: (code) =>
      `Din kod är ${code}. Den gäller i 15 minuter.\n\nBad du inte om den kan du strunta i det här mejlet: inget har ändrats.`,
  },
  da: {
    subject: (code) => `${code} er din kode til Stamkund`,
    body: (code) =>
      `Din kode er ${code}. Den gælder i 15 minutter.\n\nHvis du ikke har bedt om den, kan du se bort fra mailen: intet er ændret.`,
  },
  nb: {
    subject: (code) => `${code} er koden din til Stamkund`,
    body: (code) =>
      `Koden din er ${code}. Den gjelder i 15 minutter.\n\nHvis du ikke ba om den, kan du se bort fra e-posten: ingenting er endret.`,
  },
  ru: {
    subject: (code) => `${code} — ваш код Stamkund`,
    body: (code) =>
      `Ваш код: ${code}. Он действует 15 минут.\n\nЕсли вы его не запрашивали, просто не отвечайте: ничего не изменилось.`,
  },
}

/** Subject and body in the member's language. */
export const codeMail = (locale: Locale, code: string) => ({
  subject: WORDS[locale].subject(code),
  body: WORDS[locale].body(code),
})
