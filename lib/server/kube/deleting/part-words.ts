import { counted } from '../../../shared/count-words.ts'
import type { PodRole } from '../../../shared/pod-role.ts'

/** What is known when it is said what breaks. */
export interface Around {
  /** People with a session that goes on. */
  people: number
  /** Builds that would go on. */
  builds: number
  /** Until when the part is away: "until the new one is ready, about half a minute". */
  until: string
}

export interface PartWords {
  name: string
  /** What breaks while it is away, whole; null where nothing does. */
  breaks: ((around: Around) => string) | null
  /** The same in few words, for the sentence above. */
  brief: string | null
  /** What else stops, in the numbers of a size: all people are disconnected, all builds fail. */
  hits?: 'disconnected' | 'builds'
}

const noticeNothing = ({ people }: Around): string =>
  people === 0
    ? ''
    : ` The ${counted(people, 'person', 'people')} on it ${people === 1 ? 'notices' : 'notice'} nothing.`

/** What each part of BinderHub is needed for: domain notes 4, "What deleting does" (mybinder.org's operators). */
const PARTS: { readonly [Role in PodRole]?: PartWords } = {
  hub: {
    name: 'hub',
    breaks: (around) =>
      `Nobody can launch, and no session can be stopped through the hub, ${around.until}.${noticeNothing(around)}`,
    brief: 'nobody can launch for a while',
  },
  binder: {
    name: 'binder',
    breaks: (around) =>
      `The BinderHub page does not answer and nobody can launch ${around.until}.${noticeNothing(around)}`,
    brief: 'the BinderHub page is away for a while',
  },
  proxy: {
    name: 'proxy',
    breaks: ({ people, until }) =>
      people === 0
        ? `Nobody reaches the hub or a notebook ${until}.`
        : `${counted(people, 'person is', 'people are')} disconnected ${until}. Their notebooks go on, and connect again by themselves.`,
    brief: 'everybody is disconnected briefly',
    hits: 'disconnected',
  },
  autohttps: {
    name: 'autohttps',
    breaks: ({ people, until }) =>
      `Nothing answers under HTTPS ${until}${people === 0 ? '' : `: ${counted(people, 'person is', 'people are')} disconnected`}.`,
    brief: 'nothing answers under HTTPS for a while',
    hits: 'disconnected',
  },
  'user-scheduler': {
    name: 'user-scheduler',
    breaks: (around) => `New sessions wait ${around.until}.${noticeNothing(around)}`,
    brief: 'new sessions wait for a while',
  },
  builder: {
    name: 'builder',
    breaks: ({ builds, until }) =>
      builds === 0
        ? `Nothing can be built ${until}.`
        : `${counted(builds, 'build')} on its node ${builds === 1 ? 'fails' : 'fail'}, and nothing can be built ${until}.`,
    brief: 'builds on its node fail',
    hits: 'builds',
  },
  'image-cleaner': { name: 'image-cleaner', breaks: null, brief: null },
  placeholder: { name: 'placeholder', breaks: null, brief: null },
  puller: { name: 'image puller', breaks: null, brief: null },
}

/** The same for what MicroK8s brings, by the name of who makes the pod. */
const OF_THE_SYSTEM: readonly { maker: RegExp; breaks: string; brief: string }[] = [
  {
    maker: /^coredns$/,
    breaks: 'Names are not found inside the cluster: launches, builds and downloads may fail',
    brief: 'names are not found for a while',
  },
  {
    maker: /^calico-node$/,
    breaks: 'New pods get no network, so that nothing starts',
    brief: 'nothing new starts for a while',
  },
  {
    maker: /provisioner|^openebs/,
    breaks: 'New volumes wait; those that there are go on',
    brief: 'new volumes wait for a while',
  },
  {
    maker: /^(controller|speaker)$/,
    breaks: 'Addresses of services may not answer',
    brief: 'addresses may not answer for a while',
  },
  {
    maker: /^metrics-server$/,
    breaks: 'There are no figures of CPU and memory',
    brief: 'figures are missing for a while',
  },
  {
    maker: /ingress/,
    breaks: 'What is reached through the ingress does not answer',
    brief: 'the ingress does not answer for a while',
  },
]

/** What a pod is needed for; null for one whose use Bindery does not know. `maker`: the name of who makes it again. */
export function partWords(role: PodRole, maker: string): PartWords | null {
  if (role !== 'system') return PARTS[role] ?? null
  const known = OF_THE_SYSTEM.find((one) => one.maker.test(maker))
  return {
    name: maker,
    breaks: known ? ({ until }) => `${known.breaks} ${until}.` : null,
    brief: known?.brief ?? null,
  }
}
