import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plan } from '../../shared/plan.ts'
import { raw, sh } from '../shell/sh.ts'

const functions = readFileSync(join(import.meta.dirname, 'script', 'release.sh'), 'utf8')

/** The body of a script about the plan's release: `body` may use what release.sh defines. */
export function releaseScript(plan: Plan, body: string): string {
  return sh`NAMESPACE=${plan.namespace} RELEASE=${plan.release} VERSION=${plan.chartVersion}

${raw(functions)}
${raw(body)}`
}
