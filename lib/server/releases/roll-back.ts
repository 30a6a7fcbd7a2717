import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plan } from '../../shared/plan.ts'
import { applyCommands, applyRun, fileSecret } from '../binder-config/apply-config.ts'
import { type ChangeRun, changeRun } from '../binder-config/change-run.ts'
import { raw, sh } from '../shell/sh.ts'
import { releaseScript } from '../steps/release-script.ts'
import { composeScript } from '../steps/script/compose-script.ts'
import type { KeptRelease } from './unpack-release.ts'
import type { WayBack } from './way-back.ts'

const read = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8')
const rollBack = read('roll-back.sh')
const takeOff = read('take-off.sh')

interface ToRollBack {
  target: KeptRelease
  way: WayBack
  prove: boolean
  goBack: boolean
}

/** The run that brings an earlier revision back, and looks whether it works as every change of the release does. */
export function rollBackRun(plan: Plan, { target, way, prove, goBack }: ToRollBack): ChangeRun {
  const title = `Go back to revision ${target.revision}`
  if (way.how === 'upgrade')
    return applyRun(
      { ...plan, chartVersion: target.chart },
      { title, what: `what revision ${target.revision} was made from`, text: way.text, prove, goBack },
    )
  return changeRun(plan, {
    title,
    body: sh`TO=${target.revision}

${raw(rollBack)}`,
    prove,
    goBack,
    secrets: fileSecret(way.text),
  })
}

/** What it runs, as a person would type it. */
export function rollBackCommands(plan: Plan, { target, way }: Pick<ToRollBack, 'target' | 'way'>): string[] {
  return way.how === 'upgrade'
    ? applyCommands({ ...plan, chartVersion: target.chart })
    : [
        `microk8s helm rollback ${plan.release} ${target.revision} --cleanup-on-fail --namespace ${plan.namespace}`,
      ]
}

/** The run that takes off a first install which never got through. */
export function takeOffRun(plan: Plan): ChangeRun {
  return {
    title: 'Take off the unfinished install',
    script: composeScript(releaseScript(plan, takeOff), 1_200),
    secrets: {},
  }
}

export function takeOffCommands({ release, namespace }: Plan): string[] {
  return [`microk8s helm uninstall ${release} --namespace ${namespace} --wait --timeout 5m`]
}
