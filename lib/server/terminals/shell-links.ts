import { AppError } from '../../shared/problem.ts'
import type { ServerRecord } from '../servers/server-records.ts'
import { Link } from '../ssh/link.ts'
import type { LinkTarget } from '../ssh/link-target.ts'

/** How long a connection is kept up after its last shell went: mostly another is opened. */
const LINGER_MS = 30_000
const ONLINE_WITHIN_MS = 20_000

interface Deps {
  /** Throws `not_found`. */
  record(serverId: string): ServerRecord
  target(record: ServerRecord): LinkTarget
  /** The server's own link; null where there is no such server. */
  link(serverId: string): Link | null
  log(line: string): void
}

/** A connection for one shell. Give it back once. */
export interface LeasedLink {
  link: Link
  release(): void
}

interface Entry {
  link: Link
  users: number
  linger: NodeJS.Timeout | undefined
}

/**
 * One connection a server for all its shells, beside the link: sessions of that are scarce, and a flood in a shell
 * must not hold up what pages wait for. Made for the first shell, and closed after the last.
 */
export class ShellLinks {
  readonly #deps: Deps
  readonly #entries = new Map<string, Entry>()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Begins to connect. A server that asks a person at each sign-in is not asked twice: there the link serves. */
  take(serverId: string): LeasedLink {
    const record = this.#deps.record(serverId)
    if (record.signIn === 'ask') {
      const link = this.#deps.link(serverId)
      if (!link) throw new AppError('not_found', 'There is no such server.')
      return { link, release: () => {} }
    }
    const entry = this.#entries.get(serverId) ?? this.#open(serverId, record.name)
    clearTimeout(entry.linger)
    entry.users += 1
    let given = true
    return {
      link: entry.link,
      release: () => {
        if (!given) return
        given = false
        entry.users -= 1
        if (entry.users === 0) entry.linger = setTimeout(() => this.forget(serverId), LINGER_MS).unref()
      },
    }
  }

  /** The same, once it is up. Throws what stands in the way; then nothing is to be given back. */
  async takeOnline(serverId: string, signal: AbortSignal): Promise<LeasedLink> {
    // Its own link knows already whether the server can be reached.
    await this.#deps.link(serverId)?.whenOnline({ deadlineMs: 2_000, signal })
    const leased = this.take(serverId)
    try {
      leased.link.retryNow()
      await leased.link.whenOnline({ deadlineMs: ONLINE_WITHIN_MS, signal })
      return leased
    } catch (error) {
      leased.release()
      throw error
    }
  }

  /** Ends the connection of a server, and the shells that end with it. */
  forget(serverId: string): void {
    const entry = this.#entries.get(serverId)
    this.#entries.delete(serverId)
    clearTimeout(entry?.linger)
    void entry?.link.close()
  }

  async close(): Promise<void> {
    const entries = [...this.#entries.values()]
    this.#entries.clear()
    for (const { linger } of entries) clearTimeout(linger)
    await Promise.all(entries.map(({ link }) => link.close()))
  }

  #open(serverId: string, name: string): Entry {
    const { record, target, log } = this.#deps
    const link = new Link({
      target: async () => target(record(serverId)),
      asRoot: false,
      ask: async () => {
        throw new AppError(
          'prompt_unanswered',
          'The server asks a question before it opens another connection.',
          {
            hint: 'Choose "ask me" as the way to sign in: then shells use the one connection that you answer for.',
          },
        )
      },
      log: (line) => log(`${name}, shells: ${line}`),
    })
    const entry = { link, users: 0, linger: undefined }
    this.#entries.set(serverId, entry)
    link.open()
    return entry
  }
}
