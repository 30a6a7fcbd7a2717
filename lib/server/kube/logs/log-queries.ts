import type { Query } from '../../actions/action.ts'
import { logAnswer } from './log-answer.ts'
import type { Logs } from './logs.ts'

/** What may be read of logs beside following them. */
export function logQueries(logs: Logs): Query[] {
  return [
    {
      path: '/api/servers/:server/logs',
      who: 'viewer',
      answer: ({ params, input, signal }) => logAnswer(logs.cluster(params.server ?? ''), input, signal),
    },
  ]
}
