import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ConfigRevision } from '../../shared/config-api.ts'
import type { Plan } from '../../shared/plan.ts'
import { raw, sh } from '../shell/sh.ts'
import { launch } from '../steps/launch.ts'
import { releaseScript } from '../steps/release-script.ts'
import { composeScript } from '../steps/script/compose-script.ts'

const apply = readFileSync(join(import.meta.dirname, 'apply.sh'), 'utf8')
const health = readFileSync(join(import.meta.dirname, '..', 'steps', 'script', 'health.sh'), 'utf8')

/** Longer than every wait inside: an upgrade, its pods, a launch, and the way back. */
const DEADLINE_SECONDS = 5_400
/** Pods that pull new images over a slow line. */
const PODS_SECONDS = 1_200

interface ToApply {
  revision: ConfigRevision
  prove: boolean
  goBack: boolean
}

/**
 * The run that puts a revision into use: the chart is asked first, then the file is replaced, Helm upgrades, and what
 * came of it is looked at. The file goes as a hidden variable: it may hold what should not be in it.
 */
export function applyRun(
  plan: Plan,
  { revision, prove, goBack }: ToApply,
): { title: string; script: string; secrets: Record<string, string> } {
  const body = sh`NUMBER=${revision.number} GO_BACK=${goBack ? 'yes' : 'no'}
prove() (
wait_for_release ${PODS_SECONDS}
${raw(health)}
${raw(prove ? proof(plan) : '')}
)

${raw(apply)}`
  return {
    title: `Upgrade: binder.yaml ${revision.number}`,
    script: composeScript(releaseScript(plan, body), DEADLINE_SECONDS),
    secrets: { BINDER_YAML_BASE64: Buffer.from(revision.text).toString('base64') },
  }
}

/** What it runs, as a person would type it. */
export function applyCommands({ release, namespace, chartVersion }: Plan): string[] {
  return [
    'microk8s helm repo update jupyterhub',
    `microk8s helm upgrade ${release} jupyterhub/binderhub --cleanup-on-fail --version ${chartVersion} --namespace ${namespace} -f /var/lib/bindery/config/secret.yaml -f /var/lib/bindery/config/binder.yaml`,
  ]
}

/** The install's own launch; its script sets what it needs. */
function proof(plan: Plan): string {
  return launch.script(plan)
}
