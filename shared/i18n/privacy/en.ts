/** The privacy page in English, apart from the list of requests, whose sentences are the `log.*` ones. Its keys are the keys of all languages. */
export const en = {
  title: 'Privacy',
  lead: 'What leaves your device, what stays there, and what is yours to decide. A test records every request of a full visit and fails if one is missing from this page or carries more than it says.',
  leaves: 'What leaves your device',
  leavesText:
    'Only these requests, and only to {host}. Settings list each one that was made, with its time and size. A request that concerns a shop is made when you visit that shop or ask for it.',
  fields: 'Carries',
  nothing: 'Carries nothing of yours',
  tokenAlone: 'Carries your member token alone',
  withToken: 'and your member token',
  stays: 'What stays on your device',
  staysItems: `The pages you visit, your searches, and what is in your baskets.
Which partner you are looking for: the list of partners is fetched, and looked up here.
Categories you looked at: counted in memory, only if you agreed, and forgotten after 30 minutes.
What you have typed into a shop: kept in memory while a code is tried, so that it can be put back if the shop wipes it.`,
  never: 'What never happens',
  neverItems: `No affiliate links, tags or cookies.
No number of your browser or of this installation goes along with what is sent. Firefox’s own is taken out, for which it must be allowed to reach us.
No card number, password or one-time code is read.
Nothing is pressed that could complete an order.
No program is fetched and run: what arrives is data, checked before it is used.
Nothing runs on a page that is no partner’s, nor on a partner’s that you have not allowed, unless you press “Show here now” on it: then once, on that page.`,
  kept: 'What the programme keeps',
  keptItems: `Your member number and your language. No name, no address; an e-mail address only if you give one.
In each programme a pseudonym of its own: two programmes can’t tell that you are the same person.
The purchases that a shop reports for you, your points and what they were given for, what you were offered and shown, the codes you were given, and what was measured of them.
Rewards you ordered or handed on, orders you placed to be fetched, plans you hold, and your birth month if you give it.
What you agreed to, and when.`,
  yours: 'What is yours to decide',
  yoursItems: `Access shop by shop, taken back at any time, here or in the browser’s settings.
Whether offers may look at your purchases, whether interest may count, and whether you are written to.
Take your data out as a file, or erase yourself: what leads to you is removed, and the books stay balanced under a pseudonym that leads to nobody.`,
}

/** One language's privacy page; items stand on lines of their own. */
export type PrivacyWords = Record<keyof typeof en, string>
