/// <reference path="./peers.d.ts" />
import { Environment } from '@marcbachmann/cel-js'
import { LogicEngine } from 'json-logic-engine'
import jsonLogic from 'json-logic-js'
import { Engine } from 'json-rules-engine'
import sift from 'sift'
import type { Comparison, Rule } from '../../../shared/contracts/index.ts'

/** A member as the peers are given one: each signal's value by a name of its own. What can't be said holds in no comparison. */
export type Values = Record<string, number | string>

/** Rules made ready by an engine: how many of them hold for one member. */
export type Counter = (values: Values) => number | Promise<number>

/** An engine, and what it makes of rules and the names that their signals have been given. */
export type Peer = (rules: readonly Rule[], nameOf: (comparison: Comparison) => string) => Counter

/**
 * Our rules in the peers' words. A rule of theirs is as short as ours: "can't say" needs no guard, since the values
 * given for it hold in no comparison. Ours asks whether a signal can say, each time.
 */
type Words<T> = { all(parts: T[]): T; any(parts: T[]): T; not(part: T): T; compare(one: Comparison): T }

function translate<T>(rule: Rule, words: Words<T>): T {
  if ('all' in rule) return words.all(rule.all.map((part) => translate(part, words)))
  if ('any' in rule) return words.any(rule.any.map((part) => translate(part, words)))
  if ('not' in rule) return words.not(translate(rule.not, words))
  return words.compare(rule)
}

const SIGNS = { lt: '<', lte: '<=', gt: '>', gte: '>=', eq: '==', neq: '!=', in: 'in' } as const

const jsonLogicWords = (nameOf: (comparison: Comparison) => string): Words<unknown> => ({
  all: (parts) => ({ and: parts }),
  any: (parts) => ({ or: parts }),
  not: (part) => ({ '!': [part] }),
  compare: (one) => ({ [SIGNS[one.op]]: [{ var: nameOf(one) }, one.value] }),
})

const count = (tests: readonly ((values: Values) => unknown)[]): Counter => {
  return (values) => {
    let held = 0
    for (let i = 0; i < tests.length; i += 1) if (tests[i]!(values)) held += 1
    return held
  }
}

/** json-logic-engine as its optimizer interprets it: closures, kept for each rule that it has seen. */
const jsonLogicEngine: Peer = (rules, nameOf) => {
  const engine = new LogicEngine()
  const logic = rules.map((rule) => translate(rule, jsonLogicWords(nameOf)))
  return count(logic.map((one) => (values) => engine.run(one, values)))
}

/** json-logic-engine compiled to code, which takes `eval`. */
export const jsonLogicEngineBuilt: Peer = (rules, nameOf) => {
  const engine = new LogicEngine()
  return count(rules.map((rule) => engine.build(translate(rule, jsonLogicWords(nameOf)))))
}

const jsonLogicJs: Peer = (rules, nameOf) => {
  const logic = rules.map((rule) => translate(rule, jsonLogicWords(nameOf)))
  return count(logic.map((one) => (values) => jsonLogic.apply(one, values)))
}

/** CEL parsed once, over declared variables: their types are checked when the rule is parsed, not when it runs. */
const celJs: Peer = (rules, nameOf) => {
  const environment = new Environment()
  const literal = (value: unknown): string =>
    typeof value === 'number'
      ? Number.isInteger(value)
        ? `${value}.0`
        : String(value)
      : Array.isArray(value)
        ? `[${value.map(literal).join(', ')}]`
        : JSON.stringify(value)
  const declared = new Set<string>()
  const words: Words<string> = {
    all: (parts) => `(${parts.join(' && ')})`,
    any: (parts) => `(${parts.join(' || ')})`,
    not: (part) => `!(${part})`,
    compare(one) {
      const name = nameOf(one)
      const sample = Array.isArray(one.value) ? one.value[0] : one.value
      if (!declared.has(name))
        environment.registerVariable(name, typeof sample === 'number' ? 'double' : 'string')
      declared.add(name)
      return `${name} ${SIGNS[one.op]} ${literal(one.value)}`
    },
  }
  const expressions = rules.map((rule) => translate(rule, words))
  return count(expressions.map((expression) => environment.parse(expression)))
}

const siftJs: Peer = (rules, nameOf) => {
  const words: Words<unknown> = {
    all: (parts) => ({ $and: parts }),
    any: (parts) => ({ $or: parts }),
    not: (part) => ({ $nor: [part] }),
    compare: (one) => ({ [nameOf(one)]: { [`$${one.op === 'neq' ? 'ne' : one.op}`]: one.value } }),
  }
  return count(rules.map((rule) => sift(translate(rule, words))))
}

/** json-rules-engine: one engine that holds all rules, as its documentation has it. It answers later, always. */
const jsonRulesEngine: Peer = (rules, nameOf) => {
  const operators = {
    lt: 'lessThan',
    lte: 'lessThanInclusive',
    gt: 'greaterThan',
    gte: 'greaterThanInclusive',
    eq: 'equal',
    neq: 'notEqual',
    in: 'in',
  }
  const words: Words<unknown> = {
    all: (parts) => ({ all: parts }),
    any: (parts) => ({ any: parts }),
    not: (part) => ({ not: part }),
    compare: (one) => ({ fact: nameOf(one), operator: operators[one.op], value: one.value }),
  }
  // The root has to be a join.
  const rooted = (rule: Rule): Rule => ('signal' in rule ? { all: [rule] } : rule)
  const engine = new Engine(
    rules.map((rule, i) => ({ conditions: translate(rooted(rule), words), event: { type: `segment-${i}` } })),
  )
  return async (values) => (await engine.run(values)).results.length
}

/** The peers by their names on npm. */
export const PEERS: Record<string, Peer> = {
  'json-logic-engine': jsonLogicEngine,
  '@marcbachmann/cel-js': celJs,
  'json-logic-js': jsonLogicJs,
  sift: siftJs,
  'json-rules-engine': jsonRulesEngine,
}
