import type { LineNote } from '../../shared/install.ts'

/** Lines of Helm about this chart that mislead (domain.md 1.1). */
export const releaseNotes: readonly LineNote[] = [
  {
    pattern: '^STATUS: deployed',
    says: 'That Kubernetes has taken everything. It says nothing about whether anything runs yet.',
  },
  {
    pattern: 'kubectl get svc -w binder-binderhub|^ *export SERVICE_IP=|^ *echo http://\\$SERVICE_IP',
    says: 'The advice of the chart is wrong: the service is called binder. Bindery reads its address for you.',
  },
  {
    pattern: 'Release "[^"]*" does not exist\\. Installing it now\\.',
    says: 'As it should be on a first install.',
  },
  {
    pattern: 'Kubernetes configuration file is group-readable',
    says: 'Looks bad and is not: that is how MicroK8s sets itself up.',
  },
  {
    pattern: '^pod/\\S+ .*Unhealthy',
    says: 'Not yet: a pod is asked whether it is ready from its first second on. It is bad only if it stays.',
  },
]
