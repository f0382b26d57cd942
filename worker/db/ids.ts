import { ulid } from 'ulid'

/** Prefixes say what an id names. */
export type IdKind =
  | 'mer'
  | 'key'
  | 'prg'
  | 'sto'
  | 'mem'
  | 'dev'
  | 'enr'
  | 'seg'
  | 'off'
  | 'pur'
  | 'ret'
  | 'lot'
  | 'ent'
  | 'dec'
  | 'clm'
  | 'red'
  | 'imp'
  | 'out'

/** A new id: sortable by time of birth, so that paging by id is paging by age. */
export const newId = (kind: IdKind): string => `${kind}_${ulid()}`
