import { AppError, type ProblemCode } from '../../shared/problem.ts'

interface RefusalExtras {
  status?: number
  headers?: Record<string, string>
  hint?: string
}

/** A problem that HTTP has finer words for than `statusOf`: its own status, or headers such as Allow. */
export class Refusal extends AppError {
  readonly status: number | undefined
  readonly headers: Record<string, string>

  constructor(code: ProblemCode, message: string, { status, headers = {}, hint }: RefusalExtras = {}) {
    super(code, message, { hint })
    this.status = status
    this.headers = headers
  }
}

/** 405 with the methods that the address does answer. */
export function wrongMethod(allowed: readonly string[]): Refusal {
  const list = allowed.join(', ')
  return new Refusal('method_not_allowed', `This address answers ${list} only.`, { headers: { Allow: list } })
}
