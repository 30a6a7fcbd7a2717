import { Status, type StatusKind } from '../../ui/status.tsx'
import type { RegistryChecking } from './use-registry-check.ts'
import { verdictStops } from './verdict-stops.ts'

/** What the registry said, in a sentence, with what to do. */
export function RegistryAnswer({ answer }: { answer: RegistryChecking['answer'] }) {
  return (
    <div role="status" className="grow registry-answer">
      {answer?.state === 'asking' && <Status kind="work">The server asks the registry.</Status>}
      {answer?.state === 'failed' && (
        <Status kind="unk">
          {answer.problem.message} {answer.problem.hint}
        </Status>
      )}
      {answer?.state === 'answered' && (
        <>
          <Status kind={kindOf(answer.check.verdict)}>
            {[answer.check.what, answer.check.why, answer.check.todo].filter(Boolean).join(' ')}
            {answer.check.pulls &&
              ` Docker Hub lets it pull ${answer.check.pulls.left} of ${answer.check.pulls.of} images for now.`}
          </Status>
          {answer.check.said && <p className="machine-said">{answer.check.said}</p>}
        </>
      )}
    </div>
  )
}

function kindOf(verdict: Parameters<typeof verdictStops>[0]): StatusKind {
  if (verdict === 'ok') return 'ok'
  return verdictStops(verdict) ? 'fail' : verdict === 'later' ? 'wait' : 'warn'
}
