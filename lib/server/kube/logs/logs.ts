import type { LogPlace } from '../../../shared/log-api.ts'
import { AppError } from '../../../shared/problem.ts'
import type { ServerLink } from '../../ssh/link-types.ts'
import { Cluster } from '../cluster.ts'
import { microk8sApi } from '../microk8s-api.ts'
import { feelPulse } from '../pulse.ts'
import { type FollowedLog, LogSource } from './log-source.ts'

/**
 * Logs of one server that are followed at once: each is a stream of its own, and 2 MiB. Pages and what keeps logs of builds
 * have so many each: who opens many pages must not make a build be forgotten, nor many builds shut out the pages.
 */
const MAX_LOGS = 32
/** How long a log is followed after its last viewer left: mostly somebody comes back. */
const LINGER_MS = 30_000
/** A log for one who looks at it. */
export interface LogView {
  log: FollowedLog
  /** So far it was read: the next is read from the API as its fastest viewer goes on. */
  at(offset: number): void
  /** The viewer has left. Once. */
  release(): void
}

/** The logs of all servers' pods. Nothing is followed that nobody looks at. */
export interface Logs {
  /** Begins to look at a log, or joins those who do. Throws `not_found`, and `slow_down` for more than can be. */
  open(serverId: string, place: LogPlace, who?: Reader): LogView
  /** The API of a server, as logs are read from it. Throws `not_found`. */
  cluster(serverId: string): Cluster
  forget(serverId: string): void
  close(): void
  /** What is held now. For tests and figures. */
  counts(): { servers: number; logs: number }
}

/** Who looks: somebody's page, or what keeps the logs of builds. */
type Reader = 'page' | 'keeper'

interface Followed {
  source: LogSource
  /** For whom it was begun. */
  begunFor: Reader
  viewers: number
  linger: NodeJS.Timeout | undefined
}

interface ServerLogs {
  cluster: Cluster
  link: ServerLink
  followed: Map<string, Followed>
  stopPulse: (() => void) | null
}

/** `linkOf` gives the link of a server, null where there is none of that id. */
export function createLogs(linkOf: (serverId: string) => ServerLink | null): Logs {
  const servers = new Map<string, ServerLogs>()

  function of(serverId: string): ServerLogs {
    const known = servers.get(serverId)
    if (known) return known
    const link = linkOf(serverId)
    if (!link) throw new AppError('not_found', 'There is no such server. It may have been forgotten.')
    const forward = (host: string, port: number) => link.forward(host, port)
    // Connections of their own: streams that go on for hours must not stand in the way of tables.
    const cluster = new Cluster(microk8sApi(link), forward)
    const made = { cluster, link, followed: new Map(), stopPulse: null }
    servers.set(serverId, made)
    return made
  }

  function follow(server: ServerLogs, key: string, place: LogPlace, who: Reader): Followed {
    const alike = [...server.followed].filter(([, { begunFor }]) => begunFor === who)
    if (alike.length >= MAX_LOGS) dropOneLeft(server, alike)
    const source = new LogSource({ api: server.cluster, link: server.link, place })
    const made = { source, begunFor: who, viewers: 0, linger: undefined }
    server.followed.set(key, made)
    return made
  }

  /** Makes room by a log that nobody looks at any more. Throws `slow_down` where all are looked at. */
  function dropOneLeft(server: ServerLogs, among: readonly [string, Followed][]): void {
    for (const [key, { viewers }] of among) {
      if (viewers > 0) continue
      drop(server, key)
      return
    }
    throw new AppError('slow_down', `${MAX_LOGS} logs of this server are being followed already.`, {
      hint: 'Close some of them, in this tab or another.',
    })
  }

  function drop(server: ServerLogs, key: string): void {
    const followed = server.followed.get(key)
    clearTimeout(followed?.linger)
    followed?.source.stop()
    server.followed.delete(key)
    // Nobody needs the connections now, nor the keys to them.
    if (server.followed.size === 0) server.cluster.close()
  }

  function tendPulse(server: ServerLogs): void {
    const looked = [...server.followed.values()].some(({ viewers }) => viewers > 0)
    if (looked) server.stopPulse ??= feelPulse(server.cluster, () => patients(server))
    else {
      server.stopPulse?.()
      server.stopPulse = null
    }
  }

  function forget(serverId: string): void {
    const server = servers.get(serverId)
    if (!server) return
    server.stopPulse?.()
    for (const key of [...server.followed.keys()]) drop(server, key)
    server.cluster.close()
    servers.delete(serverId)
  }

  return {
    open(serverId, place, who = 'page') {
      const server = of(serverId)
      const key = [place.namespace, place.pod, place.uid, place.container].join('/')
      const followed = server.followed.get(key) ?? follow(server, key, place, who)
      const { source } = followed
      const viewer = {}
      clearTimeout(followed.linger)
      followed.viewers += 1
      tendPulse(server)
      return {
        log: source,
        at: (offset) => source.viewerAt(viewer, offset),
        release() {
          source.viewerAt(viewer, null)
          followed.viewers -= 1
          tendPulse(server)
          if (followed.viewers > 0 || server.followed.get(key) !== followed) return
          followed.linger = setTimeout(() => drop(server, key), LINGER_MS).unref()
        },
      }
    },
    cluster: (serverId) => of(serverId).cluster,
    forget,
    close() {
      for (const serverId of [...servers.keys()]) forget(serverId)
    },
    counts: () => ({
      servers: servers.size,
      logs: [...servers.values()].reduce((sum, { followed }) => sum + followed.size, 0),
    }),
  }
}

function* patients({ followed }: ServerLogs) {
  for (const { source } of followed.values())
    if (!source.ended) yield { feed: source.feed, reconnect: () => source.reconnect() }
}
