import type { KpiDefinition, KpiKey, KpiValue } from '../contracts/index.ts'
import * as registry from './kpis/index.ts'
import type { Kpi, KpiInputs } from './kpis/kpi.ts'

/** All figures by their keys. */
export const KPIS: Record<KpiKey, Kpi> = registry

/** A figure, worked out from what it needs. */
export function measure<Needs extends keyof KpiInputs>(
  kpi: Kpi<Needs>,
  inputs: Pick<KpiInputs, Needs>,
): KpiValue {
  const { value, why = null, interval = null, estimate = null } = kpi.compute(inputs)
  return { key: kpi.key, value, why, interval, estimate }
}

/** The written definition of a figure, as the API gives it. */
export const definitionOf = ({ needs: _, compute: __, ...definition }: Kpi): KpiDefinition => definition
