import { raw, sh } from '../shell/sh.ts'
import { group as seenGroup } from './seen/group.ts'
import { defineStep } from './step.ts'

const body = `getent group microk8s >/dev/null || give_up 'The group microk8s is not there. It comes with the snap: install MicroK8s first.'
home=$(getent passwd "$user" | cut -d: -f6)
[ -n "$home" ] || give_up "There is no user $user on this server."

# usermod knows the users of this server only; gpasswd also takes one that comes from a directory (LDAP, Active Directory).
show usermod -a -G microk8s "$user" || show gpasswd -a "$user" microk8s
if [ -d "$home" ]; then
  show install -d -o "$user" -g "$(id -gn "$user")" -m 0755 "$home/.kube"
  show chown -hR "$user" "$home/.kube"
else
  say "$user has no home folder, so there is no .kube to prepare."
fi

# A process that begins now is in the groups that a new sign-in is in.
runuser -u "$user" -- id -nG | tr ' ' '\\n' | grep -qx microk8s || give_up "A new session of $user is not in the group microk8s."
checked "a new session of $user is in: $(runuser -u "$user" -- id -nG)"
say 'Sessions that are open now keep their old groups until they sign in again. Bindery works as root and needs no new one.'
`

export const group = defineStep({
  id: 'group',
  group: 'Kubernetes',
  title: 'Let your user use MicroK8s',
  doing: 'Letting your user use MicroK8s.',
  why: 'Who is in the group microk8s can type microk8s without sudo, as the tutorials do. Bindery itself works as root and does not need it.',
  usualSeconds: [1, 2],
  deadlineSeconds: 60,
  sees: { group: seenGroup },
  check({ group: seen }, { groupUser }) {
    if (groupUser === null) return { state: 'not-needed', evidence: 'the plan names no user' }
    if (groupUser === 'root') return { state: 'not-needed', evidence: 'root may use microk8s anyway' }
    if (!seen.userExists)
      return { state: 'broken', evidence: `there is no user ${groupUser}`, fault: 'no-user' }
    if (!seen.groupExists)
      return { state: 'open', evidence: 'the group microk8s comes with the snap, which is not there yet' }
    if (!seen.member) return { state: 'open', evidence: `${groupUser} is not in the group microk8s` }
    return seen.memberWhenSigningIn
      ? { state: 'done', evidence: `${groupUser} is in the group microk8s at each new sign-in` }
      : {
          state: 'broken',
          evidence: `${groupUser} is in the group microk8s, and new sessions do not get it`,
          fault: null,
        }
  },
  runs: ({ groupUser }) =>
    groupUser === null
      ? []
      : [
          sh`usermod -a -G microk8s ${groupUser}`,
          `mkdir -p ~${groupUser}/.kube`,
          `chown -hR ${groupUser} ~${groupUser}/.kube`,
        ],
  script: ({ groupUser }) =>
    groupUser === null
      ? `say 'The plan names no user.'\n`
      : sh`user=${groupUser}

${raw(body)}`,
  adds: ({ groupUser }) =>
    groupUser === null ? [] : [{ kind: 'group-member', name: `${groupUser} in microk8s` }],
  breaks: ({ groupUser }) =>
    `Nothing. Who is in this group can do everything in Kubernetes, and so on the server: give it to ${groupUser ?? 'a user'} only if they may be root anyway.`,
  doneWhen: ({ groupUser }) =>
    `a session of ${groupUser ?? 'the user'} that begins now is in the group microk8s`,
  ifStopped: 'Nothing: the user is in the group, or is not.',
  skip: 'On the server, microk8s then needs sudo in front. Bindery does not mind.',
  faults: [
    {
      id: 'no-user',
      line: /^stopped: There is no user (\S+) on this server/,
      seen: ({ group: { userExists } }, { groupUser }) => groupUser !== null && !userExists,
      what: (_match, { groupUser }) => `There is no user ${groupUser ?? ''} on this server.`,
      why: 'The plan names a user whom neither /etc/passwd nor a directory knows.',
      advice: 'Choose another user in the plan, or none.',
    },
    {
      id: 'no-group',
      line: /group '?microk8s'? does not exist|^stopped: The group microk8s is not there/,
      what: () => 'The group microk8s is not there.',
      why: 'The snap makes it when it is installed.',
      advice: 'Run the step "Install MicroK8s" first.',
    },
  ],
  undo: ({ groupUser }) =>
    groupUser === null
      ? null
      : {
          runs: [sh`gpasswd -d ${groupUser} microk8s`],
          script: sh`user=${groupUser}
if id -nG "$user" 2>/dev/null | tr ' ' '\n' | grep -qx microk8s; then
  show gpasswd -d "$user" microk8s
fi
`,
          breaks: `${groupUser} needs sudo for microk8s again, from the next sign-in on.`,
        },
})
