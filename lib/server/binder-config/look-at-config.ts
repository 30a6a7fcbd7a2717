import type { ConfigSeen } from '../../shared/config-api.ts'
import type { Plan } from '../../shared/plan.ts'
import { AppError } from '../../shared/problem.ts'
import { isValues, mergeValues, type Values, valueAt } from '../../shared/values.ts'
import { raw, sh } from '../shell/sh.ts'
import type { RemoteShell } from '../ssh/remote-shell.ts'
import { configFiles } from '../steps/seen/config-files.ts'
import { release } from '../steps/seen/release.ts'
import type { Answer } from '../steps/step.ts'
import { differingPaths, readValues } from './values.ts'

const DEADLINE_MS = 25_000
const BORDER = '=== bindery config ==='

type Look = Omit<ConfigSeen, 'latest' | 'earlier'>

/**
 * The values files and the release as the server has them now, in one round trip. Of secrets only the places come
 * back. Throws what the link throws, and `remote_failed` where the server cannot say.
 */
export async function lookAtConfig(shell: RemoteShell, plan: Plan, signal: AbortSignal): Promise<Look> {
  const { stdout } = await shell.exec({
    script: sh`export LC_ALL=C.UTF-8
kubectl() { timeout 7 /snap/bin/microk8s kubectl "$@" 2>/dev/null; }
address() { kubectl get service "$1" -n ${plan.namespace} -o 'jsonpath={.status.loadBalancer.ingress[0].ip}'; }
part() { printf '%s\n' ${BORDER}; }
( ${raw(configFiles.ask(plan))} ) 2>/dev/null
part
( ${raw(release.ask(plan))} )
echo "exit $?"
part
[ ! -x /snap/bin/microk8s ] || { address binder; echo; address proxy-public; echo; kubectl get nodes -o name | wc -l; }
`,
    as: 'root',
    deadlineMs: DEADLINE_MS,
    signal,
  })
  const [files = '', helm = '', facts = ''] = stdout.toString('utf8').split(`${BORDER}\n`)
  return read(plan, answerOf(files), helmAnswer(helm), facts.split('\n'))
}

function answerOf(text: string): Answer {
  return { text, code: 0 }
}

function helmAnswer(text: string): Answer {
  const [, said = '', code = '1'] = /^([\s\S]*?)exit (\d+)\n$/.exec(text) ?? []
  return { text: said, code: Number(code) }
}

function read(plan: Plan, files: Answer, helm: Answer, [binder, hub, nodes]: string[]): Look {
  const { binder: binderFile, secret } = configFiles.parse(files, plan)
  const seen = release.parse(helm, plan)
  if (seen.state === 'unknown')
    throw new AppError('remote_failed', 'Helm does not say how BinderHub is set up.', {
      hint: 'Look whether Kubernetes runs: the install page checks it.',
      said: seen.said,
    })
  const secrets = secret === null ? {} : safely(secret.text)
  const written = binderFile === null ? null : safely(binderFile.text)
  return {
    onServer: binderFile?.text ?? null,
    release:
      seen.state === 'none'
        ? null
        : {
            name: plan.release,
            namespace: plan.namespace,
            revision: seen.revision,
            status: seen.status,
            chartVersion: seen.chartVersion,
          },
    drift:
      seen.state === 'none' || written === null || secrets === null
        ? null
        : differingPaths(seen.values, mergeValues(secrets, written)),
    secretPaths: secrets === null ? [] : leaves(secrets),
    registryUser: textAt(secrets ?? {}, ['registry', 'username']),
    addresses: { binder: binder || null, hub: hub || null },
    nodes: Number(nodes) > 0 ? Number(nodes) : null,
  }
}

function safely(text: string): Values | null {
  try {
    return readValues(text)
  } catch {
    return null
  }
}

function textAt(values: Values, path: readonly string[]): string | null {
  const value = valueAt(values, path)
  return typeof value === 'string' ? value : null
}

function leaves(values: Values, at: readonly string[] = []): string[] {
  return Object.entries(values).flatMap(([key, value]) =>
    isValues(value) ? leaves(value, [...at, key]) : [[...at, key].join('.')],
  )
}
