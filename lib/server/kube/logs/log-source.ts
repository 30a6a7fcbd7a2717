import type { LogPlace } from '../../../shared/log-api.ts'
import { type LogRemark, remarkLine } from '../../../shared/log-line.ts'
import { advance, type LogPosition } from '../../../shared/log-position.ts'
import { objectPath } from '../../../shared/object-ref.ts'
import type { Upstream } from '../../../shared/upstream.ts'
import type { ServerLink } from '../../ssh/link-types.ts'
import { newId } from '../../store/ids.ts'
import { refusedWith, wayProblem } from '../api-problems.ts'
import { askJson } from '../ask-json.ts'
import { retryMs } from '../backoff.ts'
import { createFeed, type Feed } from '../feed.ts'
import type { Api } from '../list-and-watch.ts'
import { rest } from '../rest.ts'
import { type ContainerRun, type LogAsk, logPath, podForLogs, runOf } from './log-place.ts'
import { LogRing, RING_BYTES } from './log-ring.ts'
import { takeLines } from './take-lines.ts'

/** Lines before the end with which a log begins. */
const TAIL_LINES = 1_000
/** How long to wait before looking again at a container that has not started, or has ended. */
const LOOK_MS = [500, 1_000, 1_000, 2_000, 2_000, 5_000]
/** The fastest viewer has so much of the ring before it: more is not read until it has gone on. */
const AHEAD_BYTES = RING_BYTES / 2

/** A log that is followed, for those who look at it. Offsets count bytes since this life of it began. */
export interface FollowedLog {
  readonly epoch: string
  readonly start: number
  readonly size: number
  /** No more will come: the pod has ended, or has gone. */
  readonly ended: boolean
  read(offset: number, most: number): Buffer
  lineBefore(bytes: number): number
  /** Called after it grew or ended; returns how to stop listening. */
  onGrow(listener: () => void): () => void
  upstream(): Upstream
  onUpstream(listener: () => void): () => void
}

export interface LogSourceOptions {
  api: Api
  link: Pick<ServerLink, 'state' | 'onState'>
  place: LogPlace
  ringBytes?: number
}

/**
 * Follows the log of one container through the API, over lost links, restarts of the API and of the container, for
 * as long as it is there. However many look at it, it is asked for once.
 */
export class LogSource implements FollowedLog {
  readonly epoch = newId()
  readonly place: LogPlace
  readonly feed: Feed = createFeed()
  readonly #api: Api
  readonly #link: LogSourceOptions['link']
  readonly #ring: LogRing
  readonly #life = new AbortController()
  readonly #listeners = new Set<() => void>()
  /** How far each viewer has read. */
  readonly #viewers = new Map<object, number>()
  #wakeReader: (() => void) | null = null
  #reading = new AbortController()
  #ended = false
  #position: LogPosition | null = null
  /** The run whose log is being read. */
  #run: string | null = null
  /** It was read to the end that it has. */
  #drained: string | null = null
  #brokeOff = false
  /** Where nothing was read yet, it begins with the first line, and not with the last ones. */
  #fromFirst = false
  #looks = 0

  constructor({ api, link, place, ringBytes }: LogSourceOptions) {
    this.#api = api
    this.#link = link
    this.place = place
    this.#ring = new LogRing(ringBytes)
    void this.#live()
  }

  get start(): number {
    return this.#ring.start
  }

  get size(): number {
    return this.#ring.size
  }

  get ended(): boolean {
    return this.#ended
  }

  read(offset: number, most: number): Buffer {
    return this.#ring.read(offset, most)
  }

  lineBefore(bytes: number): number {
    return this.#ring.lineBefore(bytes)
  }

  onGrow(listener: () => void): () => void {
    const entry = () => listener()
    this.#listeners.add(entry)
    return () => void this.#listeners.delete(entry)
  }

  upstream(): Upstream {
    return this.feed.upstream
  }

  onUpstream(listener: () => void): () => void {
    return this.feed.onChange(listener)
  }

  /** Says how far a viewer has read; null when it has left. By the fastest the log is read. */
  viewerAt(viewer: object, offset: number | null): void {
    if (offset === null) this.#viewers.delete(viewer)
    else this.#viewers.set(viewer, offset)
    this.#wakeReader?.()
  }

  /** Gives up a stream that does not say a word any more, and opens another. */
  reconnect(): void {
    this.#reading.abort()
  }

  stop(): void {
    this.#life.abort()
    this.#listeners.clear()
  }

