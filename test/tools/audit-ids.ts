/** 2026-11-02 09:00 in Stockholm. */
export const BEGUN_AT = Date.UTC(2026, 10, 2, 8)

/** An id of the right form. */
export const idOf = (kind: string, n: number) => `${kind}_${String(n).padStart(26, '0')}`

/** Who and what is in the books that `writeBooks` makes. */
export const IDS = {
  program: idOf('prg', 1),
  debtProgram: idOf('prg', 2),
  anna: idOf('enr', 1),
  bo: idOf('enr', 2),
  cilla: idOf('enr', 3),
  hold: idOf('hld', 1),
  reward: idOf('rwd', 1),
  order: idOf('ror', 1),
}
