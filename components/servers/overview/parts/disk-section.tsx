'use client'

import { post } from '../../../../lib/client/request.ts'
import { useNow } from '../../../../lib/client/use-now.ts'
import { useRow } from '../../../../lib/client/use-table.ts'
import type { DiskRow, DiskUse, PartUse } from '../../../../lib/shared/disk-row.ts'
import { formatBytes } from '../../../../lib/shared/format.ts'
import type { ServerRow } from '../../../../lib/shared/server-row.ts'
import { useWhyNot } from '../../../frame/use-liveness.ts'
import { Age } from '../../../ui/age.tsx'
import { Button } from '../../../ui/button.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { TimeText } from '../../../ui/time-text.tsx'
import { useRequest } from '../../../ui/use-request.ts'
import { forecastWords } from '../disk-words.ts'
import { partNames } from '../needs/disk-needs.ts'
import { DiskPicture } from './disk-picture.tsx'

interface DiskSectionProps {
  server: ServerRow
  /** As it was when the page was rendered. */
  initial: DiskRow | undefined
}

/** How full the disks are, what takes their room, and where that leads. */
export function DiskSection({ server, initial }: DiskSectionProps) {
  const row = useRow('disks', server.id, initial)
  const [first, ...others] = row?.disks ?? []
  return (
    <section className="sec" aria-labelledby="disk">
      <header>
        <h2 id="disk">Disk</h2>
        {first && <p>{`${first.path}, ${formatBytes(first.total)}`}</p>}
        <MeasureNow server={server} row={row} />
      </header>
      {first ? (
        <>
          <OneDisk disk={first} />
          <Parts parts={row?.parts ?? []} />
          {others.map((disk) => (
            <p key={disk.path} className="room-says">
              <OtherDisk disk={disk} />
            </p>
          ))}
        </>
      ) : (
        <p className="said">
          {row?.measuring ? 'Bindery is measuring it for the first time.' : 'It was not measured yet.'}
        </p>
      )}
    </section>
  )
}

function MeasureNow({ server, row }: { server: ServerRow; row: DiskRow | undefined }) {
  const request = useRequest()
  const whyNot = useWhyNot(server)
  const problem = request.problem ?? row?.problem
  return (
    <>
      <span className="end dim">
        {row?.measuredAt != null && (
          <>
            measured <Age at={row.measuredAt} />
          </>
        )}
      </span>
      <Button
        tone="quiet"
        small
        busy={request.busy || row?.measuring === true}
        disabledBecause={whyNot}
        onClick={() => void request.run(() => post(`/api/servers/${server.id}/disk/measure`))}
      >
        Measure now
      </Button>
      {problem && !request.busy && <ProblemNote problem={problem} />}
    </>
  )
}

function OneDisk({ disk }: { disk: DiskUse }) {
  const now = useNow()
  const watching = disk.forecast.is === 'watching'
  return (
    <>
      <p className="fig">
        <span className="big">
          <TimeText>
            {watching ? `${formatBytes(disk.free)} free` : forecastWords(disk.forecast, now)}
          </TimeText>
        </span>
        <span className="dim">
          {formatBytes(disk.used)} used
          {watching ? (
            <TimeText>{`. ${forecastWords(disk.forecast, now)}: when it is full is told after two days`}</TimeText>
          ) : (
            `, ${formatBytes(disk.free)} free`
          )}
        </span>
      </p>
      <DiskPicture disk={disk} />
    </>
  )
}

function OtherDisk({ disk }: { disk: DiskUse }) {
  const now = useNow()
  const { path, used, free, forecast } = disk
  return (
    <TimeText>
      {`${path}: ${formatBytes(used)} used, ${formatBytes(free)} free. ${forecastWords(forecast, now)}.`}
    </TimeText>
  )
}

function Parts({ parts }: { parts: readonly PartUse[] }) {
  return (
    <table className="tbl disk-parts">
      <caption className="vh">What takes the room</caption>
      <tbody>
        {parts.map(({ part, bytes, atLeast, path, bytesPerDay }) => (
          <tr key={part}>
            <th scope="row" title={path}>
              {partNames[part]}
            </th>
            <td className="num dim">{paceWords(bytesPerDay)}</td>
            <td className="num" title={bytes === null ? 'It could not be counted in 15 s' : path}>
              {bytes === null ? 'not known' : `${atLeast ? 'at least ' : ''}${formatBytes(bytes)}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Less than this a day nobody sees. */
const SEEN_BYTES = 50e6

function paceWords(bytesPerDay: number | null): string {
  if (bytesPerDay === null || Math.abs(bytesPerDay) < SEEN_BYTES) return ''
  return bytesPerDay > 0 ? `+ ${formatBytes(bytesPerDay)} a day` : `− ${formatBytes(-bytesPerDay)} a day`
}
