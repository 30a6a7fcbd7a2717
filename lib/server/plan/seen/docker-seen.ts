import type { PlanLook } from '../../../shared/plan-look.ts'
import type { Observation } from '../../steps/step.ts'

/** Docker on the server, that answers; null where there is none. */
export const dockerSeen: Observation<PlanLook['docker']> = {
  id: 'plan-docker',
  ask: () =>
    `[ -S /var/run/docker.sock ] && timeout 4 docker info --format '{{.ServerVersion}} {{.ContainersRunning}}'`,
  parse({ text, code }) {
    const [, version, containers] = /^(\d[\w.+~-]*)(?: (\d+))?\s*$/.exec(text) ?? []
    if (code !== 0 || version === undefined) return null
    return { version, containers: containers === undefined ? null : Number(containers) }
  },
}
