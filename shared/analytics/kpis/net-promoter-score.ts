import type { Kpi, KpiExample } from './kpi.ts'

/** 95 of 100. */
const REACH = 1.959964

/** Whether members speak well of the shop. */
export const netPromoterScore: Kpi<'answers'> = {
  key: 'netPromoterScore',
  name: 'Net promoter score',
  definition:
    'Of the members asked in the period whether they would recommend the shop, from 0 to 10: the percentage who said 9 or 10, less the percentage who said 6 or less.',
  unit: 'score',
  formula: '100 x (answers of 9 and 10 - answers of 0 to 6) / answers',
  better: 'higher',
  least: -100,
  most: 100,
  needs: ['answers'],
  compute: ({ answers }) => {
    const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0)
    const all = sum(answers)
    if (all === 0) return { value: null, why: 'nothingYet' }
    const promoters = sum(answers.slice(9, 11)) / all
    const detractors = sum(answers.slice(0, 7)) / all
    const net = promoters - detractors
    const around = REACH * Math.sqrt((promoters + detractors - net * net) / all)
    return {
      value: 100 * net,
      interval: { low: 100 * Math.max(-1, net - around), high: 100 * Math.min(1, net + around) },
    }
  },
}

export const examples: KpiExample<'answers'>[] = [
  {
    title: '50 promoters, 30 indifferent, 20 detractors',
    inputs: { answers: [0, 0, 0, 5, 0, 0, 15, 10, 20, 30, 20] },
    expected: { value: 30, interval: { low: 14.69, high: 45.31 } },
  },
  {
    title: 'all would recommend it',
    inputs: { answers: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4] },
    expected: { value: 100, interval: { low: 100, high: 100 } },
  },
  {
    title: 'nobody has answered',
    inputs: { answers: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
    expected: { value: null, why: 'nothingYet' },
  },
]
