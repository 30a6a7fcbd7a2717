'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { formatBytes } from '../../lib/shared/format.ts'
import type { RunRow } from '../../lib/shared/run-row.ts'
import { Age } from '../ui/age.tsx'
import { Link } from '../ui/link.tsx'
import { Scroll } from '../ui/scroll.tsx'
import { RunBadge, RunTook } from './run-badge.tsx'

interface RunsTableProps {
  runs: readonly RunRow[]
  /** Shows which server each is on; not needed on a page about one. */
  withServer: boolean
}

/** Runs as a real table of which only the rows on screen are in the page; a reader still hears how many there are. */
export function RunsTable({ runs, withServer }: RunsTableProps) {
  const scroller = useRef<HTMLElement>(null)
  const virtual = useVirtualizer({
    count: runs.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 35,
    getItemKey: (index) => runs[index]?.id ?? index,
    overscan: 12,
    // Before the first measurement, and on the server: enough rows for any screen.
    initialRect: { width: 1000, height: 1000 },
  })
  const items = virtual.getVirtualItems()
  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  const columns = withServer ? 7 : 6

  return (
    <Scroll className="scroll" ref={scroller} label="Runs">
      <table className={`tbl rows runs ${withServer ? 'of-all' : ''}`} aria-rowcount={runs.length + 1}>
        <caption className="vh">Runs, newest first</caption>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">Run</th>
            <th scope="col">Status</th>
            {withServer && <th scope="col">Server</th>}
            <th scope="col">By</th>
            <th scope="col" aria-sort="descending">
              When
            </th>
            <th scope="col" className="num">
              Took
            </th>
            <th scope="col" className="num">
              Transcript
            </th>
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Gap height={before} columns={columns} />}
          {items.map((item) => {
            const run = runs[item.index]
            return run === undefined ? null : (
              <tr
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                aria-rowindex={item.index + 2}
              >
                <Cells run={run} withServer={withServer} />
              </tr>
            )
          })}
          {after > 0 && <Gap height={after} columns={columns} />}
        </tbody>
      </table>
    </Scroll>
  )
}

function Cells({ run, withServer }: { run: RunRow; withServer: boolean }) {
  return (
    <>
      <th scope="row" className="title">
        <Link className="plain" href={`/s/${run.serverId}/runs/${run.id}`}>
          {run.title}
        </Link>
      </th>
      <td className="status">
        <RunBadge run={run} />
      </td>
      {withServer && <td className="server">{run.serverName}</td>}
      <td className="by">{run.by}</td>
      <td className="when">
        <Age at={run.startedAt ?? run.createdAt} />
      </td>
      <td className="num took">
        <RunTook run={run} />
      </td>
      <td className="num size">{formatBytes(run.bytes)}</td>
    </>
  )
}

/** Stands for the rows that are not in the page. */
function Gap({ height, columns }: { height: number; columns: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can have the focus; it only keeps the height
    <tr aria-hidden="true" className="gap">
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  )
}
