import type { Observation } from '../step.ts'

/** The service that OpenEBS asks for, in systemd's words: `enabled` or not, `active` or not. */
export interface IscsidSeen {
  enabled: string
  active: string
}

export const iscsid: Observation<IscsidSeen> = {
  id: 'iscsid',
  ask: () => 'systemctl is-enabled iscsid; systemctl is-active iscsid; true',
  parse({ text }) {
    const lines = text.trim().split('\n')
    // A unit that does not exist is told by is-active alone: is-enabled says so on standard error.
    const [enabled, active] = lines.length < 2 ? ['not-found', lines[0]] : lines
    return { enabled: enabled ?? '', active: active || 'unknown' }
  },
}
