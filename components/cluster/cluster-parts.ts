/** The parts of the page, by their last piece of the address. */
export const clusterParts = {
  nodes: 'Nodes',
  events: 'Events',
  'config-maps': 'Config maps',
  secrets: 'Secrets',
} as const
export type ClusterPart = keyof typeof clusterParts
