'use client'

import { useId } from 'react'
import { get } from '../../lib/client/request.ts'
import { useNow } from '../../lib/client/use-now.ts'
import type { ConfigRevision, ConfigSeen } from '../../lib/shared/config-api.ts'
import { formatTime } from '../../lib/shared/format.ts'
import { useRequest } from '../ui/use-request.ts'

interface RevisionPickerProps {
  serverId: string
  seen: ConfigSeen
  onText(text: string): void
}

/** Takes an earlier text into the editor: as a draft, so that nothing happens until it is saved. */
export function RevisionPicker({ serverId, seen, onText }: RevisionPickerProps) {
  const id = useId()
  const now = useNow()
  const request = useRequest()
  const { earlier, onServer, latest } = seen

  function pick(choice: string) {
    if (choice === 'server' && onServer !== null) onText(onServer)
    else if (choice !== '')
      void request.run(
        () => get<ConfigRevision>(`/api/servers/${serverId}/config/${choice}`),
        ({ text }) => onText(text),
      )
  }
  if (earlier.length < 2 && (onServer === null || onServer === latest?.text)) return null
  return (
    <label className="filter pick" htmlFor={id}>
      <span className="vh">Take an earlier text</span>
      <select id={id} value="" disabled={request.busy} onChange={(event) => pick(event.target.value)}>
        <option value="">Take an earlier text…</option>
        {onServer !== null && onServer !== latest?.text && (
          <option value="server">As the server has it</option>
        )}
        {earlier.map(({ number, by, at }) => (
          <option key={number} value={number}>
            Revision {number}, {by}, {formatTime(at, now)}
          </option>
        ))}
      </select>
    </label>
  )
}
