/** Who is writing to one account in this isolate, or waits to: the last one, and when somebody last came or left. */
interface Line {
  last: Promise<void>
  movedAt: number
}

const lines = new Map<string, Line>()

/**
 * How long a line may stand still before somebody in it goes ahead, in milliseconds. A request that its caller gave up
 * never leaves; the longest import writes for less.
 */
const PATIENCE_MS = 1_500

/**
 * Waits until every request of this isolate that came earlier for one of these accounts has left. It spares the
 * database writes that would be refused; what holds the books are its own promises, so that whoever has waited in a
 * line that stands still, or until `endsAt`, goes ahead all the same. All lines are joined at once: no two requests
 * ever wait for each other.
 *
 * @param endsAt epoch ms UTC
 * @returns to be called when done
 */
export async function queueUp(accounts: readonly string[], endsAt: number): Promise<() => void> {
  let done = () => {}
  const last = new Promise<void>((resolve) => {
    done = resolve
  })
  const joined = accounts.map((account) => {
    const before = lines.get(account)
    const line = before ? { last, movedAt: before.movedAt } : { last, movedAt: Date.now() }
    lines.set(account, line)
    return { account, before: before?.last }
  })
  const leave = () => {
    for (const { account } of joined) {
      const line = lines.get(account)
      // The last one to leave takes the line away.
      if (line?.last === last) lines.delete(account)
      else if (line) line.movedAt = Date.now()
    }
    done()
  }
  try {
    for (const { account, before } of joined) if (before) await haveTurn(account, before, endsAt)
  } catch (error) {
    leave()
    throw error
  }
  return leave
}

async function haveTurn(account: string, before: Promise<void>, endsAt: number): Promise<void> {
  const gone = before.then(() => true)
  while (Date.now() < endsAt) {
    const line = lines.get(account)
    if (!line) return
    const leftMs = line.movedAt + PATIENCE_MS - Date.now()
    if (leftMs <= 0) {
      // Whoever goes ahead is a move as well: the others give them their time.
      line.movedAt = Date.now()
      return
    }
    // The timer is this request's own: waiting for nothing but another request's promise would look like a request that hangs.
    if (await Promise.race([gone, scheduler.wait(leftMs).then(() => false)])) return
  }
}
