import { expect, test } from 'vitest'
import { text } from '../../shared/contracts/primitives.ts'

test.each(['\0', 'a\0b', 'a\u0007', '\u001b[31mred', 'a\u007fb', 'half \ud83c'])(
  'text that no hand writes is refused: %j',
  (written) => expect(text(100).safeParse(written).success).toBe(false),
)

test.each(['Åsa "front desk"', '12 High Street\nTown', 'one\ttwo', 'a\r\nb', 'a\u2028b', '🎁'])(
  'text that people and shops write is taken as it is: %j',
  (written) => expect(text(100).parse(written)).toBe(written),
)
