import type { Plan } from '../../shared/plan.ts'
import { TESTED } from './propose/propose-versions.ts'

/** What observations are asked with before there is a plan; none of the look's own reads it. */
export const startingPlan: Plan = {
  channel: TESTED.channel,
  groupUser: null,
  pool: { first: '10.0.0.201', last: '10.0.0.210' },
  addresses: { how: 'read' },
  storage: { kind: 'hostpath', path: '/srv/k8s-storage' },
  namespace: 'binder',
  release: 'binder',
  chartVersion: TESTED.chart,
  registry: { kind: 'addon' },
  imagePrefix: 'binder/',
  builder: 'dind',
  metricsServer: true,
  proof: { repository: 'https://github.com/binderhub-ci-repos/minimal-dockerfile', ref: 'HEAD' },
}
