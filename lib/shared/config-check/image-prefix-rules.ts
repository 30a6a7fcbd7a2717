import { hostOfImage } from '../image-name.ts'
import { valueAt } from '../values.ts'
import { about, type CheckContext, type Rule, setTo } from './check-context.ts'
import type { Diagnostic } from './diagnostic.ts'
import { quoted } from './quoted.ts'

const PREFIX = ['config', 'BinderHub', 'image_prefix']

/** Domain notes 2.4: all of these are taken by Helm, and fail minutes later, at the push or at the next launch. */
export const imagePrefixRules: Rule = (context) => {
  const entry = context.file.at(PREFIX)
  if (entry === null) return []
  const prefix = valueAt(context.merged, PREFIX)
  if (valueAt(context.merged, ['config', 'BinderHub', 'use_registry']) === false) return []
  if (typeof prefix !== 'string' || prefix === '')
    return [
      about(
        entry,
        'image-prefix-empty',
        'error',
        'Images have no place to go: every build would run to its end and then be refused at the push. Write account/binder-.',
      ),
    ]
  const say = (
    rule: string,
    severity: Diagnostic['severity'],
    message: string,
    better?: string,
  ): Diagnostic[] => [
    about(
      entry,
      rule,
      severity,
      message,
      better === undefined ? null : { label: `Write ${better}`, edits: [setTo(entry, quoted(better))] },
    ),
  ]
  if (/[<>{}$]/.test(prefix))
    return say(
      'image-prefix-placeholder',
      'error',
      'This is still the placeholder of an example. Put your registry account in its place: account/binder-.',
    )
  const bare = prefix.replace(/^https?:\/\//, '')
  if (bare !== prefix)
    return say(
      'image-prefix-scheme',
      'error',
      'Names of images have no https:// in front: every build would fail with “invalid reference format”.',
      bare,
    )
  if (/\s/.test(prefix))
    return say(
      'image-prefix-blank',
      'error',
      'Names of images have no blanks: every build would fail with “invalid reference format”.',
      prefix.replace(/\s+/g, ''),
    )
  return [...caseAndHost(context, prefix, say), ...itsEnd(prefix, say)]
}

type Say = (rule: string, severity: Diagnostic['severity'], message: string, better?: string) => Diagnostic[]

function caseAndHost({ merged }: CheckContext, prefix: string, say: Say): Diagnostic[] {
  const rewritten = prefix.replaceAll('_', '-').toLowerCase()
  if (rewritten !== prefix)
    return say(
      'image-prefix-case',
      'error',
      `BinderHub makes ${rewritten} of this. Where your account has capitals or underscores, images would go to another one, and be refused or never be found again.`,
      rewritten,
    )
  const host = hostOfImage(prefix)
  const parts = prefix.split('/')
  const registry = valueAt(merged, ['registry', 'url'])
  const wanted =
    typeof registry === 'string' ? registry.replace(/^https?:\/\//, '').replace(/\/.*$/, '') : null
  const isHub = wanted === null || /(^|\.)docker\.(io|com)$/.test(wanted)
  if (host === null && !prefix.includes('/'))
    return say(
      'image-prefix-account',
      'error',
      'The account is missing in front. Images would go to docker.io/library, which belongs to Docker alone: “denied: requested access to the resource is denied”, after a long build.',
    )
  if (host !== null && parts.length < 3 && host !== 'docker.io')
    return say(
      'image-prefix-project',
      'error',
      `A project is missing behind ${host}. Without it BinderHub takes the host for the account, never finds what it has built, and builds again at every launch.`,
      `${host}/project/${parts[1] ?? ''}`,
    )
  if (isHub && host !== null && !host.endsWith('docker.io'))
    return say(
      'image-prefix-host',
      'error',
      `The images would go to ${host}, but no login for ${host} is given: registry.url is ${wanted ?? 'not set, which means Docker Hub'}.`,
    )
  if (!isHub && host !== wanted)
    return say(
      'image-prefix-host',
      'error',
      `The images would go to ${host ?? 'Docker Hub'}, but the login is for ${wanted}. Every push would be refused.`,
    )
  const user = valueAt(merged, ['registry', 'username'])
  const owner = host === null ? parts[0] : parts[1]
  if (isHub && typeof user === 'string' && user !== '' && owner !== user.toLowerCase())
    return say(
      'image-prefix-owner',
      'warning',
      `Images go to ${owner}, the login is ${user}. That works where ${user} may write there, as in an organisation.`,
    )
  return []
}

function itsEnd(prefix: string, say: Say): Diagnostic[] {
  return /[-/]$/.test(prefix)
    ? []
    : say(
        'image-prefix-end',
        'warning',
        `Names are glued to this: ${prefix}org-2drepo. End it with a dash.`,
        `${prefix}-`,
      )
}
