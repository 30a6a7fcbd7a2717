'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { post } from '../../../lib/client/request.ts'
import type { Met } from '../../../lib/shared/servers-api.ts'
import { usePerson } from '../../frame/person.tsx'
import { useServer, useServers } from '../../frame/servers.tsx'
import { useWhyNot } from '../../frame/use-liveness.ts'
import { Empty } from '../../ui/empty.tsx'
import { useRequest } from '../../ui/use-request.ts'
import { type AddDraft, addRequest, emptyDraft, missingFromDraft } from './add-draft.ts'
import { AddSteps } from './add-steps.tsx'
import { requestAddress } from './address.ts'
import { AddressForm } from './address-form.tsx'
import { ConnectingStep } from './connecting-step.tsx'
import { LookAroundStep } from './look-around-step.tsx'

// Fetched when opened, not with the page.
const ConfirmHostKeyDialog = dynamic(() =>
  import('../confirm-host-key-dialog.tsx').then((module) => module.ConfirmHostKeyDialog),
)

/**
 * The way to add a server: address and sign-in, its host key, then what it is. `initialServer` takes it up again
 * after a reload: from the moment the server is added, the address bar knows it.
 */
export function AddServer({ initialServer }: { initialServer: string | null }) {
  const [serverId, setServerId] = useState(initialServer)
  const server = useServer(serverId)
  const { role } = usePerson()
  if (role === 'viewer') return <Empty>Adding a server is for administrators.</Empty>
  if (serverId === null) return <Introduce onAdded={setServerId} />
  return (
    <div className="addgrid">
      <AddSteps at={server?.facts && server.link.state === 'online' ? 'look' : 'connect'} server={server} />
      {server?.facts && server.link.state === 'online' ? (
        <LookAroundStep server={server} facts={server.facts} />
      ) : (
        <ConnectingStep server={server} />
      )}
    </div>
  )
}

/** Everything before the server is known to Bindery. */
function Introduce({ onAdded }: { onAdded: (serverId: string) => void }) {
  const [draft, setDraft] = useState(emptyDraft)
  const [met, setMet] = useState<Met | null>(null)
  // A password mistyped once must not cost a second comparison of the same key.
  const [confirmed, setConfirmed] = useState<{ at: string; sha256: string } | null>(null)
  const [meeting, setMeeting] = useState<AbortController | null>(null)
  const { rows: others } = useServers()
  const request = useRequest()
  const whyNot = useWhyNot()
  const at = JSON.stringify(requestAddress(draft))
  const missing = missingFromDraft(
    draft,
    others.map(({ name }) => name),
  )
  const [showMissing, setShowMissing] = useState(false)

  function change(part: Partial<AddDraft>) {
    setDraft({ ...draft, ...part })
    setShowMissing(false)
    request.clear()
  }

  function introduce() {
    setShowMissing(true)
    if (missing !== null) return
    void request.run(
      async () => {
        const answer = await meet()
        if (answer === null || confirmed?.at !== at || answer.hostKey.sha256 !== confirmed.sha256)
          return answer
        await add(answer)
        return null
      },
      (answer) => setMet(answer),
    )
  }

  /** Null when the person no longer waits. */
  async function meet(): Promise<Met | null> {
    const waiting = new AbortController()
    setMeeting(waiting)
    try {
      return await post<Met>('/api/servers/meet', requestAddress(draft), waiting.signal)
    } catch (error) {
      if (waiting.signal.aborted) return null
      throw error
    } finally {
      setMeeting(null)
    }
  }

  async function add({ hostKey }: Met) {
    const { id } = await post<{ id: string }>('/api/servers/add', addRequest(draft, hostKey.sha256))
    setDraft(emptyDraft)
    window.history.replaceState(null, '', `/servers/new?server=${id}`)
    onAdded(id)
  }

  function confirm(answer: Met) {
    setConfirmed({ at, sha256: answer.hostKey.sha256 })
    void request.run(async () => {
      try {
        await add(answer)
      } finally {
        setMet(null)
      }
    })
  }

  return (
    <div className="addgrid">
      <AddSteps at={met === null ? 'address' : 'host-key'} draft={draft} confirmed={confirmed?.at === at} />
      <AddressForm
        draft={draft}
        others={others}
        busy={request.busy && met === null}
        problem={request.problem ?? (showMissing ? missing : null)}
        disabledBecause={whyNot}
        onStopWaiting={meeting && (() => meeting.abort())}
        onChange={change}
        onSubmit={introduce}
      />
      {met && (
        <ConfirmHostKeyDialog
          {...requestAddress(draft)}
          met={met}
          busy={request.busy}
          problem={request.problem}
          onConfirm={() => confirm(met)}
          onClose={() => setMet(null)}
        />
      )}
    </div>
  )
}
