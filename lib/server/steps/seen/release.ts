import { isValues, type Values } from '../../../shared/values.ts'
import { raw, sh } from '../../shell/sh.ts'
import type { Observation } from '../step.ts'

/** The Helm release of the plan's namespace and name. */
export type ReleaseSeen =
  /** Helm could not say; `said` is its last word. */
  | { state: 'unknown'; said: string }
  /** `others`: releases of BinderHub in the namespace under other names. */
  | { state: 'none'; others: string[] }
  | {
      state: 'there'
      revision: number
      /** When, in Helm's words. */
      updated: string
      /** Helm's word for the newest revision: deployed, failed, pending-install, pending-upgrade… */
      status: string
      /** The chart's version, without its name. */
      chartVersion: string
      /** What was given to Helm with -f and --set, secrets included: only for comparing, never for showing. */
      values: Values
    }

const BORDER = '--- values ---'

export const release: Observation<ReleaseSeen> = {
  id: 'release',
  ask: ({ namespace, release: name }) => sh`export HOME=/root
helm() { timeout 7 /snap/bin/microk8s helm "$@" 2>"$errors"; }
[ -x /snap/bin/microk8s ] || { echo '[]'; exit 0; }
errors=$(mktemp) && trap 'rm -f "$errors"' EXIT
list=$(helm list --namespace ${namespace} --all --output json) || { tail -n 1 "$errors"; exit 1; }
printf '%s\n%s\n' "$list" ${raw(`'${BORDER}'`)}
case $list in *'"name":"'${name}'"'*) helm get values ${name} --namespace ${namespace} --output json ;; esac`,
  parse({ text, code }, { release: name }) {
    if (code !== 0) return { state: 'unknown', said: text.trim().slice(0, 300) || 'Helm did not answer' }
    try {
      const [listed = '', given = ''] = text.split(`${BORDER}\n`)
      const list: unknown = JSON.parse(listed)
      const all = Array.isArray(list) ? list.filter(isValues) : []
      const ours = all.find((one) => one.name === name)
      const binderHubs = all.filter(({ chart }) => String(chart).startsWith('binderhub-'))
      if (!ours) return { state: 'none', others: binderHubs.map((one) => String(one.name)) }
      const values: unknown = JSON.parse(given)
      return {
        state: 'there',
        revision: Number(ours.revision),
        updated: String(ours.updated),
        status: String(ours.status),
        chartVersion: String(ours.chart).replace(/^binderhub-/, ''),
        values: isValues(values) ? values : {},
      }
    } catch {
      return { state: 'unknown', said: 'Helm answered something that cannot be read' }
    }
  },
}
