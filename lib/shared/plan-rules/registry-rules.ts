import { hostOfImage } from '../image-name.ts'
import type { Plan } from '../plan.ts'
import { careful, type PlanProblem, wrong } from './plan-problem.ts'

const PREFIX = 'imagePrefix'

/** Whether what images are called and where they are pushed belong together (domain.md 2.4: none of it fails at once). */
export function registryProblems({
  registry,
  imagePrefix,
}: Pick<Plan, 'registry' | 'imagePrefix'>): PlanProblem[] {
  const parts = imagePrefix.split('/')
  const host = hostOfImage(imagePrefix)
  const [owner = ''] = host === null ? parts : parts.slice(1)
  switch (registry.kind) {
    case 'docker-hub':
      if (host !== null && !host.endsWith('docker.io'))
        return [
          wrong(
            PREFIX,
            `The images would go to ${host}, but the token is for Docker Hub. Begin with ${registry.account}/.`,
          ),
        ]
      if (parts.length - (host === null ? 0 : 1) < 2)
        return [
          wrong(
            PREFIX,
            `The account is missing in front: ${registry.account || 'account'}/binder-. Without it, every push is refused.`,
          ),
        ]
      return registry.account !== '' && owner !== registry.account
        ? [
            careful(
              PREFIX,
              `The images go to ${owner}, not to ${registry.account}. That works if ${registry.account} may write there, as in an organisation.`,
            ),
          ]
        : []
    case 'v2': {
      const wanted = registry.url.replace(/^https?:\/\//, '')
      if (host !== wanted)
        return [
          wrong(
            PREFIX,
            `Images for ${wanted} begin with ${wanted}/: ${wanted}/${registry.user || 'project'}/binder-.`,
          ),
        ]
      if (parts.length < 3)
        return [
          wrong(
            PREFIX,
            `A project is missing behind the host: ${wanted}/${registry.user || 'project'}/binder-. Without it, images are built again at every launch.`,
          ),
        ]
      return /docker\.(io|com)$/.test(wanted.replace(/:\d+$/, ''))
        ? [
            wrong(
              'registry.url',
              'This is Docker Hub. Choose Docker Hub above: with its address, its login is not found.',
            ),
          ]
        : []
    }
    case 'addon':
      return []
  }
}

/** The usual prefix for a registry, which the form fills in until somebody types another. */
export function usualPrefix(registry: Plan['registry'], nodeAddress: string | null): string {
  switch (registry.kind) {
    case 'docker-hub':
      return registry.account === '' ? '' : `${registry.account}/binder-`
    case 'v2': {
      const host = registry.url.replace(/^https?:\/\//, '')
      const owner = registry.user.replace(/[+@].*$/, '').toLowerCase()
      return host === '' || owner === '' ? '' : `${host}/${owner}/binder-`
    }
    case 'addon':
      return `${nodeAddress ?? 'localhost'}:32000/binder/`
  }
}
