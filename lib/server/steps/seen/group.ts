import { sh } from '../../shell/sh.ts'
import type { Observation } from '../step.ts'

/** The group microk8s, and what a session of the plan's user that begins now would be in. */
export interface GroupSeen {
  groupExists: boolean
  userExists: boolean
  /** By the databases of users and groups. */
  member: boolean
  /** By a process of that user, started now as a sign-in starts one: this is what counts. */
  memberWhenSigningIn: boolean
}

export const group: Observation<GroupSeen> = {
  id: 'group',
  ask: ({ groupUser }) =>
    groupUser === null
      ? ':'
      : sh`user=${groupUser}
getent group microk8s >/dev/null && echo group
getent passwd "$user" >/dev/null && echo user
id -nG "$user" | tr ' ' '\n' | grep -qx microk8s && echo member
# Without a login shell: nothing of the user's own runs.
runuser -u "$user" -- id -nG | tr ' ' '\n' | grep -qx microk8s && echo session`,
  parse({ text }) {
    const lines = text.split('\n')
    return {
      groupExists: lines.includes('group'),
      userExists: lines.includes('user'),
      member: lines.includes('member'),
      memberWhenSigningIn: lines.includes('session'),
    }
  },
}