  async #live(): Promise<void> {
    const { signal } = this.#life
    for (let failures = 0; !signal.aborted; ) {
      try {
        const over = await this.#follow(() => {
          failures = 0
        })
        if (over) return this.#end()
      } catch (error) {
        if (signal.aborted) return
        failures += 1
        this.#brokeOff = true
        const problem = wayProblem(error)
        if (failures > 1 || this.#link.state.state !== 'online') this.feed.broken(problem.toJSON())
        await rest(retryMs(failures, problem.code !== 'kube_refused', Math.random), this.#link, signal)
      }
    }
  }

  #end(): void {
    this.#ended = true
    this.feed.live()
    this.#tell()
  }

  /** Looks at the pod, and reads what there is to read. True when nothing more will ever come. */
  async #follow(proved: () => void): Promise<boolean> {
    const { signal } = this.#life
    const { namespace, pod: name, uid, container } = this.place
    const pod = await askJson(this.#api, objectPath({ kind: 'Pod', namespace, name }), podForLogs, {
      signal,
    }).catch((error: unknown) => {
      if (refusedWith(error) === 404) return null
      throw error
    })
    if (pod === null || pod.metadata.uid !== uid) {
      if (this.#brokeOff && this.#run !== null && this.#run !== this.#drained) this.#gap('gone')
      return true
    }
    this.feed.live()
    const run = runOf(pod, container)
    const isOver = ['Succeeded', 'Failed'].includes(pod.status?.phase ?? '')
    if (run.id === null || run.id === this.#drained) {
      if (isOver) return true
      proved()
      await this.#lookAgain()
      return false
    }
    if (this.#run !== null && this.#run !== run.id) await this.#changeRun(run)
    this.#run = run.id
    this.#looks = 0
    // What a build says is kept whole.
    this.#fromFirst ||= pod.metadata.labels?.component === 'binderhub-build'
    const before = this.#ring.size
    while (!(await this.#read({ follow: true }, proved))) this.#leaveBehind()
    this.#brokeOff = false
    if (run.over) this.#drained = run.id
    // A stream that ended while the container runs was closed by the kubelet, or the status is not written yet.
    else if (this.#ring.size === before) await this.#lookAgain()
    return false
  }

  async #lookAgain(): Promise<void> {
    const ms = LOOK_MS[Math.min(this.#looks, LOOK_MS.length - 1)] ?? 0
    this.#looks += 1
    await rest(ms, this.#link, this.#life.signal)
  }

  /** The container was started again: the rest of the run before, where it can still be had, and a remark. */
  async #changeRun({ lastEnd }: ContainerRun): Promise<void> {
    if (this.#drained !== this.#run && this.#position !== null) {
      const canBeHad = lastEnd?.containerID === this.#run && (await this.#readRest())
      if (!canBeHad) this.#gap('restarts')
    }
    this.#position = null
    this.#fromFirst = true
    this.#remark({ is: 'restart', exitCode: lastEnd?.exitCode ?? null, reason: lastEnd?.reason ?? '' })
  }

  /** False where the API has the run before no more. */
  async #readRest(): Promise<boolean> {
    try {
      return await this.#read({ previous: true }, () => {})
    } catch (error) {
      if (refusedWith(error) === 400) return false
      throw error
    }
  }

  /** What is printed now is worth more than what nobody could read. */
  #leaveBehind(): void {
    this.#gap('flood')
    this.#position = null
    this.#fromFirst = false
  }

  /** Reads on from the position. False when it was left because it prints faster than can be read. */
  async #read(ask: LogAsk, proved: () => void): Promise<boolean> {
    this.#reading = new AbortController()
    const signal = AbortSignal.any([this.#life.signal, this.#reading.signal])
    signal.addEventListener('abort', () => this.#wakeReader?.(), { once: true })
    const position = this.#position
    const from =
      position !== null
        ? { sinceTime: `${position.second}Z` }
        : this.#fromFirst
          ? {}
          : { tailLines: TAIL_LINES }
    const body = await this.#api.get(logPath(this.place, { ...ask, ...from }), { signal })
    this.feed.live()
    return await takeLines(body, position, {
      signal,
      line: (line, at) => {
        if (at !== null) this.#position = advance(this.#position, at)
        this.#ring.push(line)
      },
      gap: () => this.#gap('rotated'),
      taken: async () => {
        this.feed.heard()
        proved()
        this.#tell()
        await this.#roomAhead(signal)
      },
    })
  }

  /** Waits until the fastest viewer has little left to read. */
  async #roomAhead(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.#ring.size - Math.max(0, ...this.#viewers.values()) > AHEAD_BYTES)
      await new Promise<void>((resolve) => {
        this.#wakeReader = resolve
      })
    this.#wakeReader = null
  }

  #gap(why: Extract<LogRemark, { is: 'gap' }>['why']): void {
    this.#remark({ is: 'gap', why, since: this.#position?.last ?? null })
  }

  #remark(remark: LogRemark): void {
    this.#ring.push(Buffer.from(remarkLine(remark)))
    this.#tell()
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}
