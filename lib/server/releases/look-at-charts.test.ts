import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ChartVersion } from '../../shared/plan-look.ts'
import { type ChartCache, createChartCache } from '../plan/chart-cache.ts'
import type { RemoteShell } from '../ssh/remote-shell.ts'
import { lookAtCharts } from './look-at-charts.ts'

let folder: string
let cache: ChartCache
let asked: number
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bindery-charts-'))
  cache = createChartCache(folder)
  asked = 0
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A server that is away. */
const shell: RemoteShell = {
  exec() {
    asked += 1
    return Promise.reject(new Error('away'))
  },
  stream: () => Promise.reject(new Error('away')),
}
const versions: ChartVersion[] = [
  {
    version: '1.0.0-0.dev.git.3941.h9056a226',
    kubeVersion: '>=1.28.0-0',
    created: null,
    jupyterhub: '4.2.0',
  },
]
const look = (now: number, fresh = false) =>
  lookAtCharts(cache, {
    serverId: 's',
    shell,
    running: null,
    fresh,
    signal: new AbortController().signal,
    now,
  })

it('asks nobody for an hour, unless it is to be read now', async () => {
  cache.put('s', { versions, readAt: 0 })
  expect(await look(3_599_999)).toEqual({ versions, readAt: 0 })
  expect(asked).toBe(0)
  await look(3_599_999, true)
  expect(asked).toBe(1)
})

it('gives what was read last, with its age, where the server does not answer', async () => {
  cache.put('s', { versions, readAt: 0 })
  expect(await look(900_000_000)).toEqual({ versions, readAt: 0 })
  expect(asked).toBe(1)
})

it('says that nothing is known where it was never read', async () => {
  expect(await look(0)).toEqual({ versions: [], readAt: null })
})
