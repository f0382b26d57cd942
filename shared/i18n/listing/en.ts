/** What the browsers' stores say of the extension, in English. Its keys are the keys of all languages. */
export const en = {
  summary: 'Points and personal offers in partner shops, tried and measured at the checkout.',
  lead: 'Stamkund is a regular’s card for every partner shop. It shows your points and the offers that are yours, each with its reason, and tries the best code at the checkout with one click.',
  does: `What it does
• Recognises partner shops on your own device, and stays silent everywhere else.
• Shows your points, your level and your offers, and why you see them.
• Tries codes when you ask it to, reads the shop’s total before and after, and says what was saved only if it was measured. If nothing fell, the code is taken out again.
• Keeps your card with bar code and QR at hand, also without a connection.
• Gives a signed receipt for every point.`,
  doesNot: `What it does not do
• No page you visit is sent anywhere. The list of partners is fetched whole, and looked up on your device.
• No affiliate links, tags or cookies, ever.
• No account form: one click gives you a member number, and each programme knows you by a pseudonym of its own.
• Nothing is pressed that could complete an order.`,
  yours: `Yours to decide
• Access shop by shop, and taken back at any time; the button in the toolbar works without any.
• Interest in categories is counted on your device only if you say so, forgotten after half an hour, and sent as a few coarse weights to the shop you are visiting alone.
• See what is stored and what was sent, take your data out, or erase everything.`,
  languages: 'In English, Swedish, Danish, Norwegian and Russian.',
  captionCheckout: 'One button at the checkout',
  captionSaved: 'Saved means measured',
  captionOffers: 'Every offer says why',
  captionCard: 'Your card, also offline',
  captionPrivacy: 'See what left your device',
}

/** One language's listing. */
export type Listing = Record<keyof typeof en, string>
