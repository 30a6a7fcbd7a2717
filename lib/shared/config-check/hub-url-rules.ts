import { isValues, valueAt } from '../values.ts'
import { about, type CheckContext, type Rule, setTo } from './check-context.ts'
import type { Diagnostic } from './diagnostic.ts'
import { quoted } from './quoted.ts'

const HUB_URL = ['config', 'BinderHub', 'hub_url']

/** Builds work with each of these, and then the browser is sent to where no hub is (domain notes 2.4). */
export const hubUrlRules: Rule = (context) => {
  const { file, merged, around } = context
  const entry = file.at(HUB_URL)
  const url = valueAt(merged, HUB_URL)
  const proper = around.hubAddress === null ? null : `http://${around.hubAddress}/`
  if (entry === null) return url === null ? missing(context, proper) : []
  const say = (
    rule: string,
    severity: Diagnostic['severity'],
    message: string,
    better: string | null = proper,
  ): Diagnostic[] => [
    about(
      entry,
      rule,
      severity,
      message,
      better === null ? null : { label: `Write ${better}`, edits: [setTo(entry, quoted(better))] },
    ),
  ]
  if (typeof url !== 'string' || url === '')
    return say(
      'hub-url-missing',
      'error',
      'BinderHub does not know where the hub is: images are built, and nothing can be launched.',
    )
  if (!/^https?:\/\//.test(url))
    return url.startsWith('/')
      ? []
      : say(
          'hub-url-scheme',
          'error',
          'It has to begin with http:// or https://. As it is, browsers are sent to a page that is not there.',
          `http://${url}`,
        )
  const host = hostOf(url)
  if (host === null) return say('hub-url-form', 'error', 'This is no address that a browser can open.')
  if (
    around.binderAddress !== null &&
    host === around.binderAddress &&
    around.binderAddress !== around.hubAddress
  )
    return say(
      'hub-url-is-binder',
      'error',
      `${host} is the address of BinderHub’s own page. Here stands the one of the hub, the service proxy-public.`,
    )
  if (/^(localhost|127\.)/.test(host))
    return say(
      'hub-url-localhost',
      'warning',
      'Every browser takes this for its own machine. It works only where the hub is forwarded to that machine, at this very port.',
    )
  if (url.startsWith('http://') && servedByHttps(context))
    return say(
      'hub-url-mixed',
      'error',
      'BinderHub’s page is served by https, and the hub by http: browsers refuse the change, and cookies are lost.',
      url.replace(/^http:/, 'https:'),
    )
  return []
}

function missing({ file }: CheckContext, proper: string | null): Diagnostic[] {
  const place = file.at(['config', 'BinderHub']) ?? file.at(['config'])
  const span = place?.keySpan ?? { from: 0, to: Math.min(1, file.text.length) }
  return [
    {
      rule: 'hub-url-missing',
      severity: 'error',
      ...span,
      message: `BinderHub does not know where the hub is: images are built, and nothing can be launched.${proper === null ? '' : ` The hub answers at ${proper}`}`,
      fix: null,
    },
  ]
}

/** True where the file itself gives BinderHub's page a certificate. */
function servedByHttps({ merged }: CheckContext): boolean {
  const tls = valueAt(merged, ['ingress', 'tls'])
  const https = valueAt(merged, ['ingress', 'https'])
  return (Array.isArray(tls) && tls.length > 0) || (isValues(https) && https.enabled === true)
}

function hostOf(url: string): string | null {
  try {
    return new URL(url).hostname
  } catch {
    return null
  }
}
