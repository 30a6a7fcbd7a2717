'use client'

import { useState } from 'react'
import { post } from '../../../lib/client/request.ts'
import type { ServerRow } from '../../../lib/shared/server-row.ts'
import type { Met } from '../../../lib/shared/servers-api.ts'
import { useServers } from '../../frame/servers.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { useRequest } from '../../ui/use-request.ts'
import { type Address, addressFields, requestAddress } from '../add/address.ts'
import { AddressFields } from '../add/address-fields.tsx'
import { ConfirmHostKeyDialog } from '../confirm-host-key-dialog.tsx'

/** Another address is another machine until its host key was compared. */
export function ChangeAddressDialog({ server, onClose }: { server: ServerRow; onClose: () => void }) {
  const [address, setAddress] = useState<Address>({
    host: server.host,
    port: String(server.port),
    user: server.user,
    jump: server.jump?.id ?? null,
  })
  const [met, setMet] = useState<Met | null>(null)
  const { rows } = useServers()
  const request = useRequest()
  const where = requestAddress(address)
  const user = address.user.trim()
  const moved =
    where.host !== server.host || where.port !== server.port || where.jump !== (server.jump?.id ?? null)

  function submit() {
    if (moved) void request.run(() => post<Met>('/api/servers/meet', where), setMet)
    else void request.run(() => post(`/api/servers/${server.id}/edit`, { user }), onClose)
  }

  function confirm({ hostKey }: Met) {
    void request.run(
      () => post(`/api/servers/${server.id}/edit`, { ...where, user, hostKey: hostKey.sha256 }),
      onClose,
    )
  }

  if (met !== null)
    return (
      <ConfirmHostKeyDialog
        {...where}
        met={met}
        busy={request.busy}
        problem={request.problem}
        onConfirm={() => confirm(met)}
        onClose={() => setMet(null)}
      />
    )
  return (
    <FormDialog
      title={`Where is ${server.name}?`}
      submit={moved ? 'Meet it there' : 'Change the user'}
      request={request}
      fields={addressFields}
      disabledBecause={!moved && user === server.user ? 'Nothing is changed yet.' : null}
      onSubmit={submit}
      onClose={onClose}
    >
      <AddressFields
        address={address}
        others={rows.filter(({ id }) => id !== server.id)}
        problem={request.problem}
        onChange={(change) => setAddress({ ...address, ...change })}
      />
      <p className="blast">
        <b>Restarts:</b> the connection. <b>Keeps:</b> everything on the server, and what runs there.
      </p>
    </FormDialog>
  )
}
