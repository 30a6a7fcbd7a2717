import type { RegistryVerdict } from '../../../lib/shared/registry-check.ts'

/** True where building would be for nothing; false where it was only not possible to ask, which the install does again. */
export function verdictStops(verdict: RegistryVerdict): boolean {
  switch (verdict) {
    case 'ok':
    case 'later':
    case 'too-many':
    case 'unreachable':
    case 'slow':
    case 'no-curl':
      return false
    case 'wrong-login':
    case 'read-only':
    case 'no-push-to-prefix':
    case 'tls':
    case 'not-a-registry':
      return true
  }
}
