/** The parts of the page, by their last piece of the address. */
export const workloadParts = {
  pods: 'Pods',
  deployments: 'Deployments',
  'daemon-sets': 'Daemon sets',
  'stateful-sets': 'Stateful sets',
  jobs: 'Jobs',
} as const
export type WorkloadPart = keyof typeof workloadParts
