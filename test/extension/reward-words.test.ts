import { expect, test } from 'vitest'
import { contentOf } from '../../extension/ui/popup/reward-words.ts'
import { partner } from './samples.ts'

const content = {
  en: { name: 'Mug', detail: 'From the till' },
  sv: { name: 'Mugg', tones: { warm: { name: 'En mugg till dig' } } },
}
const read = (locale: 'en' | 'sv' | 'ru', tone: 'plain' | 'warm' = 'plain') =>
  contentOf(content, { locale, tone, partner })

test('a reward is told in the member’s language and tone, else in the store’s', () => {
  expect(read('en', 'warm')).toEqual({ name: 'Mug', detail: 'From the till' })
  expect(read('sv', 'warm')).toEqual({ name: 'En mugg till dig' })
  expect(read('ru')).toEqual({ name: 'Mugg' })
})
