/** Versions of the chart that the practice world's repository has, newest first (domain.md 2.5). */
const VERSIONS = [
  {
    version: '1.0.0-0.dev.git.3955.h2b6a1c1d',
    kube: '>=1.28.0-0',
    hub: '4.2.0',
    created: '2026-09-14T08:12:40Z',
  },
  {
    version: '1.0.0-0.dev.git.3941.h9056a226',
    kube: '>=1.28.0-0',
    hub: '4.2.0',
    created: '2026-04-21T14:02:11Z',
  },
  {
    version: '1.0.0-0.dev.git.3673.h040c9bbe',
    kube: '>=1.28.0-0',
    hub: '4.0.0',
    created: '2025-02-10T10:00:00Z',
  },
  {
    version: '1.0.0-0.dev.git.3506.hba24eb2a',
    kube: '>=1.23.0-0',
    hub: '3.3.7',
    created: '2024-06-03T09:30:00Z',
  },
  {
    version: '1.0.0-0.dev.git.3167.hc46696b',
    kube: '>=1.23.0-0',
    hub: '2.0.0',
    created: '2023-08-16T12:00:00Z',
  },
]

export function hasChart(version: string): boolean {
  return VERSIONS.some((one) => one.version === version)
}

/** index.yaml of https://jupyterhub.github.io/helm-chart/, as far as the practice world has it. */
export function chartIndex(): string {
  const entries = VERSIONS.map(
    ({ version, kube, hub, created }) => `  - apiVersion: v2
    created: "${created}"
    dependencies:
    - name: jupyterhub
      repository: https://jupyterhub.github.io/helm-chart/
      version: ${hub}
    kubeVersion: '${kube}'
    name: binderhub
    urls:
    - https://jupyterhub.github.io/helm-chart/binderhub-${version}.tgz
    version: ${version}
`,
  )
  return `apiVersion: v1\nentries:\n  binderhub:\n${entries.join('')}generated: "2026-10-20T00:00:00Z"\n`
}
