import { formatDuration } from '../../../lib/shared/format.ts'
import type { ServerRow } from '../../../lib/shared/server-row.ts'
import { type Stage, Stages } from '../stages.tsx'
import { judge } from '../verdict.ts'
import type { AddDraft } from './add-draft.ts'

interface AddStepsProps {
  at: 'address' | 'host-key' | 'connect' | 'look'
  draft?: AddDraft
  /** The host key at this address was compared already. */
  confirmed?: boolean
  server?: ServerRow | undefined
}

const ways = {
  'own-key': 'a new key',
  key: 'my key',
  password: 'password',
  agent: 'SSH agent',
  ask: 'the server asks me',
}

/** Where one is on the way to a new server. */
export function AddSteps({ at, draft, confirmed = false, server }: AddStepsProps) {
  const address = server
    ? `${server.user}@${server.host}, ${ways[server.signIn]}`
    : draft?.host
      ? `${draft.user}@${draft.host}, ${ways[draft.signIn.kind]}`
      : undefined
  const past = at === 'connect' || at === 'look'
  const stages: Stage[] = [
    {
      id: 'address',
      title: 'Address and sign-in',
      kind: at === 'address' ? 'wait' : 'ok',
      evidence: address,
    },
    {
      id: 'host-key',
      title: 'Is it really your server?',
      kind: past || confirmed ? 'ok' : at === 'host-key' ? 'wait' : 'todo',
      evidence: past
        ? server && `confirmed by ${server.hostKey.confirmedBy}`
        : confirmed
          ? 'confirmed by you'
          : at === 'host-key' && 'waiting for you',
    },
    {
      id: 'look',
      title: 'Look around, change nothing',
      kind:
        at === 'look'
          ? 'ok'
          : at === 'connect'
            ? server?.link.state === 'refused'
              ? 'wait'
              : 'work'
            : 'todo',
      evidence:
        at === 'look' && server?.facts
          ? `${judge(server.facts, server.user, null).length} facts in ${formatDuration(server.facts.tookMs)}`
          : undefined,
    },
  ]
  return (
    <nav aria-label="Steps">
      <Stages stages={stages} className="addsteps" />
    </nav>
  )
}
