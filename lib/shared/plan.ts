import * as z from 'zod/mini'

/**
 * The answers that an install is derived from. Rules that need to know the server (is the range free, does the disk
 * have room) are in lib/server/plan; what is wrong with an answer by itself is said here, on both sides.
 */

const octet = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
const ipv4Pattern = new RegExp(`^${octet}(\\.${octet}){3}$`)

const ipv4 = (what: string) =>
  z
    .string(`${what} must be text.`)
    .check(z.regex(ipv4Pattern, `${what} is an IPv4 address such as 192.168.1.240.`))

/** A DNS label, as namespaces and releases must be: RFC 1123, and short enough for what the chart appends. */
const label = (what: string) =>
  z
    .string(`${what} must be text.`)
    .check(
      z.regex(
        /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/,
        `${what} has lower-case letters, digits and -, starts with a letter and has at most 40 characters.`,
      ),
    )

const folder = z.string('The folder must be text.').check(
  z.regex(
    /^\/(?!\/)[^\p{Cc}\p{Surrogate}\p{Bidi_Control}]*[^\p{Cc}\p{Surrogate}\p{Bidi_Control}/]$/u,
    'Write a folder from the root on, such as /srv/k8s-storage.',
  ),
  z.maxLength(200, 'The folder may have at most 200 characters.'),
  z.refine(
    (path) => !path.split('/').some((part) => part === '..' || part === '.'),
    'The folder may not go through . or ...',
  ),
  // What makes volumes mounts it, and Kubernetes refuses a mountPath with a colon.
  z.refine(
    (path) => !path.includes(':'),
    'The folder may have no colon in it: Kubernetes could not mount it.',
  ),
)

const account = z
  .string('The account must be text.')
  .check(
    z.regex(
      /^[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?$/,
      'The account has lower-case letters, digits and . _ -, without https:// and without capitals.',
    ),
  )

/** A host, perhaps with a port, that a URL can be made of: no port past 65535, no address past 255. */
const canBeReached = (host: string): boolean => !/:0+$/.test(host) && URL.canParse(`https://${host}`)

const registry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('docker-hub'), account }),
  z.object({
    kind: z.literal('v2'),
    /** Scheme, host and port of any registry that speaks the v2 protocol: https://ghcr.io */
    url: z.string('The registry must be text.').check(
      z.regex(
        /^https?:\/\/[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:\d{1,5})?$/,
        'Write the registry with its scheme and without a path: https://ghcr.io',
      ),
      z.refine(
        (url) => canBeReached(url.replace(/^https?:\/\//, '')),
        'The registry has no such address: a port is between 1 and 65535, and a part of an IPv4 address at most 255.',
      ),
    ),
    /** The name that the token belongs to. */
    user: z
      .string('The user must be text.')
      .check(
        z.regex(
          /^(?!-)[^\s:\p{Cc}\p{Surrogate}\p{Bidi_Control}]{1,128}$/u,
          'The user has no spaces and no colon, and starts with no dash.',
        ),
      ),
  }),
  /** The add-on of MicroK8s: on the server itself, without an account. */
  z.object({ kind: z.literal('addon') }),
])

const addresses = z.discriminatedUnion('how', [
  /** Chosen beforehand, so that one pass is enough. */
  z.object({
    how: z.literal('fixed'),
    binder: ipv4('The address of the start page'),
    hub: ipv4('The address of the hub'),
  }),
  /** Whatever MetalLB hands out, read afterwards and set by a second upgrade, as the tutorial does it. */
  z.object({ how: z.literal('read') }),
])

export const planSchema = z.object({
  /** Snap channel of MicroK8s: a track and a risk. `latest` moves over minors by itself, so it is not offered. */
  channel: z
    .string('The channel must be text.')
    .check(
      z.regex(/^1\.\d{2}\/(stable|candidate|beta|edge)$/, 'A channel is a version and a risk: 1.32/stable.'),
    ),
  /** Who may use microk8s without sudo: the user that signs in. Null leaves the group alone. */
  groupUser: z.nullable(
    z
      .string()
      .check(z.regex(/^[A-Za-z_][A-Za-z0-9_.@\\-]{0,63}\$?$/, 'This is not the name of a Linux user.')),
  ),
  /** First and last address that MetalLB may hand out, both included. */
  pool: z.object({ first: ipv4('The first address'), last: ipv4('The last address') }),
  addresses,
  storage: z.object({ kind: z.enum(['hostpath', 'openebs']), path: folder }),
  namespace: label('The namespace'),
  release: label('The release'),
  /** Version of the chart jupyterhub/binderhub. */
  chartVersion: z
    .string('The chart version must be text.')
    .check(
      z.regex(
        /^\d+\.\d+\.\d+[0-9A-Za-z.+-]{0,80}$/,
        'A chart version looks like 1.0.0-0.dev.git.3941.h9056a226.',
      ),
    ),
  registry,
  /** What names of built images start with: `account/binder-`, or `host/project/binder-`. */
  imagePrefix: z.string('The image prefix must be text.').check(
    z.regex(
      /^([a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?\/)?([a-z0-9]+([.-]+[a-z0-9]+)*\/)*[a-z0-9]+([.-]+[a-z0-9]+)*[-/]$/,
      'An image prefix has lower-case letters, digits, . - and /, no scheme, no _, and ends in - or /: account/binder-',
    ),
    z.maxLength(128, 'The image prefix may have at most 128 characters.'),
    z.refine((prefix) => {
      const [host = ''] = prefix.split('/')
      return !host.includes(':') || canBeReached(host)
    }, 'The image prefix begins with a host and a port that cannot be: a port is between 1 and 65535.'),
  ),
  /** dind: Docker in the cluster. host: Docker on the server. */
  builder: z.enum(['dind', 'host']),
  metricsServer: z.boolean(),
  /** The small public repository whose launch proves that all works. */
  proof: z.object({
    repository: z
      .string('The repository must be text.')
      .check(
        z.regex(
          /^https:\/\/github\.com\/[A-Za-z0-9]([A-Za-z0-9-]{0,38})\/[A-Za-z0-9._-]{1,100}$/,
          'Write a repository on GitHub: https://github.com/owner/name',
        ),
      ),
    ref: z
      .string('The branch must be text.')
      .check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/, 'A branch, tag or commit: HEAD, main, v1.2.')),
  }),
})

export type Plan = z.infer<typeof planSchema>

/** A password or access token of a registry: one line, as it is pasted. */
export const registryTokenSchema = z.string('The token must be text.').check(
  z.minLength(1, 'The token is missing.'),
  z.maxLength(8192, 'The token may have at most 8,192 characters.'),
  z.refine(
    (token) => !/[\p{Cc}\p{Surrogate}]/u.test(token),
    'A token is one line, without control characters.',
  ),
)

/** POST /api/servers/:server/install/plan. `registryToken` absent keeps the one that is there. */
export const savePlanInput = z.object({
  plan: planSchema,
  registryToken: z.optional(registryTokenSchema),
  /** The revision the form was filled from; another one means that somebody else changed the plan meanwhile. */
  revision: z.int(),
})
