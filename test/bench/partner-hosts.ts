import { between, type Random, seeded } from '../data/random.ts'

const ONSETS =
  'b bl br d dr f fl fr g gl gr h j k kl kn kr l m n p pl pr r s sk sl sm sn sp st str sv t tr v w z'.split(
    ' ',
  )
const NUCLEI = 'a e i o u y ai au ea ei ie oa oo ou'.split(' ')
const CODAS = [
  '',
  '',
  '',
  ...'d g ck k l ll ld m n nd ng nk nt p r rd rk rn rt s sk ss st t tt v x'.split(' '),
]
const GOODS =
  'shop store home garden coffee kaffe te wine sport outdoor bikes cykel foto books bok mode fashion skor shoes beauty hud pets djur kids barn toys spel game tools bygg el data tech audio yoga fisk jakt hotel'.split(
    ' ',
  )
const TOPS: [string, number][] = [
  ['com', 34],
  ['se', 16],
  ['no', 9],
  ['dk', 10],
  ['de', 9],
  ['fi', 4],
  ['co.uk', 5],
  ['nl', 4],
  ['eu', 3],
  ['shop', 3],
  ['store', 2],
  ['net', 1],
]

const one = <T>(random: Random, of: readonly T[]): T => of[between(random, 0, of.length - 1)] as T
const syllable = (random: Random) => one(random, ONSETS) + one(random, NUCLEI) + one(random, CODAS)

function top(random: Random): string {
  let left = random() * TOPS.reduce((sum, [, share]) => sum + share, 0)
  for (const [name, share] of TOPS) {
    left -= share
    if (left < 0) return name
  }
  return 'com'
}

/**
 * So many hosts such as shops have: made-up names of two or three syllables, a fourth of them with what they sell, a
 * tenth also under `www` or in another country. The same ones each time, in no order.
 */
export function plausibleHosts(count: number): string[] {
  const random = seeded(20_261_124)
  const hosts = new Set<string>()
  while (hosts.size < count) {
    const brand = Array.from({ length: between(random, 2, 3) }, () => syllable(random)).join('')
    const goods = random() < 0.25 ? `${random() < 0.4 ? '-' : ''}${one(random, GOODS)}` : ''
    const name = `${brand}${goods}`
    hosts.add(`${name}.${top(random)}`)
    if (random() < 0.05) hosts.add(`www.${name}.${top(random)}`)
    if (random() < 0.05) hosts.add(`${name}.${top(random)}`)
  }
  return [...hosts].slice(0, count)
}
