/** What the practice machine remembers beside its files and its cluster. Kept as JSON over restarts of the console. */
export interface MachineState {
  hostname: string
  user: string
  groups: Record<string, string[]>
  snaps: { name: string; version: string; revision: string; channel: string; held: boolean }[]
  snapChanges: { id: number; status: string; summary: string; at: number }[]
  packages: string[]
  /** systemd units: whether they are enabled and whether they run. */
  units: Record<string, { enabled: boolean; active: boolean }>
  ufw: { active: boolean; routed: boolean; rules: string[] }
  addons: string[]
  /** Unix sockets, which the file system in memory does not know. */
  sockets: string[]
  helm: { repositories: { name: string; url: string }[]; releases: HelmRevision[] }
  /** Images that containerd has, with the name in full. */
  images: string[]
  clusterBegan: number | null
  /** Two things that go wrong, to learn from. */
  trouble: boolean
}

/** One revision of a release. */
export interface HelmRevision {
  name: string
  namespace: string
  revision: number
  chart: string
  version: string
  status: 'deployed' | 'superseded' | 'pending-install' | 'failed' | 'uninstalled'
  updated: number
  values: Record<string, unknown>
  description: string
}

export function newMachineState(trouble: boolean): MachineState {
  return {
    hostname: 'practice',
    user: 'ubuntu',
    groups: { root: ['root'], ubuntu: ['ubuntu'], sudo: ['ubuntu'], adm: ['ubuntu'] },
    snaps: [],
    snapChanges: [],
    packages: ['openssh-server', 'sudo', 'snapd', 'curl', 'ufw', 'python3'],
    units: {
      'snapd.service': { enabled: true, active: true },
      'snapd.socket': { enabled: true, active: true },
      'ssh.service': { enabled: true, active: true },
      'ufw.service': { enabled: true, active: true },
    },
    ufw: { active: false, routed: false, rules: [] },
    addons: [],
    sockets: [],
    helm: { repositories: [], releases: [] },
    images: [],
    clusterBegan: null,
    trouble,
  }
}
