import { counted } from '../../lib/shared/count-words.ts'
import type { ObjectRef } from '../../lib/shared/object-ref.ts'
import { repositoryName } from '../../lib/shared/repository-name.ts'

/** Which sessions are to be stopped, and for what they were chosen. */
export type StopAsk =
  | { is: 'each'; pods: readonly ObjectRef[] }
  | { is: 'repository'; url: string; pods: readonly ObjectRef[] }
  | { is: 'idle'; minutes: number; pods: readonly ObjectRef[] }

/** The request that stops them, without its confirmation. */
export function stopRequest(serverId: string, ask: StopAsk): { path: string; input: object } {
  const path = `/api/servers/${serverId}/sessions`
  const { pods } = ask
  switch (ask.is) {
    case 'each':
      return { path: `${path}/stop`, input: { pods } }
    case 'repository':
      return { path: `${path}/stop-repository`, input: { repository: ask.url, pods } }
    case 'idle':
      return { path: `${path}/stop-idle`, input: { minutes: ask.minutes, pods } }
  }
}

/** What the dialog asks: "Stop 3 sessions of robolab/ros2-intro?" */
export function stopTitle(ask: StopAsk): string {
  const { length } = ask.pods
  switch (ask.is) {
    case 'each':
      return length === 1 ? 'Stop this session?' : `Stop ${counted(length, 'session')}?`
    case 'repository':
      return `Stop ${counted(length, 'session')} of ${repositoryName(ask.url)}?`
    case 'idle':
      return 'Stop idle sessions'
  }
}
