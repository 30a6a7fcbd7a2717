import { isMap, isScalar } from 'yaml'
import { isValues, valueAt } from '../values.ts'
import { about, aboutKey, type CheckContext, type Rule, setTo } from './check-context.ts'
import type { Diagnostic } from './diagnostic.ts'

/** What deploys well and then does something that nobody wanted (domain notes 2.4), each in a function of its own. */
export const trapRules: Rule = (context) =>
  [
    ingressAnnotations,
    certManager,
    sharedTlsSecret,
    halfAuth,
    profiles,
    metadataTwice,
    placeholders,
    cleaner,
    culling,
    builderMissing,
  ].flatMap((rule) => rule(context))

function ingressAnnotations({ file }: CheckContext): Diagnostic[] {
  return file.entries.flatMap((entry) =>
    entry.path.at(-2) === 'annotations' && entry.node !== null && !isScalar(entry.node)
      ? [
          about(
            entry,
            'annotation-not-text',
            'error',
            'An annotation is one text. BinderHub’s own page on HTTPS has a map here, which Kubernetes refuses: write ingress.tls instead.',
          ),
        ]
      : [],
  )
}

function certManager({ file }: CheckContext): Diagnostic[] {
  const at = file.text.search(/(cert-manager|certmanager)\.(io|k8s\.io)\/v1alpha\d/)
  if (at < 0) return []
  const [found = ''] = /^\S+/.exec(file.text.slice(at)) ?? []
  return [
    {
      rule: 'cert-manager-version',
      severity: 'error',
      from: at,
      to: at + found.length,
      message: 'No cert-manager of today knows this version: write cert-manager.io/v1.',
      fix: {
        label: 'Write cert-manager.io/v1',
        edits: [{ from: at, to: at + found.length, insert: 'cert-manager.io/v1' }],
      },
    },
  ]
}

function sharedTlsSecret({ file, merged }: CheckContext): Diagnostic[] {
  const secrets = (path: string[]): string[] => {
    const tls = valueAt(merged, path)
    return Array.isArray(tls)
      ? tls.flatMap((one) => (isValues(one) && typeof one.secretName === 'string' ? [one.secretName] : []))
      : []
  }
  const shared = secrets(['ingress', 'tls']).find((name) =>
    secrets(['jupyterhub', 'ingress', 'tls']).includes(name),
  )
  const entry = file.at(['jupyterhub', 'ingress', 'tls']) ?? file.at(['ingress', 'tls'])
  return shared === undefined || entry === null
    ? []
    : [
        aboutKey(
          entry,
          'tls-secret-shared',
          'error',
          `BinderHub and the hub both keep their certificate in ${shared}. One of them gets the wrong one: give each a name of its own.`,
        ),
      ]
}

function halfAuth({ file, merged }: CheckContext): Diagnostic[] {
  const entry = file.at(['config', 'BinderHub', 'auth_enabled'])
  if (entry === null || valueAt(merged, entry.path) !== true) return []
  const at = (path: string): unknown => valueAt(merged, path.split('.'))
  const lacking = [
    ...(at('jupyterhub.hub.config.BinderSpawner.auth_enabled') === true
      ? []
      : ['jupyterhub.hub.config.BinderSpawner.auth_enabled: true']),
    ...(at('jupyterhub.hub.services.binder.oauth_redirect_uri') === null
      ? ['jupyterhub.hub.services.binder.oauth_redirect_uri']
      : []),
    ...(at('jupyterhub.hub.loadRoles.user') === null ? ['jupyterhub.hub.loadRoles.user'] : []),
    ...(at('jupyterhub.cull.users') === false ? [] : ['jupyterhub.cull.users: false']),
    ...(at('jupyterhub.singleuser.cmd') === 'jupyterhub-singleuser'
      ? []
      : ['jupyterhub.singleuser.cmd: jupyterhub-singleuser']),
  ]
  return lacking.length === 0
    ? []
    : [
        about(
          entry,
          'auth-incomplete',
          'error',
          `Sign-in needs more than this, or people go round in circles or lose their accounts. Still missing: ${lacking.join(', ')}.`,
        ),
      ]
}

function profiles({ file }: CheckContext): Diagnostic[] {
  const entry = file.at(['jupyterhub', 'singleuser', 'profileList'])
  return entry === null
    ? []
    : [
        aboutKey(
          entry,
          'profile-list',
          'error',
          'BinderHub starts notebooks itself and knows no choice of profiles: with this list, launches fail.',
        ),
      ]
}

