import { isValues } from '../../../shared/values.ts'
import { sh } from '../../shell/sh.ts'
import type { Observation } from '../step.ts'

/** What BinderHub and the hub say of themselves, asked from the server at the addresses inside the cluster. */
export interface BinderHealthSeen {
  /** Null where there is no service binder to ask. */
  binder: EndpointSeen | null
  /** BinderHub's own checks, such as "Docker registry"; null where it gave none. */
  checks: { service: string; ok: boolean }[] | null
  /** The hub, asked through its proxy, as people reach it. */
  hub: EndpointSeen | null
}

export interface EndpointSeen {
  url: string
  /** HTTP status; 0 where nothing answered within three seconds. */
  status: number
}

export const binderHealth: Observation<BinderHealthSeen> = {
  id: 'binder-health',
  ask: ({
    namespace,
  }) => sh`address() { /snap/bin/microk8s kubectl --request-timeout=4s get service "$1" -n ${namespace} -o 'jsonpath={.spec.clusterIP}'; }
ask() { printf '%s %s ' "$1" "$2"; curl -g -s --max-time 3 -w ' %{http_code}' -- "$2" | tr -d '\n'; echo; }
exec {first}< <(ip=$(address binder) && [ -n "$ip" ] && ask binder "http://$ip/health")
exec {second}< <(ip=$(address proxy-public) && [ -n "$ip" ] && ask hub "http://$ip/hub/health")
cat <&"$first"; cat <&"$second"`,
  parse({ text }) {
    const lines = text.split('\n')
    const binder = lines.find((line) => line.startsWith('binder '))
    const hub = lines.find((line) => line.startsWith('hub '))
    return { binder: endpoint(binder), checks: binder ? checksIn(binder) : null, hub: endpoint(hub) }
  },
}

function endpoint(line: string | undefined): EndpointSeen | null {
  const parts = /^\w+ (\S+) .*?(\d{3})$/.exec(line ?? '')
  return parts ? { url: parts[1] ?? '', status: Number(parts[2]) } : null
}

function checksIn(line: string): { service: string; ok: boolean }[] | null {
  try {
    const health: unknown = JSON.parse(line.slice(line.indexOf('{'), line.lastIndexOf('}') + 1))
    if (!isValues(health) || !Array.isArray(health.checks)) return null
    return health.checks
      .filter(isValues)
      .flatMap(({ service, ok, _ignore_failure: ignored }) =>
        typeof service === 'string' && ignored !== true ? [{ service, ok: ok === true }] : [],
      )
  } catch {
    return null
  }
}
