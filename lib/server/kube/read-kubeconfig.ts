import * as z from 'zod/mini'
import { AppError } from '../../shared/problem.ts'
import type { ApiPlace } from './api-place.ts'

const kubeconfig = z.object({
  'current-context': z.string(),
  contexts: z.array(
    z.object({ name: z.string(), context: z.object({ cluster: z.string(), user: z.string() }) }),
  ),
  clusters: z.array(
    z.object({
      name: z.string(),
      cluster: z.object({ server: z.url(), 'certificate-authority-data': z.base64() }),
    }),
  ),
  users: z.array(
    z.object({
      name: z.string(),
      user: z.object({
        'client-certificate-data': z.optional(z.base64()),
        'client-key-data': z.optional(z.base64()),
        token: z.optional(z.string()),
      }),
    }),
  ),
})

/**
 * Reads what the current context of a kubeconfig says. Only what stands in it is used: paths to files would be of
 * another machine. Throws `kube_refused` for one that cannot be used so.
 */
export async function readKubeconfig(text: string): Promise<ApiPlace> {
  // A console that nobody looks through never needs it.
  const { parse } = await import('yaml')
  let value: unknown
  try {
    value = parse(text)
  } catch {
    throw unusable('it is not YAML')
  }
  const found = kubeconfig.safeParse(value)
  // Where it went wrong, and nothing of what stands there: it holds keys.
  if (!found.success) throw unusable(`${found.error.issues[0]?.path.join('.')} is not as it should be`)
  const config = found.data
  const context = config.contexts.find(({ name }) => name === config['current-context'])?.context
  const cluster = config.clusters.find(({ name }) => name === context?.cluster)?.cluster
  const user = config.users.find(({ name }) => name === context?.user)?.user
  if (!cluster || !user) throw unusable('its current context leads nowhere')
  const { hostname, port, protocol } = new URL(cluster.server)
  if (protocol !== 'https:') throw unusable('its server is not https')
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? 443 : Number(port),
    ca: fromBase64(cluster['certificate-authority-data']),
    identity: identityOf(user),
  }
}

function identityOf(user: z.infer<typeof kubeconfig>['users'][number]['user']): ApiPlace['identity'] {
  const { 'client-certificate-data': cert, 'client-key-data': key, token } = user
  if (cert !== undefined && key !== undefined)
    return { kind: 'certificate', cert: fromBase64(cert), key: fromBase64(key) }
  if (token !== undefined) return { kind: 'token', token }
  throw unusable('its user has neither a certificate nor a token')
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString()
}

function unusable(said: string): AppError {
  return new AppError('kube_refused', 'The kubeconfig of this server cannot be used.', { said })
}
