import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plan } from '../../shared/plan.ts'
import { raw, sh } from '../shell/sh.ts'
import { launch } from '../steps/launch.ts'
import { releaseScript } from '../steps/release-script.ts'
import { composeScript } from '../steps/script/compose-script.ts'

const settle = readFileSync(join(import.meta.dirname, 'settle.sh'), 'utf8')
const health = readFileSync(join(import.meta.dirname, '..', 'steps', 'script', 'health.sh'), 'utf8')

/** Longer than every wait inside: an upgrade, its pods, a launch, and the way back. */
const DEADLINE_SECONDS = 5_400
/** Pods that pull new images over a slow line. */
const PODS_SECONDS = 1_200

interface Change {
  title: string
  /** Bash that changes the release; it may use what release.sh and settle.sh define. */
  body: string
  /** Launch a repository afterwards. */
  prove: boolean
  /** Return to the revision of before where it does not work. */
  goBack: boolean
  /** Hidden variables of the body. */
  secrets?: Record<string, string>
}

/** A run of the console, but for whose it is and where. */
export interface ChangeRun {
  title: string
  script: string
  secrets: Record<string, string>
}

/** Every run that changes the release is this one, whatever it changes: it ends with the pods, health and a launch. */
export function changeRun(plan: Plan, { title, body, prove, goBack, secrets = {} }: Change): ChangeRun {
  const whole = sh`GO_BACK=${goBack ? 'yes' : 'no'}
prove() (
wait_for_release ${PODS_SECONDS}
${raw(health)}
${raw(prove ? launch.script(plan) : '')}
)

${raw(settle)}
${raw(body)}`
  return { title, script: composeScript(releaseScript(plan, whole), DEADLINE_SECONDS), secrets }
}
