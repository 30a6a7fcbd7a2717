import { withoutHost } from '../../shared/image-name.ts'
import type { Plan } from '../../shared/plan.ts'

const DOCKER_HUB = 'https://registry-1.docker.io'

/** What check-registry.sh has to know of a registry. */
interface RegistryTarget {
  registry: string
  /** Empty where the registry needs none. */
  login: string
  /** The name of an image that a build might push. */
  repository: string
  /** The token service, where it is known beforehand. */
  realm: string
  service: string
}

/** Where and as whom it is asked whether images may be pushed. */
export function registryTarget({
  registry,
  imagePrefix,
}: Pick<Plan, 'registry' | 'imagePrefix'>): RegistryTarget {
  const repository = `${withoutHost(imagePrefix)}probe`
  switch (registry.kind) {
    case 'docker-hub':
      return {
        registry: DOCKER_HUB,
        login: registry.account,
        repository,
        realm: 'https://auth.docker.io/token',
        service: 'registry.docker.io',
      }
    case 'v2':
      return { registry: registry.url, login: registry.user, repository, realm: '', service: '' }
    case 'addon':
      return { registry: 'http://127.0.0.1:32000', login: '', repository, realm: '', service: '' }
  }
}
