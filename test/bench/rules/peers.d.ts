// What is used of the peers: they are installed by the benchmark alone, and types must hold without them.

declare module 'json-logic-engine' {
  export class LogicEngine {
    run(logic: unknown, data: unknown): unknown
    build(logic: unknown): (data: unknown) => unknown
  }
}

declare module 'json-logic-js' {
  const jsonLogic: { apply(logic: unknown, data: unknown): unknown }
  export default jsonLogic
}

declare module '@marcbachmann/cel-js' {
  export class Environment {
    registerVariable(name: string, type: 'double' | 'string'): this
    parse(expression: string): (data: Record<string, unknown>) => unknown
  }
}

declare module 'sift' {
  const sift: (query: unknown) => (data: unknown) => boolean
  export default sift
}

declare module 'json-rules-engine' {
  export class Engine {
    constructor(rules: readonly unknown[], options?: { allowUndefinedFacts?: boolean })
    run(facts: Record<string, unknown>): Promise<{ results: unknown[] }>
  }
}
