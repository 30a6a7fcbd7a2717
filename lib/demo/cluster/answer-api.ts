import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerLog } from './answer-log.ts'
import { answerMetrics } from './answer-metrics.ts'
import type { Cluster } from './cluster.ts'
import { addDebugContainers } from './debug-containers.ts'
import { evictPod } from './evict.ts'
import { apiVersionOf, type Kind, kinds } from './kinds.ts'
import type { KubeObject } from './kube-object.ts'
import {
  ApiRefusal,
  createObject,
  deleteObject,
  listObjects,
  patchObject,
  readObject,
  replaceObject,
} from './requests.ts'
import { watchObjects } from './watch.ts'

/** What a path of the API names. */
interface Place {
  kind: Kind
  namespace: string | undefined
  name: string | undefined
  sub: string | undefined
}

/** Answers one request as kube-apiserver does, as far as Bindery asks. */
export async function answerApi(
  cluster: Cluster,
  request: IncomingMessage,
  body: string,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'https://api')
  const send = (code: number, value: unknown): void => {
    response.writeHead(code, { 'content-type': 'application/json' })
    response.end(JSON.stringify(value))
  }
  try {
    if (!cluster.running) throw new ApiRefusal(503, 'ServiceUnavailable', 'the practice cluster is stopped')
    const measured = answerMetrics(cluster, url.pathname)
    if (measured) {
      send(200, measured)
      return
    }
    const place = placeOf(url.pathname)
    if (!place) {
      const found = discovery(cluster, url.pathname)
      if (found === null)
        throw new ApiRefusal(404, 'NotFound', 'the server could not find the requested resource')
      if (typeof found === 'string') response.end(found)
      else send(200, found)
      return
    }
    const { kind, namespace, name, sub } = place
    if (sub === 'log' && kind.kind === 'Pod' && name !== undefined) {
      answerLog(cluster, namespace ?? 'default', name, url.searchParams, response)
      return
    }
    if (request.method === 'GET' && name === undefined) {
      if (['true', '1'].includes(url.searchParams.get('watch') ?? '')) {
        watchObjects(cluster, kind, namespace, url.searchParams, response)
        return
      }
      send(200, listObjects(cluster.store, kind, namespace, url.searchParams))
      return
    }
    send(request.method === 'POST' ? 201 : 200, act(cluster, request, place, body))
  } catch (error) {
    const refusal =
      error instanceof ApiRefusal
        ? error
        : new ApiRefusal(400, 'BadRequest', error instanceof Error ? error.message : String(error))
    send(refusal.code, refusal.toStatus())
  }
}

function act(
  cluster: Cluster,
  request: IncomingMessage,
  { kind, namespace, name, sub }: Place,
  body: string,
): KubeObject {
  const parsed = (): unknown => (body === '' ? {} : JSON.parse(body))
  const type = request.headers['content-type'] ?? ''
  switch (request.method) {
    case 'GET':
      return readObject(cluster.store, kind, name ?? '', namespace)
    case 'POST':
      if (sub === 'eviction') return evictPod(cluster, name ?? '', namespace, parsed() as object)
      return createObject(cluster.store, kind, namespace, parsed() as KubeObject)
    case 'PUT':
      return replaceObject(cluster.store, kind, parsed() as KubeObject, isDryRun(request))
    case 'PATCH':
      if (sub === 'ephemeralcontainers')
        return addDebugContainers(cluster, readObject(cluster.store, kind, name ?? '', namespace), parsed())
      return patchObject(cluster.store, kind, name ?? '', namespace, type, parsed())
    case 'DELETE':
      return deleteObject(
        cluster,
        kind,
        name ?? '',
        namespace,
        parsed() as { preconditions?: { uid?: string }; gracePeriodSeconds?: number },
      )
    default:
      throw new ApiRefusal(
        405,
        'MethodNotAllowed',
        'the server does not allow this method on the requested resource',
      )
  }
}

/** The cluster then says what it would make of it, and keeps nothing. */
function isDryRun({ url = '/' }: IncomingMessage): boolean {
  return new URL(url, 'https://api').searchParams.get('dryRun') === 'All'
}

function placeOf(path: string): Place | null {
  const match =
    /^\/(?:api\/v1|apis\/([^/]+)\/v1[a-z0-9]*)(?:\/namespaces\/([^/]+))?\/([a-z0-9]+)(?:\/([^/]+))?(?:\/([a-z]+))?$/.exec(
      path,
    )
  if (!match) return null
  const [, group = '', namespace, plural = '', name, sub] = match
  const kind = kinds.find((one) => one.plural === plural && one.group === group)
  if (kind) return { kind, namespace, name, sub }
  // /api/v1/namespaces/NAME names a namespace itself.
  const self = kinds.find((one) => one.kind === 'Namespace')
  return self && plural === 'namespaces' ? { kind: self, namespace: undefined, name, sub } : null
}

function discovery(cluster: Cluster, path: string): unknown {
  if (['/healthz', '/livez', '/readyz'].includes(path)) return 'ok'
  if (path === '/version')
    return {
      major: '1',
      minor: '32',
      gitVersion: 'v1.32.13',
      platform: 'linux/amd64',
      goVersion: 'go1.23.12',
    }
  if (path === '/api') return { kind: 'APIVersions', versions: ['v1'] }
  const groups = [...new Set(kinds.map(({ group }) => group).filter(Boolean))]
  if (path === '/apis')
    return {
      kind: 'APIGroupList',
      apiVersion: 'v1',
      groups: groups.map((name) => {
        const version = { groupVersion: `${name}/${name === 'metallb.io' ? 'v1beta1' : 'v1'}`, version: 'v1' }
        return { name, versions: [version], preferredVersion: version }
      }),
    }
  const version = /^\/(?:api\/(v1)|apis\/(.+))$/.exec(path)?.slice(1).find(Boolean)
  const own = kinds.filter((kind) => apiVersionOf(kind) === version)
  if (own.length === 0 || !cluster.running) return null
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: version,
    resources: own.map(({ plural, kind, namespaced, short }) => ({
      name: plural,
      singularName: kind.toLowerCase(),
      kind,
      namespaced,
      shortNames: short,
      verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
    })),
  }
}
