import { formatAge, formatDay } from '../../../../lib/shared/format.ts'
import type { HealthRow } from '../../../../lib/shared/health-row.ts'
import type { InstallRow } from '../../../../lib/shared/install.ts'
import { failedStep, stepNumber } from '../../../install/progress.ts'
import type { Need } from './need.ts'

const DAY_MS = 86_400_000
const SOON_MS = 30 * DAY_MS
const URGENT_MS = 3 * DAY_MS

/** What an install that stopped asks of a person. */
export function installNeeds(row: InstallRow | undefined): Need[] {
  const failed = row === undefined || row.going !== null ? null : failedStep(row)
  if (row === undefined || failed === null) return []
  const { what, why, line } = failed.activity.failure
  return [
    {
      id: 'install',
      kind: 'fail',
      title: `The install stopped at step ${stepNumber(row, failed.id)}`,
      text: `${what} ${why}`,
      evidence: line?.text ?? null,
      way: { to: 'page', path: `/install/${failed.id}`, label: 'See why it stopped' },
    },
  ]
}

/** The certificate of the Kubernetes API lasts a year, and is not renewed by itself. `now` in milliseconds since the epoch. */
export function certificateNeeds({ certificateEndsAt }: HealthRow, now: number): Need[] {
  if (certificateEndsAt === null || certificateEndsAt - now > SOON_MS) return []
  const left = certificateEndsAt - now
  return [
    {
      id: 'certificate',
      kind: left < URGENT_MS ? 'fail' : 'warn',
      title:
        left < 0
          ? `The certificate of Kubernetes ended ${formatAge(-left)} ago`
          : `The certificate of Kubernetes ends on ${formatDay(certificateEndsAt)}, in ${formatAge(left)}`,
      text: 'From then on nothing reaches its API: nobody can launch, and nothing can be changed. Renewing it restarts the services of Kubernetes.',
      evidence: null,
      way: {
        to: 'run',
        title: 'Renew the certificate of Kubernetes',
        script: '/snap/bin/microk8s refresh-certs -e server.crt\n',
        label: 'Renew it…',
      },
    },
  ]
}
