/** SHA-256 that answers at once, as the worker and Node have it: trees of a whole day are built with it. */
export type Sha256 = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array

// RFC 6962 section 2.1: what is a leaf can't pass as a pair, nor a pair as a leaf.
const LEAF = Uint8Array.of(0)
const PAIR = Uint8Array.of(1)

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.byteLength
  }
  return bytes
}

/** What is hashed for a leaf. */
export const leafBytes = (content: Uint8Array): Uint8Array<ArrayBuffer> => joined(LEAF, content)

/** What is hashed for two subtrees. */
export const pairBytes = (left: Uint8Array, right: Uint8Array): Uint8Array<ArrayBuffer> =>
  joined(PAIR, left, right)

/** A Merkle tree that is told its leaves one by one and keeps only as many hashes as it is high. */
export interface MerkleTree {
  add(content: Uint8Array): void
  size(): number
  /** The root over what was added so far. @throws RangeError while there is nothing */
  root(): Uint8Array
}

/** A tree of RFC 6962 (section 2.1) over contents in the order in which they are added. */
export function merkleTree(sha256: Sha256): MerkleTree {
  // Whole subtrees, largest first; each is half as large as the one before, or smaller: the bits of `size`.
  const peaks: Uint8Array[] = []
  let size = 0
  return {
    size: () => size,
    add(content) {
      let subtree = sha256(leafBytes(content))
      for (let bits = size; bits % 2 === 1; bits = Math.floor(bits / 2))
        subtree = sha256(pairBytes(peaks.pop() as Uint8Array, subtree))
      peaks.push(subtree)
      size += 1
    },
    root() {
      const [smallest, ...larger] = [...peaks].reverse()
      if (!smallest) throw new RangeError('a tree without leaves has no root here')
      return larger.reduce((right, left) => sha256(pairBytes(left, right)), smallest)
    },
  }
}

/** The size of the left subtree of so many leaves: the largest power of two below it. */
function leftOf(size: number): number {
  let left = 1
  while (left * 2 < size) left *= 2
  return left
}

/** A subtree: so many leaves from the first on. */
export interface LeafRange {
  from: number
  size: number
}

/** Where a leaf's path goes: which subtrees stand beside it, from the leaf up, and on which side. */
export function pathOf(index: number, size: number): (LeafRange & { isLeft: boolean })[] {
  const path: (LeafRange & { isLeft: boolean })[] = []
  let range: LeafRange = { from: 0, size }
  while (range.size > 1) {
    const left = { from: range.from, size: leftOf(range.size) }
    const right = { from: left.from + left.size, size: range.size - left.size }
    const isInLeft = index < right.from
    path.unshift(isInLeft ? { ...right, isLeft: false } : { ...left, isLeft: true })
    range = isInLeft ? left : right
  }
  return path
}

/** A leaf's proof, from the leaf up, gathered while the leaves go by once. */
export interface ProofGatherer {
  add(content: Uint8Array): void
  /** @throws RangeError where another number of leaves went by than was said */
  proof(): Uint8Array[]
}

/** Gathers the proof that the leaf at `index` (from 0) is in a tree of `size`: it keeps a hash for each step of the path. */
export function gatherProof(sha256: Sha256, index: number, size: number): ProofGatherer {
  const steps = pathOf(index, size).map((range) => ({ ...range, tree: merkleTree(sha256) }))
  let at = 0
  return {
    add(content) {
      steps.find(({ from, size: leaves }) => at >= from && at < from + leaves)?.tree.add(content)
      at += 1
    },
    proof() {
      if (at !== size) throw new RangeError(`${at} leaves went by, not ${size}`)
      return steps.map(({ tree }) => tree.root())
    },
  }
}

/**
 * The root that a proof leads to; `null` where it is too long or too short for the place (RFC 9162 section 2.1.3.2).
 *
 * @param sha256 may answer later, as a browser's does
 */
export async function rootOfProof(
  sha256: (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>,
  content: Uint8Array,
  place: { index: number; size: number },
  proof: readonly Uint8Array[],
): Promise<Uint8Array | null> {
  const { index, size } = place
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return null
  const path = pathOf(index, size)
  if (path.length !== proof.length) return null
  let root = await sha256(leafBytes(content))
  for (const [step, { isLeft }] of path.entries()) {
    const beside = proof[step] as Uint8Array
    root = await sha256(isLeft ? pairBytes(beside, root) : pairBytes(root, beside))
  }
  return root
}
