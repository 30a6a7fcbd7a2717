import { hostOfImage } from '../../../shared/image-name.ts'
import type { Plan } from '../../../shared/plan.ts'
import { sh } from '../../shell/sh.ts'
import type { Observation } from '../step.ts'

/** The host and port that built images are named after; null where the prefix names none, which means Docker Hub. */
export function imageHost({ imagePrefix }: Plan): string | null {
  return hostOfImage(imagePrefix)
}

/** Where containerd reads how to reach a registry. It looks there at each pull, so nothing has to be restarted. */
export const hostsFile = (host: string): string =>
  `/var/snap/microk8s/current/args/certs.d/${host}/hosts.toml`

/** What the nodes of a registry without TLS have to be told. */
export const hostsText = (host: string): string => `server = "http://${host}"

[host."http://${host}"]
capabilities = ["pull", "resolve"]
`

/** Whether containerd takes images from the plan's registry by plain HTTP. */
export const registryTrust: Observation<boolean> = {
  id: 'registry-trust',
  ask: (plan) => sh`cat -- ${hostsFile(imageHost(plan) ?? 'localhost:32000')}`,
  parse: ({ text, code }, plan) =>
    code === 0 && text.includes(`[host."http://${imageHost(plan) ?? 'localhost:32000'}"]`),
}
