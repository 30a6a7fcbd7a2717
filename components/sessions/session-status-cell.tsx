'use client'

import { useNow } from '../../lib/client/use-now.ts'
import type { Session } from '../../lib/shared/people/session.ts'
import { sessionStatus } from '../../lib/shared/people/session-status.ts'
import { Status } from '../ui/status.tsx'
import { TimeText } from '../ui/time-text.tsx'

/** How a session is now, in our words; Kubernetes' own word, and what it says about it, on hover. */
export function SessionStatusCell({ session, hubAnswers }: { session: Session; hubAnswers: boolean | null }) {
  const now = useNow()
  const { kind, word } = sessionStatus(session, { now, hubAnswers: hubAnswers === true })
  const { status, message } = session.pod
  return (
    <Status kind={kind} title={message === '' ? status : `${status}: ${message}`}>
      <TimeText>{word}</TimeText>
    </Status>
  )
}
