import { counted, listed } from '../../../shared/count-words.ts'
import type { ClaimUse } from '../../../shared/deleting-api.ts'
import { kindName } from '../../../shared/kind-name.ts'
import type { ObjectRef } from '../../../shared/object-ref.ts'
import { podRole } from '../../../shared/pod-role.ts'
import type { PodRow } from '../../../shared/pod-row.ts'
import { repositoryName } from '../../../shared/repository-name.ts'
import { isHubClaim } from './claim-use.ts'
import { isAlive, makerOf } from './pod-owner.ts'
import type { Target } from './read-facts.ts'

/** What an object is and what breaks without it, beside the pods that go with it. */
export interface KindWords {
  what: string
  breaks: string[]
  keeps: string[]
  /** In few words, for the sentence above; null where there is nothing to say. */
  brief: string | null
  note: string | null
}

const nothing = { breaks: [], keeps: [], brief: null, note: null }

/** Words for one target, out of all pods of the cluster and what is known of its claim. */
export function kindWords(target: Target, pods: readonly PodRow[], claim: ClaimUse | undefined): KindWords {
  const { object } = target
  switch (target.is) {
    case 'gone':
      return {
        ...nothing,
        what: kindName(object.kind),
        note: target.replaced ? 'already replaced: another has its name, and is left alone' : 'gone already',
      }
    case 'pod':
      return {
        ...nothing,
        what: podWhat(target.pod),
        note: target.pod.deletingAt === null ? null : 'ends already',
      }
    case 'unread':
      return { ...unreadWords(object), note: null }
    case 'object':
      if (claim) return claimWords(claim, pods)
      return { ...nothing, ...objectWords(target, pods), what: kindName(object.kind) }
  }
}

function podWhat(pod: PodRow): string {
  const repository = pod.repository ? ` ${repositoryName(pod.repository.url)}` : ''
  const role = podRole(pod)
  if (!isAlive(pod) && pod.deletingAt === null) return 'pod that has ended'
  if (role === 'session') return repository ? `session on${repository}` : 'session of a person'
  if (role === 'build') return repository ? `build of${repository}` : 'build'
  const maker = makerOf(pod)
  return maker ? `pod of ${maker.kind} ${maker.name}` : 'bare pod'
}

function unreadWords({ kind, name, namespace }: ObjectRef): Omit<KindWords, 'note'> {
  if (kind === 'Event')
    return { what: 'event', breaks: [], keeps: ['it is only a note: what it tells of goes on'], brief: null }
  const [, release] = /^sh\.helm\.release\.v1\.(.+)\.v\d+$/.exec(name) ?? []
  if (release)
    return {
      what: 'revision of a release',
      breaks: [`Helm forgets this revision of ${release}: nobody can go back to it.`],
      keeps: ['what runs now'],
      brief: `Helm forgets a revision of ${release}`,
    }
  return {
    what: kindName(kind),
    breaks: [`Whatever reads ${namespace}/${name} does not find it at its next start.`],
    keeps: ['what runs now, until it starts again'],
    brief: null,
  }
}

function claimWords({ claim, path, reclaim, users, volume }: ClaimUse, pods: readonly PodRow[]): KindWords {
  const { name } = claim
  const hub = isHubClaim(claim, pods)
  const place = path === null ? (volume ?? 'its volume') : path
  const goes = reclaim === 'Delete'
  return {
    what: hub ? 'database of the hub' : 'claim',
    breaks: [
      ...(hub
        ? [
            'The hub forgets all people and their sessions: those that run go on, and nobody can stop them through the hub.',
          ]
        : []),
      ...(volume !== null && goes ? [`All data of ${name} in ${place} is deleted.`] : []),
    ],
    keeps:
      volume === null
        ? [`no data: ${name} has no volume yet`]
        : goes
          ? []
          : [`the data of ${name} stays in ${place}`],
    brief: hub
      ? 'the hub forgets everybody'
      : volume !== null && goes
        ? `the data of ${name} is deleted`
        : null,
    note:
      users.length === 0
        ? null
        : `waits until ${listed(
            users.map((user) => user.name),
            2,
          )} ${users.length === 1 ? 'has' : 'have'} ended`,
  }
}

/** Services of BinderHub and of the cluster, by what stops working without them. */
const SERVICES: Readonly<Record<string, string>> = {
  binder: 'The BinderHub page has no address any more.',
  'proxy-public': 'Nobody reaches the hub or a notebook any more.',
  'proxy-api': 'The hub cannot tell the proxy about new sessions: nobody can launch.',
  hub: 'Nothing reaches the hub: nobody can launch.',
  'kube-dns': 'Names are not found inside the cluster: launches, builds and downloads fail.',
}

function objectWords(
  { object, facts }: Extract<Target, { is: 'object' }>,
  pods: readonly PodRow[],
): Omit<KindWords, 'what' | 'note'> {
  const { kind, name, namespace } = object
  const again = facts.metadata.annotations?.['meta.helm.sh/release-name']
  const until = again
    ? `until the release ${again} is upgraded or rolled back`
    : 'until somebody makes it again'
  switch (kind) {
    case 'Deployment':
    case 'StatefulSet':
    case 'DaemonSet':
      return {
        breaks: [`${kind} ${name} and its pods are away ${until}.`],
        keeps: [],
        brief: `${name} is away`,
      }
    case 'ReplicaSet':
    case 'Job': {
      const owner = facts.metadata.ownerReferences?.find(({ controller }) => controller)
      return owner
        ? {
            breaks: [],
            keeps: [`${owner.kind} ${owner.name}, which makes a new one where it needs one`],
            brief: null,
          }
        : { breaks: [`Nothing makes ${name} again.`], keeps: [], brief: null }
    }
    case 'Service':
      return {
        breaks: [
          `${SERVICES[name] ?? `Whoever uses the address of ${name} finds nothing there any more.`} So it is ${until}.`,
        ],
        keeps: ['the pods behind it'],
        brief: `the address of ${name} is gone`,
      }
    case 'PersistentVolume': {
      const claim = facts.spec?.claimRef?.name
      return {
        breaks: claim
          ? [`The claim ${claim} loses its volume for good, with all data that is not copied elsewhere.`]
          : [],
        keeps:
          facts.spec?.persistentVolumeReclaimPolicy === 'Retain'
            ? ['the files on disk, which nothing uses any more']
            : [],
        brief: claim ? `${claim} loses its data` : null,
      }
    }
    case 'Namespace':
      return {
        breaks: [
          `Everything in ${name} goes: ${counted(inNamespace(pods, name), 'pod')}, all claims with their data, services, secrets and settings.`,
        ],
        keeps: [],
        brief: `everything in ${name} goes`,
      }
    case 'Node':
      return {
        breaks: [
          `The cluster forgets ${name} and ends what runs there. It comes back when MicroK8s is restarted on it.`,
        ],
        keeps: ['the server itself, and the files on it'],
        brief: `the cluster forgets ${name}`,
      }
    case 'StorageClass':
      return {
        breaks: [`New claims of the class ${name} wait ${until}.`],
        keeps: ['volumes that there are'],
        brief: null,
      }
    default:
      return {
        breaks: [`Whatever uses ${namespace}/${name} does not find it any more.`],
        keeps: [],
        brief: null,
      }
  }
}

function inNamespace(pods: readonly PodRow[], name: string): number {
  return pods.filter(({ namespace }) => namespace === name).length
}
