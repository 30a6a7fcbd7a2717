/** What is to say about an answer of the plan. `field` is its path in the plan: "pool.first", "storage.path". */
export interface PlanProblem {
  field: string
  /** What is so, why it matters, what to do. */
  message: string
  /** `wrong`: it cannot work. `careful`: it may, and the person should know. */
  severity: 'wrong' | 'careful'
}

export function wrong(field: string, message: string): PlanProblem {
  return { field, message, severity: 'wrong' }
}

export function careful(field: string, message: string): PlanProblem {
  return { field, message, severity: 'careful' }
}
