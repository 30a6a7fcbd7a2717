import { renderToString } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { RunRow } from '../shared/run-row.ts'
import { FirstPaintProvider } from './first-paint.tsx'
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

function Paint() {
  return <p>{`${useNow()} ${useSocket().since}`}</p>
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

// What was 8 s old as the page was made must not be 12 s old as a slow browser takes it over.
it('has one time for a whole page, which comes with it', () => {
  const page = renderToString(
    <FirstPaintProvider at={1_790_000_000_000}>
      <Paint />
    </FirstPaintProvider>,
  )
  expect(page).toBe('<p>1790000000000 1790000000000</p>')
})
