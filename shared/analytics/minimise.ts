/** Where a function is lowest, as far as was found. */
export type Minimum = { at: number[]; value: number; evaluations: number }

/** A simplex that starts this wide in every direction. Parameters are logarithms: a factor of 1.6. */
const WIDTH = 0.5
/** Enough for four parameters many times over; who needs more is on a slope without end. */
const MAX_EVALUATIONS = 6_000

/**
 * The lowest point that Nelder and Mead's simplex finds (1965), begun again from where it stopped until that gains no more than
 * `gain`: a simplex that has become flat stops beside the valley. A function may answer Infinity where it is not defined.
 */
export function minimise(
  f: (at: readonly number[]) => number,
  start: readonly number[],
  gain = 1e-8,
): Minimum {
  let best: Minimum = { at: [...start], value: f(start), evaluations: 1 }
  for (;;) {
    const next = descend(f, best, gain / 10)
    const gained = best.value - next.value
    best = next
    if (!(gained > gain) || best.evaluations >= MAX_EVALUATIONS) return best
  }
}

type Corner = { at: number[]; value: number }

function descend(f: (at: readonly number[]) => number, start: Minimum, flat: number): Minimum {
  let evaluations = start.evaluations
  const look = (at: number[]): Corner => {
    evaluations += 1
    return { at, value: f(at) }
  }
  const corners: Corner[] = [{ at: start.at, value: start.value }]
  for (let axis = 0; axis < start.at.length; axis += 1)
    corners.push(look(start.at.map((value, at) => (at === axis ? value + WIDTH : value))))

  while (evaluations < MAX_EVALUATIONS) {
    corners.sort((one, other) => one.value - other.value)
    const [best, worst] = [corners[0]!, corners.at(-1)!]
    const size = Math.max(...worst.at.map((value, axis) => Math.abs(value - best.at[axis]!)))
    if (worst.value - best.value <= flat && size < 1e-4) break

    const others = corners.slice(0, -1)
    const centre = best.at.map(
      (_, axis) => others.reduce((sum, { at }) => sum + at[axis]!, 0) / others.length,
    )
    const along = (step: number) =>
      look(centre.map((value, axis) => value + step * (value - worst.at[axis]!)))

    const reflected = along(1)
    if (reflected.value < best.value) {
      const further = along(2)
      corners[corners.length - 1] = further.value < reflected.value ? further : reflected
      continue
    }
    if (reflected.value < others.at(-1)!.value) {
      corners[corners.length - 1] = reflected
      continue
    }
    const nearer = along(reflected.value < worst.value ? 0.5 : -0.5)
    if (nearer.value < Math.min(worst.value, reflected.value)) {
      corners[corners.length - 1] = nearer
      continue
    }
    for (let corner = 1; corner < corners.length; corner += 1)
      corners[corner] = look(best.at.map((value, axis) => (value + corners[corner]!.at[axis]!) / 2))
  }
  corners.sort((one, other) => one.value - other.value)
  return { ...corners[0]!, evaluations }
}
