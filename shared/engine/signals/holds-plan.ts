import { reason } from '../reasons.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { PlanArgs } from './args.ts'

/** 1: the member holds the paid plan, and it is good now; 0: not. */
export const holdsPlan: Signal<{ plan: string }> = {
  name: 'holdsPlan',
  unit: '1 or 0',
  definition: '1 if the member holds this paid plan now, else 0.',
  valueType: 'number',
  range: { least: 0, most: 1, whole: true },
  args: PlanArgs,
  compute: ({ member }, { plan }) => (member === null ? null : Number(member.plans.includes(plan))),
  explain: (value, { plan }) =>
    value === 1 ? reason('planHeld', { plan: plan.replaceAll('-', ' ') }) : null,
}

export const examples: SignalExample[] = [
  { title: 'not read cannot say', args: { plan: 'plus' }, expected: null },
  { title: 'held', args: { plan: 'plus' }, member: { plans: ['plus'] }, expected: 1 },
  { title: 'another is held', args: { plan: 'plus' }, member: { plans: ['basic'] }, expected: 0 },
]
