import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { toProblem } from '../../shared/problem.ts'
import { unwritableProblem } from '../store/unwritable.ts'
import { chooseStep } from './choose-step.ts'
import type { Install } from './install.ts'
import type { Look } from './look.ts'
import { takeUpRun } from './take-up-run.ts'

/** How long to wait after a mistake of ours, or while the database cannot be written. */
const FAULT_MS = 2_000
/** The time left goes on also where a step says nothing. */
const SHOW_MS = 5_000

/**
 * Carries a server's wish on from wherever it stands, until there is none: choose a step, run it, look, take up what
 * came of it. Every part may be cut off and said again; what counts is in the database, written in one piece each.
 * Resolves too when `stop` aborts: the wish then stays for the next life of the engine.
 */
export async function carryInstall(install: Install, stop: AbortSignal): Promise<void> {
  const { serverId, world } = install
  const showing = setInterval(() => show(install), SHOW_MS).unref()
  let look: Look | null = null
  try {
    while (!stop.aborted) {
      // Before the wish is read: whoever changes it afterwards aborts this.
      const signal = AbortSignal.any([stop, install.nudged])
      try {
        const wish = world.records.wishes.of(serverId)
        if (!wish || !world.linkOf(serverId)) return
        look =
          wish.runId === null
            ? await chooseStep(install, wish, look, signal)
            : await takeUpRun(install, wish, wish.runId, signal)
        install.hold(null)
      } catch (error) {
        look = null
        if (signal.aborted) continue
        const problem = toProblem(unwritableProblem(error) ?? error)
        world.log(`install of ${serverId}: ${problem.code === 'internal' ? inspect(error) : problem.message}`)
        install.hold(problem)
        await sleep(FAULT_MS, undefined, { signal }).catch(() => {})
      }
    }
  } finally {
    clearInterval(showing)
    if (!stop.aborted) install.hold(null)
  }
}

function show(install: Install): void {
  try {
    install.put()
  } catch (error) {
    install.world.log(`install of ${install.serverId} cannot be shown: ${String(error)}`)
  }
}
