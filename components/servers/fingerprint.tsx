import { Fragment } from 'react'
import type { HostKey } from '../../lib/shared/server-row.ts'
import { fingerprintGroups, hostKeyName } from './host-key-words.ts'

interface FingerprintProps {
  hostKey: HostKey
  /** "10.0.0.14, port 22": whose key it is. */
  of: string
  /** A key that is not the one expected. */
  suspicious?: boolean
}

/** A host key's fingerprint in groups of four. The gaps are drawn, not typed: a copy of it is unbroken. */
export function Fingerprint({ hostKey, of, suspicious = false }: FingerprintProps) {
  return (
    <div className={suspicious ? 'fp changed-key' : 'fp'}>
      <span className="sub">
        {hostKeyName(hostKey.type)} key of {of}
      </span>
      <code>
        SHA256:
        {fingerprintGroups(hostKey.sha256).map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: groups may repeat and never move
          <Fragment key={index}>
            <wbr />
            <b>{group}</b>
          </Fragment>
        ))}
      </code>
    </div>
  )
}
