import type { PlanLook } from '../../../shared/plan-look.ts'
import type { Observation } from '../../steps/step.ts'

/**
 * Channels of MicroK8s that are offered: numbered tracks, neither `latest`, which moves over minors by itself, nor
 * `-strict`, where every command needs root.
 */
export const channelsSeen: Observation<PlanLook['channels']> = {
  id: 'plan-channels',
  ask: () => `LC_ALL=C.UTF-8 timeout 7 snap info microk8s`,
  parse({ text }) {
    const channels: PlanLook['channels'] = []
    let version = ''
    for (const line of text.split('\n')) {
      const [, name, said] = /^\s+(\S+\/\S+):\s+(\S+)/.exec(line) ?? []
      if (name === undefined || said === undefined) continue
      // An arrow stands for the version of the channel above, a dash or -- for a closed one.
      if (said !== '↑' && said !== '^') version = said
      if (/^1\.\d{2}\/(stable|candidate|beta|edge)$/.test(name) && /^v?\d/.test(version))
        channels.push({ name, version })
    }
    return channels
  },
}
