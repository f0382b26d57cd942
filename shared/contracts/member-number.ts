/** First digits of every member number: 7 is no payment network's, so that no till takes it for a bank card. */
export const MEMBER_NUMBER_PREFIX = '7043'

/** The Luhn sum of digits, whose last one counts once (ISO/IEC 7812-1, annex B). */
function luhnSum(digits: string): number {
  let sum = 0
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index])
    const weighed = index % 2 === 1 ? digit * 2 : digit
    sum += weighed > 9 ? weighed - 9 : weighed
  }
  return sum
}

/** Fifteen digits with their check digit behind them: sixteen, of which any one mistyped is noticed. */
export const withCheckDigit = (fifteen: string): string =>
  fifteen + String((10 - (luhnSum(`${fifteen}0`) % 10)) % 10)

/** Whether a text is a number that a member could have: sixteen digits, our prefix, a right check digit. */
export const isMemberNumber = (text: string): boolean =>
  /^\d{16}$/.test(text) && text.startsWith(MEMBER_NUMBER_PREFIX) && luhnSum(text) % 10 === 0
