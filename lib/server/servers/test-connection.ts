import type { Facts, TestStage, TestStageId } from '../../shared/facts.ts'
import { AppError, toProblem } from '../../shared/problem.ts'
import type { TestResult } from '../../shared/servers-api.ts'
import { lookAround } from '../probe/look-around.ts'
import { connectOnce } from './connect-once.ts'
import type { Servers } from './servers.ts'

const TITLES: Record<TestStageId, string> = {
  resolve: 'Its name leads to an address',
  reach: 'Its SSH port answers',
  'host-key': 'It shows the confirmed host key',
  'sign-in': 'It lets Bindery sign in',
  root: 'Bindery becomes root',
  look: 'It can be looked at',
}

/**
 * Connects anew, beside the link that may be up, and says of each stage how it went. Changes nothing.
 * Only a mistake of Bindery's own is thrown; what the server does wrong is in the answer.
 */
export async function testConnection(
  servers: Servers,
  id: string,
  signal?: AbortSignal,
): Promise<TestResult> {
  const order = Object.keys(TITLES) as TestStageId[]
  const passed: TestStage[] = []
  let began = performance.now()
  const pass = (stage: TestStageId, evidence: string): void => {
    const now = performance.now()
    passed.push({ id: stage, title: TITLES[stage], outcome: 'ok', evidence, tookMs: Math.round(now - began) })
    began = now
  }
  let facts: Facts | null = null
  let problem: TestStage['problem']
  try {
    const target = servers.target(servers.record(id))
    facts = await connectOnce(target, (connection) => lookAround(connection, signal), {
      signal,
      onStage: pass,
    })
    pass('look', facts.os?.pretty ?? facts.kernel)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    problem = toProblem(error)
  }
  const rest = order.slice(passed.length).map((stage, index): TestStage => {
    const failed = index === 0 && problem !== undefined
    return {
      id: stage,
      title: TITLES[stage],
      outcome: failed ? 'failed' : 'not-reached',
      evidence: '',
      tookMs: failed ? Math.round(performance.now() - began) : 0,
      ...(failed && problem ? { problem } : {}),
    }
  })
  return { stages: [...passed, ...rest], facts }
}
