const TOGETHER = /[\u0e00-\u0e7f\u3040-\u9fff\uac00-\ud7af]/

/** A word list as one pattern; edges keep "pay" out of "PayPal" in every script that writes words apart. */
export const words = (list: string): RegExp => {
  const all = list.split('|')
  const together = all.filter((word) => TOGETHER.test(word))
  const apart = all.filter((word) => !together.includes(word))
  return new RegExp([`(?<!\\p{L})(?:${apart.join('|')})(?!\\p{L})`, ...together].join('|'), 'iu')
}
