import { expect, test } from 'vitest'
import type { RunRow } from '../../lib/shared/run-row.ts'
import { runsOfStep } from './runs-of-step.ts'

const run = (id: string, title: string, createdAt: number, serverId = 'srv'): RunRow => ({
  id,
  serverId,
  serverName: 'teach-02',
  title,
  by: 'ada',
  createdAt,
  startedAt: null,
  endedAt: null,
  status: { state: 'exited', code: 0 },
  bytes: 0,
})

test('the runs of a step are its tries, remedies and undos on this server, newest first', () => {
  const runs = [
    run('first', 'DNS', 1),
    run('remedy', 'DNS: remedy', 2),
    run('again', 'DNS', 3),
    run('off', 'DNS: undo', 4),
    run('elsewhere', 'DNS', 5, 'other'),
    run('another', 'DNS of mine', 6),
    run('no property', 'toString', 7),
  ]
  expect(runsOfStep(runs, 'srv', 'DNS').map(({ run: { id }, what }) => `${id} ${what}`)).toEqual([
    'off undo',
    'again step',
    'remedy remedy',
    'first step',
  ])
  const many = Array.from({ length: 9 }, (_, at) => run(`r${at}`, 'DNS', at))
  expect(runsOfStep(many, 'srv', 'DNS').map(({ run: { id } }) => id)).toEqual(['r8', 'r7', 'r6', 'r5', 'r4'])
})
