'use client'

import { useState } from 'react'
import { post } from '../../../lib/client/request.ts'
import type { TestStage } from '../../../lib/shared/facts.ts'
import { formatDuration } from '../../../lib/shared/format.ts'
import type { ServerRow } from '../../../lib/shared/server-row.ts'
import type { TestResult } from '../../../lib/shared/servers-api.ts'
import { useWhyNot } from '../../frame/use-liveness.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { useRequest } from '../../ui/use-request.ts'
import { type Stage, Stages } from '../stages.tsx'

/** Goes the whole way to the server once, beside the connection that is up, and says where it ends. */
export function ConnectionTest({ server }: { server: ServerRow }) {
  const [result, setResult] = useState<TestResult | null>(null)
  const request = useRequest()
  const whyNot = useWhyNot()
  const failed = result?.stages.find(({ outcome }) => outcome === 'failed')
  return (
    <section className="sec" aria-labelledby="test">
      <header>
        <h2 id="test">Test</h2>
        <p>resolves, reaches, host key, signs in, becomes root, looks around</p>
      </header>
      <div className="border-t border-line pt-3">
        <Button
          small
          busy={request.busy}
          disabledBecause={whyNot}
          onClick={() =>
            void request.run(() => post<TestResult>(`/api/servers/${server.id}/test`, {}), setResult)
          }
        >
          Test the connection
        </Button>
        <div role="status" className="mt-4">
          {result && <Stages stages={result.stages.map(asStage)} />}
        </div>
        {failed?.problem && <ProblemNote problem={failed.problem} />}
        {request.problem && <ProblemNote problem={request.problem} />}
      </div>
    </section>
  )
}

function asStage({ id, title, outcome, evidence, tookMs }: TestStage): Stage {
  switch (outcome) {
    case 'ok':
      return { id, title, kind: 'ok', evidence, ...took(tookMs) }
    case 'failed':
      return { id, title, kind: 'fail', evidence, ...took(tookMs) }
    case 'not-reached':
      return { id, title, kind: 'todo' }
  }
}

/** What took no noticeable time needs no number. */
function took(ms: number): { took?: string } {
  return ms < 100 ? {} : { took: formatDuration(ms) }
}
