import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plan } from '../../shared/plan.ts'
import { raw, sh } from '../shell/sh.ts'
import { type ChangeRun, changeRun } from './change-run.ts'

const apply = readFileSync(join(import.meta.dirname, 'apply.sh'), 'utf8')

interface ToApply {
  title: string
  /** The file, as it is spoken of: "revision 3 of binder.yaml". */
  what: string
  text: string
  prove: boolean
  goBack: boolean
}

/**
 * The run that puts a binder.yaml into use with the chart of `plan`: the chart is asked first, then the file is replaced, Helm
 * upgrades, and what came of it is looked at. The file goes as a hidden variable: it may hold what should not be in it.
 */
export function applyRun(plan: Plan, { title, what, text, prove, goBack }: ToApply): ChangeRun {
  return changeRun(plan, {
    title,
    body: sh`WHAT=${what}

${raw(apply)}`,
    prove,
    goBack,
    secrets: fileSecret(text),
  })
}

/** The hidden variable in which a run gets a binder.yaml. */
export function fileSecret(text: string): Record<string, string> {
  return { BINDER_YAML_BASE64: Buffer.from(text).toString('base64') }
}

/** What it runs, as a person would type it. */
export function applyCommands({ release, namespace, chartVersion }: Plan): string[] {
  return [
    'microk8s helm repo update jupyterhub',
    `microk8s helm upgrade ${release} jupyterhub/binderhub --cleanup-on-fail --version ${chartVersion} --namespace ${namespace} -f /var/lib/bindery/config/secret.yaml -f /var/lib/bindery/config/binder.yaml`,
  ]
}
