import { renderToString } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { RunRow } from '../shared/run-row.ts'
import { useNow } from './use-now.ts'
import { useSocket } from './use-socket.ts'
import { useRow, useTable } from './use-table.ts'

const run: RunRow = {
  id: 'r1',
  serverId: 's',
  serverName: 'binder-01',
  title: 'Look',
  by: 'Ada',
  createdAt: 1,
  startedAt: null,
  endedAt: null,
  status: { state: 'running' },
  bytes: 0,
}

function Runs({ rows }: { rows?: RunRow[] }) {
  const table = useTable('runs', rows)
  const one = useRow('runs', 'r1', rows?.[0])
  return <p>{[table.state, table.rows.length, table.byKey.get('r1')?.title, one?.title].join(' ')}</p>
}

function Clock() {
  return <p>{useNow() - useSocket().since < 60_000 ? 'fresh' : 'old'}</p>
}

// There is no window here: whatever asked for the tab's socket would throw.
it('shows on the server what the server knew, and opens nothing', () => {
  expect(renderToString(<Runs rows={[run]} />)).toBe('<p>syncing 1 Look Look</p>')
  expect(renderToString(<Runs />)).toBe('<p>syncing 0  </p>')
})

it('begins with the time of the server and a socket that is only just connecting', () => {
  expect(renderToString(<Clock />)).toBe('<p>fresh</p>')
})
