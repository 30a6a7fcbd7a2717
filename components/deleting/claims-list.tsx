'use client'

import { listed } from '../../lib/shared/count-words.ts'
import type { ClaimUse } from '../../lib/shared/deleting-api.ts'
import { formatBytes } from '../../lib/shared/format.ts'
import { readQuantity } from '../../lib/shared/quantity.ts'
import { Button } from '../ui/button.tsx'
import { askForChange } from './asked-change.ts'
import { ClaimSizeText } from './claim-size.tsx'

/** Where the data of each claim is, how much it is, and who uses it now. */
export function ClaimsList({ serverId, claims }: { serverId: string; claims: readonly ClaimUse[] }) {
  return claims.map((use) => <Claim key={use.claim.uid} serverId={serverId} use={use} />)
}

function Claim({ serverId, use }: { serverId: string; use: ClaimUse }) {
  const { claim, path, node, volume, users, storageClass, asked } = use
  const bytes = readQuantity(asked)
  return (
    <section className="goes" aria-label={`Data of ${claim.name}`}>
      <h3 className="lbl">Data of {claim.name}</h3>
      <dl className="facts">
        <dt>Folder</dt>
        <dd className="mono">{path ?? (volume === null ? 'none: it has no volume yet' : volume)}</dd>
        <dt>On disk</dt>
        <dd>
          <ClaimSizeText serverId={serverId} claim={claim} />
          {bytes !== null && <span className="dim">, asked for {formatBytes(bytes)}</span>}
        </dd>
        <dt>Class</dt>
        <dd>
          {storageClass ?? 'none'}
          {node !== null && <span className="dim">, on {node}</span>}
        </dd>
        <dt>Used by</dt>
        <dd>
          {users.length === 0 ? (
            'no pod'
          ) : (
            <span className="mono">
              {listed(
                users.map(({ name }) => name),
                4,
              )}
            </span>
          )}
        </dd>
      </dl>
      {users.length > 0 && (
        <div className="row wrap">
          <p className="sub grow">
            It stays, waiting to be deleted, until {users.length === 1 ? 'that pod has' : 'these pods have'}{' '}
            ended.
          </p>
          <Button
            small
            onClick={() => askForChange({ what: 'delete', serverId, objects: users, force: false })}
          >
            {users.length === 1 ? 'Stop that pod…' : `Stop these ${users.length} pods…`}
          </Button>
        </div>
      )}
    </section>
  )
}
