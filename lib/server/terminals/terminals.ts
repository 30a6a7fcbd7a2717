import { AppError, toProblem } from '../../shared/problem.ts'
import {
  KEPT_UNWATCHED_MS,
  type ScreenSize,
  type TerminalEnd,
  type TerminalPlace,
  type TerminalRow,
} from '../../shared/terminal-row.ts'
import type { OpenTerminalInput } from '../../shared/terminals-api.ts'
import type { Actor } from '../actions/action.ts'
import type { Audit } from '../actions/audit.ts'
import { newId } from '../store/ids.ts'
import type { LiveTable } from '../tables/live-table.ts'
import { HeldShell } from './held/held-shell.ts'
import { demandRoom } from './limits.ts'
import type { OpenedShell, OpenShell } from './open-shell.ts'
import type { Shell } from './shell.ts'
import type { ShellLinks } from './shell-links.ts'
import { Terminal } from './terminal.ts'
import type { TerminalRecord, TerminalRecords } from './terminal-records.ts'

interface Deps {
  table: LiveTable<TerminalRow>
  records: TerminalRecords
  audit: Audit
  links: ShellLinks
  openShell: OpenShell
  /** Throws `not_found`. */
  serverName(serverId: string): string
  log(line: string): void
}

interface Entry {
  record: TerminalRecord
  terminal: Terminal
  /** Lets go of the connection. */
  release(): void
  unwatched: NodeJS.Timeout | undefined
}

/** A shell that is being opened. */
interface Opening {
  serverId: string
  place: 'server' | 'pod'
  personId: string
  sessionId: string
  abort: AbortController
}

/**
 * All terminals. Each belongs to the person who opened it, and ends with the session in which it was opened. While
 * nobody looks at one it is kept for some minutes; one that has ended is too, for whoever wants to read why.
 */
export class Terminals {
  readonly #deps: Deps
  readonly #entries = new Map<string, Entry>()
  readonly #openings = new Set<Opening>()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Takes up what was open when Bindery stopped: a shell that outlived it is found again, any other has ended. */
  resume(): void {
    for (const record of this.#deps.records.all()) {
      const { serverId, socket, shell, cols, rows } = record
      if (socket === null) {
        this.#deps.records.remove(record.id)
        this.#audit(record, 'stopped')
        continue
      }
      const { link, release } = this.#deps.links.take(serverId)
      this.#enter(record, { shell: new HeldShell(link, socket, shell), release }, { cols, rows })
    }
  }

