/** When a call to the database fails: before anything of it is done, or when all of it is. */
export type Failing = 'before' | 'after'

const ASKS: ReadonlySet<PropertyKey> = new Set(['first', 'run', 'all', 'raw'])

/**
 * A database whose nth call fails as a lost connection does: before it has reached the database, or after it has been
 * committed there. Every other call goes through.
 *
 * @param at counts from 1; 0: none fails
 */
export function failingDatabase(db: D1Database, at: number, failing: Failing) {
  let calls = 0
  const real = new WeakMap<object, D1PreparedStatement>()

  async function through<T>(work: () => Promise<T>): Promise<T> {
    calls += 1
    const fails = calls === at
    if (fails && failing === 'before') throw new Error('D1_ERROR: Network connection lost.')
    const answer = await work()
    if (fails) throw new Error('D1_ERROR: Network connection lost.')
    return answer
  }

  function statement(own: D1PreparedStatement): D1PreparedStatement {
    const wrapped = new Proxy(own, {
      get(target, property) {
        const value = Reflect.get(target, property) as (...args: unknown[]) => unknown
        if (property === 'bind') return (...args: unknown[]) => statement(target.bind(...args))
        if (!ASKS.has(property)) return value
        return (...args: unknown[]) => through(() => value.apply(target, args) as Promise<unknown>)
      },
    })
    real.set(wrapped, own)
    return wrapped
  }

  const wrap = <D extends D1Database | D1DatabaseSession>(target: D): D =>
    new Proxy(target, {
      get(own, property) {
        if (property === 'prepare') return (sql: string) => statement(own.prepare(sql))
        if (property === 'withSession') return (since: string) => wrap((own as D1Database).withSession(since))
        if (property === 'batch')
          return (all: D1PreparedStatement[]) =>
            through(() => own.batch(all.map((one) => real.get(one) ?? one)))
        const value = Reflect.get(own, property)
        return typeof value === 'function' ? value.bind(own) : value
      },
    })

  return { db: wrap(db), calls: () => calls }
}
