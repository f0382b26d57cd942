const COLOURS =
  'Amber Apricot Azure Beige Birch Blue Bronze Cherry Copper Coral Cream Crimson Ebony Fern Golden Green Hazel Indigo Ivory Jade Lilac Lime Maroon Mint Olive Pearl Plum Ruby Sand Scarlet Silver Teal'.split(
    ' ',
  )
const ANIMALS =
  'Badger Bear Beaver Bison Crane Deer Dove Eagle Falcon Finch Fox Hare Hawk Heron Ibis Koala Lark Lynx Marten Moose Otter Owl Panda Puffin Raven Robin Seal Stork Swan Tiger Wolf Wren'.split(
    ' ',
  )
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const pick = (words: readonly string[], letter: string | undefined): string =>
  words[LETTERS.indexOf(letter ?? '0')] as string

/**
 * What is called out at the counter for an order: a colour and an animal, chosen by chance, because the last letters of
 * an id are. It says nothing of the member, and nobody has to spell it.
 *
 * @param attempt from 1; where the names of the day have been given to others, a number makes room
 */
export function callNameOf(pickupId: string, attempt: number): string {
  const name = `${pick(COLOURS, pickupId.at(-1))} ${pick(ANIMALS, pickupId.at(-2))}`
  return attempt <= 3 ? name : `${name} ${LETTERS.indexOf(pickupId.at(-3) ?? '0') + 2}`
}
