'use client'

import type { Facts } from '../../../lib/shared/facts.ts'
import type { ServerRow } from '../../../lib/shared/server-row.ts'
import { Age } from '../../ui/age.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { LookAgainButton } from '../look-again-button.tsx'
import { judge, verdictSentence } from '../verdict.ts'
import { VerdictNotes } from '../verdict-notes.tsx'
import { VerdictTable } from '../verdict-table.tsx'

/** What the server is, fact by fact, and whether it suits. */
export function LookAroundStep({ server, facts }: { server: ServerRow; facts: Facts }) {
  const verdicts = judge(facts, server.user, server.link.state === 'online' ? server.link.rootBy : null)
  return (
    <div className="min-w-0">
      <h2 className="truth text-[26px]">{verdictSentence(verdicts)}</h2>
      <p className="sub mt-1.5 mb-3.5">
        Nothing was changed. Every line is something Bindery read <Age at={facts.lookedAt} />.
      </p>
      <VerdictTable verdicts={verdicts} />
      <VerdictNotes verdicts={verdicts} />
      <div className="row wrap mt-5">
        <LinkButton tone="primary" href={`/s/${server.id}`}>
          Open this server
        </LinkButton>
        <LookAgainButton server={server} />
      </div>
    </div>
  )
}
