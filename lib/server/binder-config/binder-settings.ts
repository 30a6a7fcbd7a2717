import type { Plan } from '../../shared/plan.ts'
import { chartNumber } from './chart-number.ts'
import type { Setting } from './setting.ts'

/** In the cluster, and so wherever the browser finds the hub, and whoever stands between (domain.md 1.1, hub-url). */
const HUB_INSIDE = 'http://proxy-public'

/** What hub_url is until MetalLB has given the hub its address. BinderHub starts with it; browsers cannot use it. */
export const HUB_URL_UNTIL_READ = `${HUB_INSIDE}/`

/** From this chart on the cleaner can keep new pods off the server; older charts refuse the key (domain.md 2.5). */
const FIRST_WITH_CORDON = 3668

/** What binder.yaml says for a plan, in the order of the file. */
export function binderSettings(plan: Plan): Setting[] {
  return [...binderHub(plan), ...addresses(plan), ...builder(plan), ...cleaner(plan), ...people()]
}

/** The address at which browsers find the hub; null where it is read from the cluster first. */
export function plannedHubUrl(plan: Plan): string | null {
  return plan.addresses.how === 'fixed' ? `http://${plan.addresses.hub}/` : null
}

function binderHub(plan: Plan): Setting[] {
  const path = (name: string): string[] => ['config', 'BinderHub', name]
  const hubUrl = plannedHubUrl(plan)
  const addon = addonHost(plan)
  return [
    {
      path: path('use_registry'),
      value: true,
      absentMeans: true,
      kind: 'plan',
      says: [
        'Built images are pushed to the registry, so that a repository is built once, not at every launch.',
      ],
    },
    {
      path: path('image_prefix'),
      value: plan.imagePrefix,
      kind: 'plan',
      says: [
        'What the names of these images start with. It has to be a place that the registry account may push to.',
      ],
    },
    {
      path: path('hub_url'),
      value: hubUrl ?? HUB_URL_UNTIL_READ,
      kind: hubUrl === null ? 'fresh' : 'plan',
      says: [
        'Where browsers find the hub: the address of the service proxy-public, not that of binder.',
        ...(hubUrl === null
          ? ['Until that address is known, this is a name that leads there in the cluster only.']
          : []),
      ],
    },
    {
      path: path('hub_url_local'),
      value: HUB_INSIDE,
      kind: 'fresh',
      says: [
        'Where BinderHub itself finds the hub: inside the cluster, whatever stands between browsers and the hub.',
      ],
    },
    {
      path: ['config', 'DockerRegistry', 'url'],
      value: addon === null ? null : `http://${addon}`,
      kind: addon === null ? 'fresh' : 'plan',
      says: ['The registry add-on of MicroK8s is asked over plain http.'],
    },
    {
      path: ['config', 'DockerRegistry', 'token_url'],
      value: addon === null ? null : '',
      kind: addon === null ? 'fresh' : 'plan',
      says: ['It has no accounts and gives out no tokens.'],
    },
  ]
}

function addresses({ addresses }: Plan): Setting[] {
  const fixed = addresses.how === 'fixed' ? addresses : null
  return [
    {
      path: ['service', 'loadBalancerIP'],
      value: fixed?.binder ?? null,
      // Where addresses are read, whatever was chosen by hand is as good.
      kind: fixed ? 'plan' : 'fresh',
      says: ['The address of the start page, out of the pool of MetalLB.'],
    },
    {
      path: ['jupyterhub', 'proxy', 'service', 'loadBalancerIP'],
      value: fixed?.hub ?? null,
      kind: fixed ? 'plan' : 'fresh',
      says: ['The address of the hub, out of the same pool. hub_url above leads here.'],
    },
  ]
}

function builder(plan: Plan): Setting[] {
  const addon = addonHost(plan)
  return [
    {
      path: ['imageBuilderType'],
      value: plan.builder,
      absentMeans: 'host',
      kind: 'plan',
      says:
        plan.builder === 'dind'
          ? [
              'Images are built by a Docker of its own inside the cluster: MicroK8s brings none, and the chart would look',
              'for one on the server (its default: host).',
            ]
          : ['Images are built by the Docker that is installed on the server (the default of the chart).'],
    },
    {
      path: ['dind', 'daemonset', 'extraArgs'],
      value:
        plan.builder === 'dind'
          ? ['--mtu=1450', ...(addon === null ? [] : [`--insecure-registry=${addon}`])]
          : null,
      kind: addon === null ? { with: ['imageBuilderType'] } : 'plan',
      says: [
        'Packets between pods are smaller than Docker takes for granted (1500): without this, downloads in builds hang.',
        ...(addon === null ? [] : ['The registry add-on of MicroK8s speaks plain http.']),
      ],
    },
  ]
}

function cleaner({ chartVersion }: Plan): Setting[] {
  const number = chartNumber(chartVersion)
  return number !== null && number < FIRST_WITH_CORDON
    ? []
    : [
        {
          path: ['imageCleaner', 'cordon'],
          value: false,
          kind: 'fresh',
          says: [
            'While old images are deleted, the chart would keep all new pods off the server (its default: true).',
            'With a single server nobody could start anything meanwhile.',
          ],
        },
      ]
}

/** Sizes are in K, M or G as JupyterHub reads them. It refuses the Gi and Mi of Kubernetes at every launch. */
function people(): Setting[] {
  const memory = (name: string): string[] => ['jupyterhub', 'singleuser', 'memory', name]
  const cull = (name: string): string[] => ['jupyterhub', 'cull', name]
  return [
    {
      path: memory('guarantee'),
      value: '256M',
      kind: 'fresh',
      says: [
        'Memory that is set aside for each running notebook (default: none). Write K, M or G, not Mi or Gi.',
      ],
    },
    {
      path: memory('limit'),
      value: '2G',
      kind: 'fresh',
      says: [
        'A notebook that takes more is ended (default: no limit, so that one notebook can take the whole server).',
      ],
    },
    {
      path: cull('timeout'),
      value: 3600,
      kind: 'fresh',
      says: ['Notebooks that nobody uses for so many seconds are stopped (default: 3600).'],
    },
    {
      path: cull('every'),
      value: 600,
      kind: 'fresh',
      says: ['How often that is looked at, in seconds (default: 600).'],
    },
    {
      path: cull('maxAge'),
      value: 0,
      kind: 'fresh',
      says: ['Notebooks are stopped at this age in seconds, used or not. 0: never (default: 0).'],
    },
  ]
}

/** Host and port of the add-on registry, as the image prefix has it; null for every other registry. */
export function addonHost({ registry, imagePrefix }: Plan): string | null {
  if (registry.kind !== 'addon') return null
  const [first = ''] = imagePrefix.split('/')
  return /[.:]/.test(first) ? first : 'localhost:32000'
}