  /** Opens a shell, and gives what `admit` needs. Throws `slow_down` where there is no room, and why it cannot be opened. */
  async open(
    actor: Actor,
    serverId: string,
    input: OpenTerminalInput,
    signal: AbortSignal,
  ): Promise<OpenedShell> {
    this.#deps.serverName(serverId)
    const { personId, sessionId } = actor
    const place = input.on === 'server' ? 'server' : 'pod'
    demandRoom(this.#taken(), { serverId, place, personId })
    const opening = { serverId, place, personId, sessionId, abort: new AbortController() } as const
    this.#openings.add(opening)
    try {
      const all = AbortSignal.any([signal, opening.abort.signal])
      const opened = await this.#deps.openShell({ id: newId(), serverId, input, signal: all })
      if (!all.aborted) return opened
      opened.shell.close()
      opened.release()
      throw all.reason
    } finally {
      this.#openings.delete(opening)
    }
  }

  /** What the database keeps of it: for the transaction in which its opening is audited. */
  record(actor: Actor, serverId: string, opened: OpenedShell, size: ScreenSize): TerminalRecord {
    const record = {
      id: opened.id,
      serverId,
      sessionId: actor.sessionId,
      personId: actor.personId,
      personName: actor.name,
      address: actor.address,
      place: opened.place,
      title: this.#freeTitle(actor, serverId, opened.place),
      shell: opened.shell.name,
      socket: opened.socket,
      ...size,
      openedAt: Date.now(),
    }
    this.#deps.records.add(record)
    return record
  }

  /** Makes a terminal of a shell that was opened and recorded. */
  admit(record: TerminalRecord, opened: OpenedShell): void {
    this.#enter(record, opened, { cols: record.cols, rows: record.rows })
  }

  /** Ends a shell that was opened and could not be recorded. */
  discard({ shell, release }: OpenedShell): void {
    shell.close()
    release()
  }

  /** For one who wants to look into it. Throws `not_found`, and `forbidden` for all but its owner. */
  view(id: string, actor: Actor): Terminal {
    return this.#own(id, actor).terminal
  }

  /** "binder-01: shell as ubuntu", for the audit. Throws `not_found`. */
  target(id: string): string {
    return this.#target(this.#entry(id).record)
  }

  rename(id: string, actor: Actor, title: string): void {
    const entry = this.#own(id, actor)
    entry.record = { ...entry.record, title }
    this.#deps.records.rename(id, title)
    this.#show(id)
  }

  /** Ends it, and takes it off the list. Its owner and every administrator may. */
  close(id: string, actor: Actor): void {
    const { record } = this.#entry(id)
    this.#deps.records.remove(id)
    // The action that asked for it is in the audit already.
    this.#end(id, { how: 'closed', by: actor.name })
    if (record.personId === actor.personId) this.#drop(id)
  }

  /** The session ended in which these were opened. */
  endSession(sessionId: string): void {
    for (const { sessionId: of, abort } of this.#openings) if (of === sessionId) abort.abort(signedOut())
    for (const [id, { record }] of this.#entries) {
      if (record.sessionId !== sessionId) continue
      this.#endAndAudit(id, { how: 'signed-out' }, 'signed out')
      this.#drop(id)
    }
  }

  /** The server was forgotten. */
  forget(serverId: string): void {
    for (const [id, { record }] of this.#entries) {
      if (record.serverId !== serverId) continue
      this.#endAndAudit(id, { how: 'stopped' }, 'server forgotten')
      this.#drop(id)
    }
    this.#deps.links.forget(serverId)
  }

  /** Bindery stops. Shells that can go on do, and are found again; the others end. */
  async stop(): Promise<void> {
    for (const { abort } of this.#openings) abort.abort(stopping())
    for (const [id, { terminal, record }] of this.#entries) {
      if (terminal.ended) continue
      if (record.socket !== null) terminal.letGo()
      else this.#endAndAudit(id, { how: 'stopped' }, 'stopped')
    }
    for (const { unwatched } of this.#entries.values()) clearTimeout(unwatched)
    this.#entries.clear()
    await this.#deps.links.close()
  }

  #enter(
    record: TerminalRecord,
    { shell, release }: { shell: Shell; release(): void },
    size: ScreenSize,
  ): void {
    const { id } = record
    let ready = false
    const terminal = new Terminal(shell, size, {
      changed: () => {
        if (ready) this.#changed(id)
      },
      ended: (end) => {
        this.#deps.records.remove(id)
        // Renamed meanwhile, or not even entered yet.
        const { record: known } = this.#entries.get(id) ?? { record }
        this.#audit(known, end.how === 'exited' ? `exit ${end.code ?? 'unknown'}` : end.how)
        release()
      },
    })
    this.#entries.set(id, { record, terminal, release, unwatched: undefined })
    ready = true
    this.#changed(id)
  }

  #changed(id: string): void {
    const entry = this.#entries.get(id)
    if (!entry) return
    this.#show(id)
    const { terminal, record } = entry
    clearTimeout(entry.unwatched)
    if (terminal.unwatchedSince === null) return
    // From the end on, a terminal that nobody looks at is kept anew: somebody may want to know how it ended.
    const since = terminal.state.is === 'ended' ? terminal.state.at : terminal.unwatchedSince
    const left = Math.max(since, terminal.unwatchedSince) + KEPT_UNWATCHED_MS[record.place.on] - Date.now()
    entry.unwatched = setTimeout(() => this.#unwatched(id), left).unref()
  }

  #unwatched(id: string): void {
    const entry = this.#entries.get(id)
    if (entry?.terminal.ended) this.#drop(id)
    else if (entry) this.#endAndAudit(id, { how: 'unwatched' }, 'unwatched')
  }

  #endAndAudit(id: string, end: TerminalEnd, detail: string): void {
    const entry = this.#entries.get(id)
    if (!entry || entry.terminal.ended) return
    this.#deps.records.remove(id)
    this.#audit(entry.record, detail)
    this.#end(id, end)
  }

  #end(id: string, end: TerminalEnd): void {
    const entry = this.#entries.get(id)
    if (!entry || entry.terminal.ended) return
    entry.terminal.close(end)
    entry.release()
  }

