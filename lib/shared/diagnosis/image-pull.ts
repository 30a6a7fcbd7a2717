import { hostOfImage, withoutHost } from '../image-name.ts'
import { podRole } from '../pod-role.ts'
import type { Diagnosis, Remedy, Situation } from './diagnosis.ts'
import { eventOf, type PodCase, podName, saidOf } from './facts.ts'
import { harmOf } from './harm.ts'
import { sentences } from './sentences.ts'

const PULLING =
  /(?:ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull|ImageInspectError|RegistryUnavailable)$/

interface Cause {
  situation: Situation
  /** In the words of containerd, the kubelet or the registry. */
  said: RegExp
  what: string
  why(image: string, registry: string): string
  advice(role: ReturnType<typeof podRole>): string
  steps?: readonly Remedy[]
}

const CHECK_REGISTRY: Remedy = { does: 'step', step: 'registry-check', label: 'Check the registry' }
const AGAIN = 'Launch the repository again: BinderHub builds an image that the registry does not have.'

/** Told by what containerd says at the end of its sentence; the first that fits. */
const causes: readonly Cause[] = [
  {
    situation: 'pull-limit',
    said: /toomanyrequests|429 Too Many Requests|pull rate limit/i,
    what: 'The registry takes no more pulls for now',
    why: (_, registry) =>
      `The registry, ${registry}, counts pulls by address and by account, and this server is over its limit. It tries again by itself.`,
    advice: () =>
      'Wait, mostly up to six hours; or sign in to the registry with an account that has a higher limit.',
    steps: [CHECK_REGISTRY],
  },
  {
    situation: 'pull-disk-full',
    said: /no space left on device/i,
    what: 'The disk is full, so the image has no room',
    why: (image) => `The image ${image} cannot be unpacked.`,
    advice: () => 'Make room on the server: images of the builder and of Kubernetes take the most.',
  },
  {
    situation: 'pull-insecure',
    said: /server gave HTTP response to HTTPS client/i,
    what: 'The registry speaks no HTTPS',
    why: (_, registry) =>
      `Kubernetes asks ${registry} over HTTPS, and it answers in plain HTTP. The server has to be told that this is as it should be.`,
    advice: () => 'Run the step that makes the server trust its registry.',
    steps: [{ does: 'step', step: 'registry-addon', label: 'Open the registry step' }],
  },
  {
    situation: 'pull-certificate',
    said: /x509:|certificate (?:signed by unknown authority|has expired)|tls: failed to verify/i,
    what: 'The certificate of the registry is not trusted',
    why: (_, registry) =>
      `The server does not know who signed the certificate of ${registry}, or it has expired.`,
    advice: () =>
      "Renew it, or add its authority to the server's own. A wrong clock on the server does the same.",
  },
  {
    situation: 'pull-no-name',
    said: /no such host|server misbehaving|lookup \S+(?: on \S+)?: (?:i\/o timeout|Temporary failure)/i,
    what: 'The name of the registry is not found',
    why: (_, registry) => `The server asks its DNS for ${registry} and gets no address.`,
    advice: () =>
      'Check the name in the configuration; then the name servers of the server: resolvectl status.',
    steps: [CHECK_REGISTRY],
  },
  {
    situation: 'pull-unreachable',
    said: /dial tcp|connection refused|connection reset|i\/o timeout|TLS handshake timeout|context deadline exceeded|unexpected EOF|50[0-4] (?:Internal|Bad|Service|Gateway)|RegistryUnavailable/i,
    what: 'The registry does not answer',
    why: (_, registry) =>
      `The server does not reach ${registry}: the network, a firewall, or the registry itself.`,
    advice: () => 'It tries again by itself. If it stays so, check the registry from the server.',
    steps: [CHECK_REGISTRY],
  },
  {
    situation: 'pull-wrong-machine',
    said: /no match for platform/i,
    what: 'The image is made for another kind of processor',
    why: (image) => `The image ${image} has no variant for the processor of this server.`,
    advice: () => 'Choose an image for amd64, or build it there.',
  },
  {
    situation: 'pull-denied',
    said: /pull access denied|insufficient_scope|authorization failed|401 Unauthorized|403 Forbidden|no basic auth|unauthorized|\bdenied:/i,
    what: 'The registry does not give the image out',
    why: (image) =>
      `The image ${image} is private, or is not there: registries say the same to both. Kubernetes has no password that opens it.`,
    advice: () =>
      'Make the repository of the images public, or give Kubernetes the credentials (jupyterhub.imagePullSecret).',
    steps: [CHECK_REGISTRY],
  },
  {
    situation: 'pull-not-found',
    said: /not found|manifest unknown|404|NotFound/,
    what: 'The image is not in the registry',
    why: (image, registry) =>
      `The registry, ${registry}, has no ${withoutHost(image)}. It was deleted, or never pushed.`,
    advice: (role) => (role === 'session' ? AGAIN : 'Check the name and the tag in the configuration.'),
    steps: [CHECK_REGISTRY],
  },
]

