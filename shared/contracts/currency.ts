const NONE = /^(?:BIF|CLP|DJF|GNF|ISK|JPY|KMF|KRW|PYG|RWF|UGX|UYI|VND|VUV|XAF|XOF|XPF)$/
const THREE = /^(?:BHD|IQD|JOD|KWD|LYD|OMR|TND)$/
const FOUR = /^(?:CLF|UYW)$/

/**
 * Digits of a currency's minor unit: 2 for SEK, 0 for JPY, 3 for KWD. Source: ISO 4217, list one. `Intl` is no source
 * for it: it answers by CLDR, which writes a forint or an Iraqi dinar without theirs, and engines differ.
 */
export const minorDigits = (currency: string): number =>
  NONE.test(currency) ? 0 : THREE.test(currency) ? 3 : FOUR.test(currency) ? 4 : 2