function metadataTwice({ file, merged }: CheckContext): Diagnostic[] {
  const entry = file.at([
    'jupyterhub',
    'singleuser',
    'networkPolicy',
    'egressAllowRules',
    'cloudMetadataServer',
  ])
  const blocked = valueAt(merged, ['jupyterhub', 'singleuser', 'cloudMetadata', 'blockWithIptables']) ?? true
  return entry === null || valueAt(merged, entry.path) !== true || blocked !== true
    ? []
    : [
        about(
          entry,
          'cloud-metadata',
          'error',
          'It is opened here and blocked by cloudMetadata.blockWithIptables: the chart refuses both. Set blockWithIptables to false as well.',
        ),
      ]
}

function placeholders({ file, merged }: CheckContext): Diagnostic[] {
  const entry = file.at(['jupyterhub', 'scheduling', 'userPlaceholder', 'replicas'])
  const priority = valueAt(merged, ['jupyterhub', 'scheduling', 'podPriority', 'enabled'])
  return entry === null || !(Number(valueAt(merged, entry.path)) > 0) || priority === true
    ? []
    : [
        about(
          entry,
          'placeholder-priority',
          'warning',
          'Placeholders give way to people only where podPriority is on. Without it they keep the room that people need.',
        ),
      ]
}

/** From this chart on the cleaner knows the key (domain notes 2.5). */
const FIRST_WITH_CORDON = 3668

function cleaner({ file, merged, around }: CheckContext): Diagnostic[] {
  const findings: Diagnostic[] = []
  const cordon = file.at(['imageCleaner', 'cordon'])
  const knows = around.chartNumber === null || around.chartNumber >= FIRST_WITH_CORDON
  if (cordon !== null && knows && around.nodes === 1 && valueAt(merged, cordon.path) === true)
    findings.push(
      about(
        cordon,
        'cordon-single-node',
        'warning',
        'While images are cleaned up, the only node takes no new pods: nobody can launch meanwhile.',
        {
          label: 'Write false',
          edits: [setTo(cordon, 'false')],
        },
      ),
    )
  const age = file.at(['config', 'KubernetesCleaner', 'max_age'])
  const seconds = age === null ? null : valueAt(merged, age.path)
  if (age !== null && typeof seconds === 'number' && seconds < 600)
    findings.push(
      about(
        age,
        'build-max-age',
        'warning',
        `Builds that take longer than ${seconds} s are ended. A first build often takes ten minutes.`,
      ),
    )
  return findings
}

function culling({ file, merged }: CheckContext): Diagnostic[] {
  const entry = file.at(['jupyterhub', 'cull', 'timeout'])
  const seconds = entry === null ? null : valueAt(merged, entry.path)
  if (entry === null || typeof seconds !== 'number' || seconds >= 300) return []
  return [
    about(
      entry,
      'cull-timeout',
      'warning',
      `Notebooks are stopped after ${seconds} s without a sign of activity. They save themselves only every 120 s, and a reader is idle: people would lose work.`,
    ),
  ]
}

function builderMissing({ file, merged }: CheckContext): Diagnostic[] {
  const entry = file.at(['imageBuilderType'])
  if (entry === null || valueAt(merged, ['imageBuilderType']) !== 'host') return []
  return [
    about(
      entry,
      'builder-host',
      'info',
      'Builds use Docker of the server itself. MicroK8s brings none: where it is not installed apart, builds hang without a word.',
    ),
  ]
}

/** `hosts: [[]]` and `{TOKEN}`: what is left of an example. */
export const leftoverRules: Rule = ({ file }) => [
  ...file.entries.flatMap((entry) => {
    const { node } = entry
    if (!isMap(node) || !node.flow || node.items.length !== 1) return []
    const [only] = node.items
    const value: unknown = only?.value
    return value === null || (isScalar(value) && value.value === null && value.source === '')
      ? [
          about(
            entry,
            'template-hole',
            'error',
            'To YAML this is a map with one key and no value: the place of an example that was never filled in. Write the text itself, in quotes.',
          ),
        ]
      : []
  }),
  ...file.scalars.flatMap(({ node, span, path }) =>
    typeof node.value === 'string' &&
    /^<[\w .-]+>$/.test(node.value) &&
    path.join('.') !== 'config.BinderHub.image_prefix'
      ? [
          {
            rule: 'placeholder',
            severity: 'error' as const,
            ...span,
            message: `${node.value} is still the placeholder of an example.`,
            fix: null,
          },
        ]
      : [],
  ),
]
