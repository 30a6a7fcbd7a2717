import type { Plan } from '../shared/plan.ts'
import type { PlanLook } from '../shared/plan-look.ts'

/** Answers that are right on the server of `exampleLook`. */
export const examplePlan: Plan = {
  channel: '1.32/stable',
  groupUser: 'ubuntu',
  pool: { first: '10.0.0.201', last: '10.0.0.210' },
  addresses: { how: 'fixed', binder: '10.0.0.201', hub: '10.0.0.202' },
  storage: { kind: 'hostpath', path: '/srv/k8s-storage' },
  namespace: 'binder',
  release: 'binder',
  chartVersion: '1.0.0-0.dev.git.3941.h9056a226',
  registry: { kind: 'docker-hub', account: 'robolab' },
  imagePrefix: 'robolab/binder-',
  builder: 'dind',
  metricsServer: true,
  proof: { repository: 'https://github.com/binderhub-ci-repos/minimal-dockerfile', ref: 'HEAD' },
}

const proposal = <Value>(value: Value) => ({ value, why: '', alternatives: [] })

/** A bare server at 10.0.0.5 in 10.0.0.0/24, with Docker on it and a second disk. */
export const exampleLook: PlanLook = {
  lookedAt: 0,
  tookMs: 0,
  proposals: {
    channel: proposal(examplePlan.channel),
    groupUser: proposal(examplePlan.groupUser),
    pool: proposal(examplePlan.pool),
    addresses: proposal(examplePlan.addresses),
    storage: proposal(examplePlan.storage),
    namespace: proposal(examplePlan.namespace),
    release: proposal(examplePlan.release),
    chartVersion: proposal(examplePlan.chartVersion),
    registry: proposal({ kind: 'docker-hub', account: '' }),
    imagePrefix: proposal(''),
    builder: proposal(examplePlan.builder),
    metricsServer: proposal(true),
    proof: proposal(examplePlan.proof),
  },
  network: {
    subnets: [
      {
        interface: 'ens3',
        address: '10.0.0.5',
        cidr: '10.0.0.0/24',
        gateway: '10.0.0.1',
        leased: false,
        asked: { first: '10.0.0.0', last: '10.0.0.255' },
        answered: ['10.0.0.1', '10.0.0.17', '10.0.0.240'],
      },
    ],
    others: [{ interface: 'docker0', cidr: '172.17.0.0/16' }],
  },
  fileSystems: [
    { mount: '/', type: 'ext4', free: 412e9, total: 500e9, unfit: null },
    { mount: '/data', type: 'xfs', free: 8e9, total: 10e9, unfit: null },
    { mount: '/mnt/tiny', type: 'ext4', free: 1e9, total: 2e9, unfit: null },
    {
      mount: '/mnt/share',
      type: 'nfs4',
      free: 9e12,
      total: 9e12,
      unfit: 'it is on the network (nfs4), where databases lose data',
    },
  ],
  folders: [],
  channels: [
    { name: '1.32/stable', version: 'v1.32.13' },
    { name: '1.26/stable', version: 'v1.26.15' },
  ],
  charts: {
    readAt: 0,
    versions: [
      {
        version: '1.0.0-0.dev.git.3941.h9056a226',
        kubeVersion: '>=1.28.0-0',
        created: null,
        jupyterhub: '4.2.0',
      },
    ],
  },
  docker: { version: '27.1.1', containers: 3 },
  cluster: null,
  unread: [],
}
