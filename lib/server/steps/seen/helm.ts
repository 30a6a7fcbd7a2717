import type { Observation } from '../step.ts'

/** The version of the Helm that MicroK8s brings along; null where it did not say one. */
export const helm: Observation<string | null> = {
  id: 'helm',
  ask: () => '/snap/bin/microk8s helm version --short',
  parse: ({ text }) => /^v\d+\.\d+\.\d+/m.exec(text)?.[0] ?? null,
}
