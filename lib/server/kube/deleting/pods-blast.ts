import type { BlastSize } from '../../../shared/blast-size.ts'
import { counted, listed } from '../../../shared/count-words.ts'
import { type PodRole, podRole } from '../../../shared/pod-role.ts'
import type { PodRow } from '../../../shared/pod-row.ts'
import { repositoryName } from '../../../shared/repository-name.ts'
import { type PartWords, partWords } from './part-words.ts'
import { isAlive, makerOf } from './pod-owner.ts'

/** What is lost with some pods, in words and in numbers. */
export interface PodsBlast {
  size: BlastSize
  /** The same in one sentence, without its full stop: "12 people lose their session now". Empty where nothing is lost. */
  brief: string[]
  breaks: string[]
  restarts: string[]
  keeps: string[]
  /** True where it takes with it what nobody makes again. */
  forGood: boolean
}

/** A part of BinderHub or of the cluster that goes with at least one of its pods. */
interface Part {
  key: string
  words: PartWords
  pods: PodRow[]
  /** Others of the same that are ready and stay. */
  standIns: number
}

const NEW_ONE = 'until the new one is ready, about half a minute'

interface HowTheyEnd {
  /** When what they are comes back, where that is not by itself: "until it is scaled up again". */
  until?: string
  /** New ones are ready before these end: only connections break. */
  overlaps?: boolean
}

/** What breaks when these pods end, out of all pods of the cluster. */
export function podsBlast(
  gone: readonly PodRow[],
  all: readonly PodRow[],
  { until, overlaps = false }: HowTheyEnd = {},
): PodsBlast {
  const going = new Set(gone.map(({ uid }) => uid))
  const alive = gone.filter(isAlive)
  const staying = all.filter((pod) => isAlive(pod) && !going.has(pod.uid))
  const sessions = alive.filter(is('session'))
  const builds = alive.filter(is('build'))
  const people = staying.filter(is('session')).length
  const parts = partsOf(alive, staying)
  const broken = parts.filter(
    ({ words, standIns }) =>
      standIns === 0 && words.breaks !== null && (!overlaps || words.hits === 'disconnected'),
  )
  const size = sizeOf({ sessions, builds, broken, staying, people })
  const bare = alive.filter((pod) => makerOf(pod) === null && !is('session')(pod) && !is('build')(pod))

  return {
    size,
    brief: [
      ...(sessions.length > 0
        ? [`${counted(sessions.length, 'person loses', 'people lose')} their session now`]
        : []),
      ...(builds.length > 0 ? [`${counted(builds.length, 'build fails', 'builds fail')}`] : []),
      ...broken.flatMap(({ words }) => words.brief ?? []),
      ...(bare.length > 0
        ? [`nothing makes ${bare.length === 1 ? 'this pod' : `these ${bare.length} pods`} again`]
        : []),
    ],
    breaks: [
      ...(sessions.length > 0 ? [sessionsBreak(sessions)] : []),
      ...(builds.length > 0 ? [buildsBreak(builds)] : []),
      ...broken.map(
        (part) =>
          part.words.breaks?.({
            people,
            builds: buildsBeside(part, staying).length,
            until: until ?? NEW_ONE,
          }) ?? '',
      ),
      ...(bare.length > 0
        ? [
            `${listed(
              bare.map(({ name }) => name),
              5,
            )}: nothing makes ${bare.length === 1 ? 'it' : 'them'} again.`,
          ]
        : []),
    ],
    restarts: until === undefined ? remade(alive) : [],
    keeps: keptBeside({ staying, people, parts, ended: gone.length - alive.length }),
    forGood: bare.length > 0,
  }
}

const is =
  (role: PodRole) =>
  (pod: PodRow): boolean =>
    podRole(pod) === role

function partsOf(alive: readonly PodRow[], staying: readonly PodRow[]): Part[] {
  const parts = new Map<string, Part>()
  for (const pod of alive) {
    const words = partWords(podRole(pod), makerOf(pod)?.name ?? pod.name)
    if (!words) continue
    const key = partKey(pod)
    const part = parts.get(key) ?? {
      key,
      words,
      pods: [],
      // Of a DaemonSet each is for its own node; another elsewhere is no help here.
      standIns:
        makerOf(pod)?.kind === 'DaemonSet'
          ? 0
          : staying.filter((one) => partKey(one) === key && isReady(one)).length,
    }
    part.pods.push(pod)
    parts.set(key, part)
  }
  return [...parts.values()]
}

