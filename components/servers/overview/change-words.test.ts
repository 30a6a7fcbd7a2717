import { expect, test } from 'vitest'
import type { Change } from '../../../lib/shared/changes-row.ts'
import { changeWords } from './change-words.ts'

const now = new Date(2026, 10, 23, 9, 48).getTime()
const at = new Date(2026, 10, 23, 9, 31).getTime()
const run = { is: 'run', at, runId: 'r1', title: 'Update', by: 'Mara', began: [] } as const
const action = { is: 'action', at, by: 'Mara', failed: false, began: [] } as const

test.each<[Change, string]>([
  [{ ...run, status: { state: 'exited', code: 0 } }, 'ok: “Update” ended well. Mara, 09:31. /runs/r1'],
  [
    { ...run, status: { state: 'exited', code: 2 } },
    'fail: “Update” failed with exit code 2. Mara, 09:31. /runs/r1',
  ],
  [{ ...run, status: { state: 'cancelled' } }, 'skip: “Update” was cancelled. Mara, 09:31. /runs/r1'],
  [
    { ...run, status: { state: 'interrupted', by: 'reboot' } },
    'fail: “Update” was ended by a reboot. Mara, 09:31. /runs/r1',
  ],
  [
    { ...run, status: { state: 'lost', why: 'died' } },
    'unk: “Update” ended, and nobody knows how. Mara, 09:31. /runs/r1',
  ],
  [
    {
      is: 'runs',
      at,
      count: 14,
      lastId: 'r9',
      lastTitle: 'A first launch',
      by: 'Mara',
      began: ['hub', 'binder'],
    },
    'ok: 14 runs, the last “A first launch”. Mara, 09:31. All ended well. The hub and BinderHub began anew. /runs/r9',
  ],
  [
    { ...action, action: 'workload.restart', subject: 'Deployment binder/hub', began: ['hub'] },
    'ok: Restarted Deployment binder/hub. Mara, 09:31. The hub began anew. -',
  ],
  [
    { ...action, action: 'sessions.stop-idle', subject: '3 sessions', failed: true },
    'fail: Stopped idle sessions: 3 sessions failed. Mara, 09:31. -',
  ],
  [{ ...action, action: 'thing.put-right', subject: '' }, 'ok: Thing put right. Mara, 09:31. -'],
  [
    { is: 'revision', at, release: 'binder', revision: 7, status: 'deployed', began: ['binder'] },
    'ok: Revision 7 of binder, deployed. 09:31. BinderHub began anew. -',
  ],
  [
    { is: 'revision', at, release: 'binder', revision: 6, status: 'superseded', began: [] },
    'ok: Revision 6 of binder. 09:31. -',
  ],
  [
    { is: 'revision', at, release: 'binder', revision: 8, status: 'pending-upgrade', began: [] },
    'work: Revision 8 of binder is under way, or was cut off. 09:31. -',
  ],
  [
    { is: 'revision', at, release: 'binder', revision: 8, status: 'failed', began: [] },
    'fail: Revision 8 of binder failed. 09:31. -',
  ],
  [{ is: 'rebooted', at, began: [] }, 'warn: The server was rebooted. 09:31. -'],
  [{ is: 'began', at, began: ['proxy'] }, 'ok: The proxy began anew. 09:31. /workloads'],
  [
    { is: 'restarted', at, part: 'hub', said: 'exit code 137' },
    'warn: The hub ended and was started again. 09:31. Exit code 137. /workloads',
  ],
  [
    { is: 'outage', at, part: 'hub', until: at + 360_000 },
    'fail: Nobody could launch: the hub did not work. 09:31 to 09:37. 6 min. -',
  ],
  [
    { is: 'outage', at, part: 'proxy', until: at + 360_000 },
    'fail: Nobody could reach it: the proxy did not work. 09:31 to 09:37. 6 min. -',
  ],
])('%o', (change, expected) => {
  const { kind, title, text, path } = changeWords(change, now)
  expect(`${kind}: ${title}. ${text} ${path ?? '-'}`).toBe(expected)
})
