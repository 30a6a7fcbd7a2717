import type { Facts } from '../../shared/facts.ts'
import { AppError } from '../../shared/problem.ts'
import type { ServerRow } from '../../shared/server-row.ts'
import { lookAround } from '../probe/look-around.ts'
import { cancelled } from '../ssh/failures.ts'
import { Link } from '../ssh/link.ts'
import type { Credentials, LinkTarget } from '../ssh/link-target.ts'
import { nameKey } from '../store/name-key.ts'
import type { Store } from '../store/open-store.ts'
import type { Vault } from '../store/vault.ts'
import type { LiveTable } from '../tables/live-table.ts'
import { createServerRecords, type ServerRecord, type ServerRecords } from './server-records.ts'
import { serverRow } from './server-row.ts'
import { credentialsOf, sudoPasswordOf } from './server-secrets.ts'

interface Deps {
  store: Store
  vault: Vault
  table: LiveTable<ServerRow>
  log(line: string): void
  /** SSH_AUTH_SOCK of the console. */
  agentSocket: string | undefined
}

interface Entry {
  record: ServerRecord
  link: Link
}

/**
 * All servers, each with its one link. The links live as long as the console does. A change by an action comes in two
 * halves: `save` or `remove` writes, inside the transaction; `admit`, `take` or `dismiss` makes it so, once that is
 * committed.
 */
export class Servers {
  readonly vault: Vault
  readonly #records: ServerRecords
  readonly #entries = new Map<string, Entry>()
  readonly #deps: Deps
  readonly #forgetters = new Set<(id: string) => void>()
  #closed = false

