/** Fields that a code could be typed into, as a selector. */
export const TEXT_FIELD =
  'input:not([type]), input[type="text" i], input[type="tel" i], input[type="search" i], input[type="number" i], input[type=""]'
/** What a person presses. */
export const CONTROL =
  'button, input[type="submit" i], input[type="button" i], input[type="image" i], [role="button"], a'

/** A score at which a field is believed to be the code field. Its own words alone reach it; its neighbours' alone don't. */
export const BELIEVED = 6