function partKey(pod: PodRow): string {
  const role = podRole(pod)
  return role === 'system' ? `${pod.namespace}/${makerOf(pod)?.name ?? pod.name}` : `${pod.namespace}/${role}`
}

function isReady({ ready }: PodRow): boolean {
  return ready.of > 0 && ready.is >= ready.of
}

function sizeOf(of: {
  sessions: readonly PodRow[]
  builds: readonly PodRow[]
  broken: readonly Part[]
  staying: readonly PodRow[]
  people: number
}): BlastSize {
  const { sessions, builds, broken, staying, people } = of
  const failing = new Set(
    broken.filter(({ words }) => words.hits === 'builds').flatMap((part) => buildsBeside(part, staying)),
  )
  return {
    people: sessions.length,
    builds: builds.length + failing.size,
    disconnected: broken.some(({ words }) => words.hits === 'disconnected') ? people : 0,
    ...Object.fromEntries(broken.map(({ key }) => [key, 1])),
  }
}

/** Builds that run on the nodes of a builder. */
function buildsBeside({ pods, words }: Part, staying: readonly PodRow[]): PodRow[] {
  if (words.hits !== 'builds') return []
  const nodes = new Set(pods.map(({ node }) => node))
  return staying.filter((pod) => is('build')(pod) && nodes.has(pod.node))
}

function sessionsBreak(sessions: readonly PodRow[]): string {
  const repositories = new Set(
    sessions.flatMap(({ repository }) => (repository ? [repositoryName(repository.url)] : [])),
  )
  const on = repositories.size > 0 ? ` on ${listed([...repositories], 3)}` : ''
  return `${counted(sessions.length, 'person loses', 'people lose')} their session${on}, and all that was not saved elsewhere.`
}

function buildsBreak(builds: readonly PodRow[]): string {
  const names = builds.map(({ repository, name }) => (repository ? repositoryName(repository.url) : name))
  return `${counted(builds.length, 'build fails', 'builds fail')}: ${listed([...new Set(names)], 3)}. Whoever waits for it is told so.`
}

/** Who makes which of them again. */
function remade(alive: readonly PodRow[]): string[] {
  const makers = new Map<string, number>()
  for (const pod of alive) {
    const maker = makerOf(pod)
    if (maker) makers.set(`${maker.kind} ${maker.name}`, (makers.get(`${maker.kind} ${maker.name}`) ?? 0) + 1)
  }
  return [...makers].map(
    ([maker, count]) => `${maker} makes ${count === 1 ? 'a new one' : `${count} new ones`}`,
  )
}

/** BinderHub's own parts in the order a person asks about them. */
const ASKED_ABOUT: readonly PodRole[] = ['hub', 'proxy', 'binder', 'builder']

function keptBeside(of: {
  staying: readonly PodRow[]
  people: number
  parts: readonly Part[]
  ended: number
}): string[] {
  const { staying, people, parts, ended } = of
  const touched = new Set(parts.map(({ words }) => words.name))
  const untouched = ASKED_ABOUT.filter(
    (role) => staying.some(is(role)) && !touched.has(partWords(role, '')?.name ?? ''),
  ).map((role) => partWords(role, '')?.name ?? role)
  return [
    ...(untouched.length > 0 ? [`${listed(untouched)} untouched`] : []),
    ...(people > 0 ? [`the sessions of ${counted(people, 'other person', 'other people')}`] : []),
    ...parts
      .filter(({ standIns, words }) => standIns > 0 && words.breaks !== null)
      .map(
        ({ words, standIns }) =>
          `${words.name} goes on: ${counted(standIns, 'other one is', 'other ones are')} ready`,
      ),
    ...(ended > 0
      ? [
          `${counted(ended, 'of them has', 'of them have')} ended already: only ${ended === 1 ? 'its' : 'their'} logs go`,
        ]
      : []),
  ]
}
