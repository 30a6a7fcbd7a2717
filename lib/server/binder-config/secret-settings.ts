import type { Plan } from '../../shared/plan.ts'
import { addonHost } from './binder-settings.ts'
import type { Setting } from './setting.ts'

/** A secret in a setting: the name of the shell variable that holds it while the file is written. */
export const REGISTRY_TOKEN = 'REGISTRY_TOKEN'
const PROXY_TOKEN = 'PROXY_TOKEN'

/** A setting of secret.yaml. Where `secret` is set, the value is in that variable of the script. */
export interface SecretSetting extends Setting {
  secret: string | null
}

/** What secret.yaml says for a plan, in the order of the file. */
export function secretSettings(plan: Plan): SecretSetting[] {
  return [...registry(plan), ...pullSecret(plan), proxy()]
}

/** Docker Hub has its address in the chart: any spelling of it there makes every push fail (domain.md 2.4). */
function registry(plan: Plan): SecretSetting[] {
  const login = loginOf(plan)
  return [
    {
      path: ['registry', 'url'],
      value: login.url,
      secret: null,
      kind: 'plan',
      says: ['Where images are pushed to. Without it the chart takes Docker Hub.'],
    },
    {
      path: ['registry', 'username'],
      value: login.user,
      secret: null,
      kind: 'plan',
      says: ['Who pushes them.'],
    },
    plan.registry.kind === 'addon'
      ? {
          path: ['registry', 'password'],
          value: 'none',
          secret: null,
          kind: 'plan',
          says: ['The add-on takes everybody; the chart wants some word all the same.'],
        }
      : {
          path: ['registry', 'password'],
          value: '',
          secret: REGISTRY_TOKEN,
          kind: 'plan',
          says: ['An access token that may read and write.'],
        },
  ]
}

/** Packages of ghcr.io and many others are private at first; without this the notebooks of people cannot pull them. */
function pullSecret({ registry }: Plan): SecretSetting[] {
  if (registry.kind !== 'v2') return []
  const path = (name: string): string[] => ['jupyterhub', 'imagePullSecret', name]
  const plain = { secret: null, kind: { with: ['registry', 'url'] } } as const
  return [
    {
      ...plain,
      path: path('create'),
      value: true,
      says: ['The same login for pulling: images that are pushed for the first time are often private.'],
    },
    { ...plain, path: path('registry'), value: registry.url, says: [] },
    { ...plain, path: path('username'), value: registry.user, says: [] },
    { ...plain, path: path('password'), value: '', secret: REGISTRY_TOKEN, says: [] },
  ]
}

function proxy(): SecretSetting {
  return {
    path: ['jupyterhub', 'proxy', 'secretToken'],
    value: '',
    secret: PROXY_TOKEN,
    kind: 'fresh',
    says: [
      'The word by which the hub and its proxy know each other, made up on the server. Left to the chart, it would',
      'become another one with the second upgrade, and everybody would be disconnected once.',
    ],
  }
}

function loginOf(plan: Plan): { url: string | null; user: string } {
  switch (plan.registry.kind) {
    case 'docker-hub':
      return { url: null, user: plan.registry.account }
    case 'v2':
      return { url: plan.registry.url, user: plan.registry.user }
    case 'addon':
      return { url: `http://${addonHost(plan)}`, user: 'binder' }
  }
}
