import { isReadyPod } from '../cluster/kube-object.ts'
import type { Machine } from '../machine/machine.ts'
import type { WebAnswer } from './answer-web.ts'

interface Asked {
  method: string
  headers: Readonly<Record<string, string | undefined>>
}

const HOSTS = ['registry-1.docker.io', 'auth.docker.io', 'ghcr.io', 'quay.io']

/**
 * Registries of the practice world. Any token is taken: one with "wrong" in it is refused, one with "readonly" gets
 * the right to pull alone. Nothing is ever sent anywhere. Null for a host that there is not.
 */
export function answerRegistry(machine: Machine, url: URL, { method, headers }: Asked): WebAnswer | null {
  const json = (status: number, value: unknown, more: Record<string, string> = {}): WebAnswer => ({
    status,
    headers: {
      'content-type': 'application/json',
      'docker-distribution-api-version': 'registry/2.0',
      ...more,
    },
    body: JSON.stringify(value),
  })
  if (['127.0.0.1', 'localhost'].includes(url.hostname) && url.port === '32000') {
    const up = machine.cluster.store.list('Pod', 'container-registry').some(isReadyPod)
    if (!up) return null
    return url.pathname.endsWith('/uploads/') ? json(202, {}, { location: '/v2/u/1' }) : json(200, {})
  }
  if (!HOSTS.includes(url.hostname)) return null
  if (url.pathname === '/token') {
    const login = Buffer.from((headers.authorization ?? '').replace(/^Basic /, ''), 'base64').toString('utf8')
    const [account = '', token = ''] = login.split(/:(.*)/s)
    if (/wrong/.test(token) || token === '') return json(401, { details: 'incorrect username or password' })
    const [, name = '', actions = ''] =
      /^repository:(.*):([^:]*)$/.exec(url.searchParams.get('scope') ?? '') ?? []
    const mine = name.split('/')[0] === account && !/readonly/.test(token)
    const granted = actions.split(',').filter((action) => action === 'pull' || mine)
    const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
    return json(200, {
      token: `${encode({ alg: 'none' })}.${encode({ access: [{ type: 'repository', name, actions: granted }] })}.practice`,
    })
  }
  const realm =
    url.hostname === 'registry-1.docker.io' ? 'https://auth.docker.io/token' : `https://${url.hostname}/token`
  const challenge = { 'www-authenticate': `Bearer realm="${realm}",service="${url.hostname}"` }
  if (headers.authorization === undefined) return json(401, { errors: [{ code: 'UNAUTHORIZED' }] }, challenge)
  if (method === 'HEAD')
    return json(200, {}, { 'ratelimit-limit': '200;w=21600', 'ratelimit-remaining': '187;w=21600' })
  return json(200, {})
}
