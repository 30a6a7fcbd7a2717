import type { Observation } from '../step.ts'

/** ufw, the firewall of Ubuntu, as it is in force. */
export interface FirewallSeen {
  /** `unknown`: it did not say. */
  state: 'active' | 'inactive' | 'missing' | 'unknown'
  /** Whether it lets packets through that only pass, as those of pods do. */
  routed: boolean
  /** Interfaces that everything may come in on, and go out on. */
  in: string[]
  out: string[]
}

export const firewall: Observation<FirewallSeen> = {
  id: 'firewall',
  // The setting is read too: as long as the kernel forwards nothing, ufw says "disabled (routed)" whatever is set.
  ask: () => `command -v ufw >/dev/null || { echo none; exit; }
LC_ALL=C ufw status verbose
grep -x 'DEFAULT_FORWARD_POLICY="ACCEPT"' /etc/default/ufw`,
  parse({ text }) {
    const status = /^Status: (active|inactive)/m.exec(text)?.[1]
    return {
      state:
        status === 'active' || status === 'inactive'
          ? status
          : text.trim() === 'none'
            ? 'missing'
            : 'unknown',
      routed: /^Default:.* allow \(routed\)/m.test(text) || /^DEFAULT_FORWARD_POLICY="ACCEPT"$/m.test(text),
      in: [...text.matchAll(/^Anywhere on (\S+)\s+ALLOW IN\s+Anywhere\s*$/gm)].map(([, name = '']) => name),
      out: [...text.matchAll(/^Anywhere\s+ALLOW OUT\s+Anywhere on (\S+)\s*$/gm)].map(([, name = '']) => name),
    }
  },
}