  constructor(deps: Deps) {
    this.#deps = deps
    this.vault = deps.vault
    this.#records = createServerRecords(deps.store)
    for (const record of this.#records.all()) this.#enter(record)
  }

  /** Lets every server be connected to; each on its own, none waits for another. */
  openAll(): void {
    for (const { link } of this.#entries.values()) link.open()
  }

  /** Called with the id of each server that is forgotten. */
  onForgotten(listener: (id: string) => void): void {
    this.#forgetters.add(listener)
  }

  /** Closes every link, for good. */
  async closeAll(): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#entries.values()].map(({ link }) => link.close()))
  }

  /** Throws `not_found` for an id that leads nowhere. */
  record(id: string): ServerRecord {
    return this.#entry(id).record
  }

  /** Null for a server that was forgotten meanwhile. */
  link(id: string): Link | null {
    return this.#entries.get(id)?.link ?? null
  }

  /** Throws `conflict` when another server has this name already. */
  demandFreeName(name: string, but?: string): void {
    const taken = [...this.#entries.values()].some(
      ({ record }) => record.id !== but && nameKey(record.name) === nameKey(name),
    )
    if (taken)
      throw new AppError('conflict', `There is a server named ${name} already.`, {
        field: 'name',
        hint: 'Give this one another name.',
      })
  }

  /** Throws when `jump` leads nowhere or, through others, back to the server itself. */
  demandWayThrough(jump: string | null, self?: string): void {
    for (let at = jump, hops = 0; at !== null; hops += 1) {
      if (at === self || hops > 8)
        throw new AppError('invalid_input', 'The way to this server would lead through itself.', {
          field: 'jump',
        })
      at = this.record(at).jumpId
    }
  }

  /** Writes a record to the database, and does nothing else. */
  save(record: ServerRecord): void {
    this.#records.save(record)
  }

  /** Works with a record that was saved, and connects with it, anew where a connection stood. */
  admit(record: ServerRecord): void {
    const known = this.#entries.get(record.id)
    if (known) {
      known.record = record
      void this.#reconnect(known)
    } else {
      const { link } = this.#enter(record)
      if (!this.#closed) link.open()
    }
    this.#show(record.id)
  }

  /** Works with a record that was saved; its link stays as it is. */
  take(record: ServerRecord): void {
    this.#entry(record.id).record = record
    this.#show(record.id)
  }

  /** The names of the servers that are reached through this one. */
  reachedThrough(id: string): string[] {
    return [...this.#entries.values()]
      .filter(({ record }) => record.jumpId === id)
      .map(({ record }) => record.name)
  }

  /** Deletes everything that the database has of a server. Throws `conflict` when others are reached through it. */
  remove(id: string): void {
    const { record } = this.#entry(id)
    const through = this.reachedThrough(id)
    if (through.length > 0)
      throw new AppError('conflict', `${through.join(', ')} can only be reached through ${record.name}.`, {
        hint: 'Change how these are reached, or forget them first.',
      })
    this.#records.remove(id)
    this.vault.dropAll(id)
  }

  /** Ends the link of a server that was removed. Nothing happens on the server itself. */
  dismiss(id: string): void {
    const { link } = this.#entry(id)
    this.#entries.delete(id)
    this.#deps.table.delete(id)
    for (const forgotten of this.#forgetters) forgotten(id)
    void link.close()
  }

  /** Reads what the server is, and remembers it. */
  async look(id: string, signal?: AbortSignal): Promise<Facts> {
    const facts = await lookAround(this.#entry(id).link, signal)
    const entry = this.#entries.get(id)
    if (entry) {
      const record = { ...entry.record, facts }
      this.save(record)
      this.take(record)
    }
    return facts
  }

  /** How a connection to this server is made now. Throws `secret_needed`, `agent_missing`. */
  target(record: ServerRecord): LinkTarget {
    const credentials = credentialsOf(record, this.vault, this.#deps.agentSocket)
    return this.targetWith(record, credentials, sudoPasswordOf(record, this.vault))
  }

  /** The same, signing in otherwise than the record says. */
  targetWith(record: ServerRecord, credentials: Credentials, sudoPassword: string | null): LinkTarget {
    return {
      host: record.host,
      port: record.port,
      user: record.user,
      hostKey: record.hostKey,
      credentials,
      root: { sudoPassword },
      jump: this.jumpOf(record.jumpId),
    }
  }

  /** How a connection goes through another server of the list. Throws `not_found` when that was forgotten. */
  jumpOf(jumpId: string | null): LinkTarget['jump'] {
    if (jumpId === null) return null
    const { record, link } = this.#entry(jumpId)
    return {
      async openChannel(host, port, signal) {
        try {
          await link.whenOnline({ deadlineMs: 20_000, signal })
          return await link.forward(host, port, signal)
        } catch (cause) {
          if (signal.aborted) throw cancelled(signal)
          throw new AppError('jump_failed', `The way through ${record.name} does not work.`, {
            hint: `Look at ${record.name} first: ${cause instanceof Error ? cause.message : 'its link is down.'}`,
            cause,
          })
        }
      },
    }
  }

  #enter(record: ServerRecord): Entry {
    const link = new Link({
      target: async () => this.target(this.#entry(record.id).record),
      log: (line) => this.#deps.log(`${this.#entries.get(record.id)?.record.name ?? record.name}: ${line}`),
    })
    const entry = { record, link }
    this.#entries.set(record.id, entry)
    let wasOnline = false
    link.onState((state) => {
      this.#show(record.id)
      if (state.state === 'online' && !wasOnline)
        this.look(record.id).catch((error: unknown) =>
          this.#deps.log(`look around ${record.name}: ${error instanceof Error ? error.message : error}`),
        )
      wasOnline = state.state === 'online'
    })
    this.#show(record.id)
    return entry
  }

  /** A link that is up was made with what has just changed: it is closed and made anew. */
  async #reconnect(entry: Entry): Promise<void> {
    await entry.link.close()
    // Forgotten, or the console is stopping, meanwhile.
    if (this.#entries.get(entry.record.id) === entry && !this.#closed) entry.link.open()
  }

  #entry(id: string): Entry {
    const entry = this.#entries.get(id)
    if (!entry) throw new AppError('not_found', 'There is no such server. It may have been forgotten.')
    return entry
  }

  #show(id: string): void {
    const entry = this.#entries.get(id)
    if (!entry) return
    const jump = entry.record.jumpId === null ? null : this.#entries.get(entry.record.jumpId)?.record
    this.#deps.table.put(serverRow(entry.record, entry.link, jump ?? null, this.vault))
  }
}
