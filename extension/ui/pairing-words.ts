import type { MessageKey } from '../../shared/i18n/words.ts'
import type { Trouble } from '../facts.ts'

/** Why this device was not brought in. What is wrong with the code is not told apart; all else is said as it is. */
export const pairingWords = (trouble: Trouble): MessageKey =>
  trouble === 'code_unknown' || trouble === 'invalid_request' ? 'welcome.pairWrong' : `problem.${trouble}`
