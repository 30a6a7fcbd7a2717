import type { ChartIndexSeen, PlanLook } from '../../shared/plan-look.ts'
import { AppError } from '../../shared/problem.ts'
import type { RemoteShell } from '../ssh/remote-shell.ts'
import { observe } from '../steps/observe.ts'
import { folderSeen } from '../steps/seen/folder.ts'
import { snap } from '../steps/seen/snap.ts'
import type { Observation } from '../steps/step.ts'
import { proposeBinder } from './propose/propose-binder.ts'
import { proposePool } from './propose/propose-pool.ts'
import { folderOn, proposeStorage } from './propose/propose-storage.ts'
import { minorOf, proposeChannel, proposeChart } from './propose/propose-versions.ts'
import { channelsSeen } from './seen/channels-seen.ts'
import { chartIndexSeen, keptCharts } from './seen/chart-index-seen.ts'
import { objectsSeen, poolSeen, releasesSeen } from './seen/cluster-for-plan.ts'
import { disksSeen } from './seen/disks-seen.ts'
import { dockerSeen } from './seen/docker-seen.ts'
import { networkSeen } from './seen/network-seen.ts'
import { startingPlan } from './starting-plan.ts'

interface LookOptions {
  /** Who signs in to the server. */
  user: string
  /** A folder that was typed, to be looked at beside the usual one. */
  folder: string | null
  /** The chart's versions as they were last read; null where they never were. */
  knownCharts: ChartIndexSeen | null
  signal?: AbortSignal
}

/** Reading the chart's index takes the longest, at most 8 s; then there is the way there and back. */
const DEADLINE_MS = 15_000

/**
 * Looks at a server, bare or with a BinderHub on it, in one round trip that changes nothing, and proposes an answer
 * to every question of the plan. What cannot be read is named in `unread` and answered with our usual value.
 * Throws what the link throws, `remote_failed` for half an answer, and `remote_timed_out` after 15 s.
 */
export async function lookForPlan(shell: RemoteShell, options: LookOptions): Promise<PlanLook> {
  const begun = Date.now()
  const folders = [...new Set([folderOn('/'), ...(options.folder ? [options.folder] : [])])].map(folderSeen)
  const answers = await observe(
    shell,
    [
      networkSeen,
      disksSeen,
      snap,
      channelsSeen,
      dockerSeen,
      chartIndexSeen,
      objectsSeen,
      poolSeen,
      releasesSeen,
      ...folders,
    ],
    startingPlan,
    { deadlineMs: DEADLINE_MS, ...(options.signal ? { signal: options.signal } : {}) },
  )
  const see = <Seen>(observation: Observation<Seen>): Seen => {
    const answer = answers.get(observation.id)
    if (!answer) throw new AppError('internal', `Nothing was asked for ${observation.id}.`)
    return observation.parse(answer, startingPlan)
  }

  const network = see(networkSeen)
  const fileSystems = see(disksSeen)
  const channels = see(channelsSeen)
  const docker = see(dockerSeen)
  const read = see(chartIndexSeen)
  const objects = see(objectsSeen)
  const existing = see(poolSeen)
  const { releases, cut } = see(releasesSeen)
  const release = releases.find(({ chart }) => chart === 'binderhub') ?? null
  const kept = read && keptCharts(read, [startingPlan.chartVersion, release?.chartVersion])
  const charts: ChartIndexSeen = kept
    ? { versions: kept, readAt: Date.now() }
    : (options.knownCharts ?? { versions: [], readAt: null })

  const pool = proposePool(network, existing)
  const channel = proposeChannel(channels, see(snap).microk8s)
  return {
    lookedAt: Date.now(),
    tookMs: Date.now() - begun,
    proposals: {
      channel,
      groupUser:
        options.user === 'root'
          ? { value: null, why: 'Bindery signs in as root, who needs no group.', alternatives: [] }
          : {
              value: options.user,
              why: `So that ${options.user} may use microk8s without sudo, as in the tutorial. Bindery itself does not need it.`,
              alternatives: [{ value: null, why: 'Leave the group alone.' }],
            },
      pool,
      storage: proposeStorage(fileSystems, objects),
      chartVersion: proposeChart(
        charts.versions,
        objects?.kubernetes ?? minorOf(channel.value),
        release?.chartVersion ?? null,
      ),
      ...proposeBinder(release, objects, pool.value, docker),
    },
    network,
    fileSystems,
    folders: folders.flatMap((folder) => see(folder) ?? []),
    channels,
    charts,
    docker,
    cluster: objects && {
      kubernetes: objects.kubernetes,
      pool: existing,
      namespaces: objects.namespaces,
      releases: releases.map(({ name, namespace, chart, status }) => ({ name, namespace, chart, status })),
    },
    unread: [
      ...(network.subnets.length === 0 ? ['the networks of the server'] : []),
      ...(fileSystems.length === 0 ? ['the room on its disks'] : []),
      ...(channels.length === 0 ? ['the channels of MicroK8s in the snap store'] : []),
      ...(read === null ? ['the versions of the chart'] : []),
      ...(read && kept && kept.length < read.length ? ['all but the newest versions of the chart'] : []),
      ...(cut ? ['some of the releases of Helm, as there are too many or they are too large'] : []),
    ],
  }
}