/** An image that does not come. kubelet's own words say which of many reasons it is. */
export function imagePull(given: PodCase): Diagnosis | null {
  const { pod } = given
  if (!PULLING.test(pod.status)) return null
  const role = podRole(pod)
  const image = imageIn(given)
  const registry = registryOf(image)
  const shared = {
    kind: 'fail',
    at: eventOf(given, 'Failed', 'ErrImageNeverPull', 'InspectFailed')?.lastAt ?? null,
  } as const
  const retry: Remedy = {
    does: 'delete',
    object: { ...podName(pod), uid: pod.uid },
    label: 'Delete the pod…',
  }
  if (pod.status.endsWith('InvalidImageName'))
    return {
      ...shared,
      situation: 'pull-bad-name',
      what: 'The name of the image is none',
      why: sentences(`“${image}” breaks the rules for names of images.`, harmOf(role)),
      advice:
        'Mostly image_prefix in binder.yaml has capitals, spaces or https:// in it. Put it right and upgrade.',
      evidence: saidOf(given)[0] ?? null,
      remedies: [{ does: 'page', page: 'config', label: 'Open the configuration' }],
    }
  if (pod.status.endsWith('ErrImageNeverPull'))
    return {
      ...shared,
      situation: 'pull-never',
      what: 'The image is not on the server, and may not be pulled',
      why: sentences(`The pod says “never pull”, and ${image} is not there.`, harmOf(role)),
      advice: 'Set its imagePullPolicy to IfNotPresent, or bring the image to the server.',
      evidence: saidOf(given)[0] ?? null,
      remedies: [retry],
    }
  for (const said of saidOf(given)) {
    const cause = causes.find((each) => each.said.test(said))
    if (!cause) continue
    return {
      ...shared,
      situation: cause.situation,
      what: cause.what,
      why: sentences(cause.why(image, registry), harmOf(role)),
      advice: cause.advice(role),
      evidence: said,
      remedies: [...(cause.steps ?? []), retry],
    }
  }
  return {
    ...shared,
    situation: 'pull-failed',
    what: 'The image cannot be pulled',
    why: sentences(`The server tries again and again to get ${image}.`, harmOf(role)),
    advice: 'The line below is all that is known of it. It goes on by itself once the cause is gone.',
    evidence: saidOf(given)[0] ?? null,
    remedies: [CHECK_REGISTRY, retry],
  }
}

/** The image that is meant, which need not be that of the first container. */
function imageIn(given: PodCase): string {
  for (const said of saidOf(given)) {
    const named = /(?:image|image name|Container image) "([^"]+)"/.exec(said)?.[1]
    if (named) return named
  }
  return given.pod.image
}

function registryOf(image: string): string {
  const host = hostOfImage(image)
  return host === null || /^(?:.+\.)?docker\.io$/.test(host) ? 'Docker Hub' : host
}