  #drop(id: string): void {
    clearTimeout(this.#entries.get(id)?.unwatched)
    this.#entries.delete(id)
    this.#deps.table.delete(id)
  }

  #show(id: string): void {
    const entry = this.#entries.get(id)
    if (!entry) return
    const { record, terminal } = entry
    this.#deps.table.put({
      id,
      serverId: record.serverId,
      place: record.place,
      title: record.title,
      by: record.personName,
      openedAt: record.openedAt,
      shell: terminal.shellName,
      size: terminal.size,
      viewers: terminal.viewers,
      unwatchedSince: terminal.unwatchedSince,
      outlivesLink: terminal.outlivesLink,
      state: terminal.state,
    })
  }

  #entry(id: string): Entry {
    const entry = this.#entries.get(id)
    if (!entry)
      throw new AppError('not_found', 'There is no such terminal any more.', {
        hint: 'It was closed, or kept for as long as nobody looked at it.',
      })
    return entry
  }

  #own(id: string, actor: Actor): Entry {
    const entry = this.#entry(id)
    if (actor.role === 'administrator' && entry.record.personId === actor.personId) return entry
    throw new AppError(
      'forbidden',
      `This terminal is ${entry.record.personName}’s: nobody else may look into it.`,
    )
  }

  *#taken() {
    yield* this.#openings
    for (const { record, terminal } of this.#entries.values())
      yield {
        serverId: record.serverId,
        place: record.place.on,
        personId: record.personId,
        ended: terminal.ended,
      }
  }

  /** "ubuntu@binder-01", and "ubuntu@binder-01 2" for the next. */
  #freeTitle({ personId }: Actor, serverId: string, place: TerminalPlace): string {
    const plain = place.on === 'server' ? `${place.user}@${this.#deps.serverName(serverId)}` : place.pod
    const taken = new Set(
      [...this.#entries.values()]
        .filter(({ record }) => record.personId === personId && record.serverId === serverId)
        .map(({ record }) => record.title),
    )
    for (let number = 1; ; number += 1) {
      const title = number === 1 ? plain : `${plain} ${number}`
      if (!taken.has(title)) return title
    }
  }

  #target({ serverId, place }: TerminalRecord): string {
    return `${this.#deps.serverName(serverId)}: ${placeWords(place)}`
  }

  /** What ends by itself is in the audit too, under its owner's name. */
  #audit(record: TerminalRecord, detail: string): void {
    const { audit, log } = this.#deps
    const subject = {
      personName: record.personName,
      address: record.address,
      action: 'terminal.close',
      target: this.#targetOrId(record),
    }
    try {
      audit.write(audit.newActionId(), subject, 'done', detail)
    } catch (error) {
      log(`terminal.close of ${record.personName}: not in the audit: ${toProblem(error).message}`)
    }
  }

  #targetOrId(record: TerminalRecord): string {
    try {
      return this.#target(record)
    } catch {
      return placeWords(record.place)
    }
  }
}

/** "shell as ubuntu", "binder/hub-7d, container hub". */
function placeWords(place: TerminalPlace): string {
  if (place.on === 'server') return `shell as ${place.user}`
  return `${place.namespace}/${place.pod}, ${place.debug ? 'debug ' : ''}container ${place.container}`
}

function signedOut(): AppError {
  return new AppError('signed_out', 'You were signed out while the shell was being opened.')
}

function stopping(): AppError {
  return new AppError('stopping', 'Bindery is stopping.')
}
