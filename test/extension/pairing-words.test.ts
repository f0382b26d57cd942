import { expect, test } from 'vitest'
import { pairingWords } from '../../extension/ui/pairing-words.ts'
import { en } from '../../shared/i18n/words/index.ts'

test.each([
  ['code_unknown', 'welcome.pairWrong'],
  ['invalid_request', 'welcome.pairWrong'],
  ['rate_limited', 'problem.rate_limited'],
  ['clock', 'problem.clock'],
  ['internal', 'problem.internal'],
] as const)('%s is not blamed on the code unless it is the code', (trouble, words) => {
  expect(pairingWords(trouble)).toBe(words)
  expect(en[words]).toBeTruthy()
})
