import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { NODE_FLAGS } from '../../../scripts/setup/serve.mjs'
import { stepIds } from '../../shared/install.ts'
import type { InstallPartPlan } from '../../testing/install-part.ts'
import { timesRun } from '../../testing/install-rig.ts'
import { localPlaceUnavailable } from '../../testing/local-place.ts'

const unavailable = localPlaceUnavailable()
if (unavailable) console.log(`skipped, installs under kills: ${unavailable}`)

const KILLS = 20
const STEPS = 22

it.skipIf(unavailable !== null)(
  `an install whose console is killed ${KILLS} times at any moment does everything, and nothing twice`,
  { timeout: 240_000 },
  async () => {
    const place = mkdtempSync(join(tmpdir(), 'bindery-install-kills-'))
    const plan: InstallPartPlan = {
      folder: join(place, 'data'),
      base: `${join(place, 'bindery')}/`,
      steps: STEPS,
      seconds: 0.8,
    }
    for (const folder of [plan.folder, plan.base]) mkdirSync(folder)
    let killed = 0
    let last: Awaited<ReturnType<typeof startPart>['ended']> = { code: null, printed: '', said: '' }
    while (killed < KILLS) {
      const part = startPart(plan)
      // The process takes a moment to get to its work.
      await Promise.race([pause(300 + Math.random() * 900), part.ended])
      part.kill()
      last = await part.ended
      if (last.code !== null) break
      killed += 1
    }
    if (last.code === null) last = await startPart(plan).ended
    expect(last, last.said).toMatchObject({ code: 0 })
    expect(JSON.parse(last.printed)).toMatchObject({ how: 'finished', says: 'All steps are done.' })
    expect(stepIds.slice(0, STEPS).map((id) => timesRun(plan.base, id))).toEqual(Array(STEPS).fill(1))
    expect(killed).toBe(KILLS)
    rmSync(place, { recursive: true })
  },
)

function startPart(plan: InstallPartPlan) {
  const file = fileURLToPath(new URL('../../testing/install-part.ts', import.meta.url))
  const child = spawn(process.execPath, [...NODE_FLAGS, file, JSON.stringify(plan)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  let said = ''
  child.stdout.on('data', (chunk) => {
    printed += String(chunk)
  })
  child.stderr.on('data', (chunk) => {
    said += String(chunk)
  })
  return {
    kill: () => void child.kill('SIGKILL'),
    ended: once(child, 'close').then(([code]) => ({ code: code as number | null, printed, said })),
  }
}
