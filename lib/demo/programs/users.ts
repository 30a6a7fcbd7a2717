import type { Machine } from '../machine/machine.ts'
import type { Program } from '../shell/program.ts'

const uidOf = (user: string): number => (user === 'root' ? 0 : 1000)

/** Programs about users and groups. */
export const userPrograms: Readonly<Record<string, (machine: Machine) => Program>> = {
  id:
    (machine) =>
    ({ args, user, out, err }) => {
      const who = args.find((arg) => !arg.startsWith('-')) ?? user
      if (who !== 'root' && who !== machine.state.user) {
        err(`id: ‘${who}’: no such user\n`)
        return 1
      }
      const groups = Object.entries(machine.state.groups)
        .filter(([name, members]) => members.includes(who) || name === who)
        .map(([name]) => name)
      const flags = args.filter((arg) => arg.startsWith('-')).join('')
      if (flags.includes('G')) out(`${groups.join(' ')}\n`)
      else if (flags.includes('u')) out(flags.includes('n') ? `${who}\n` : `${uidOf(who)}\n`)
      else if (flags.includes('g')) out(flags.includes('n') ? `${who}\n` : `${uidOf(who)}\n`)
      else out(`uid=${uidOf(who)}(${who}) gid=${uidOf(who)}(${who}) groups=${groups.join(',')}\n`)
      return 0
    },
  whoami:
    () =>
    ({ user, out }) => {
      out(`${user}\n`)
      return 0
    },
  getent:
    (machine) =>
    ({ args: [database, name = ''], out }) => {
      if (database === 'group') {
        const members = machine.state.groups[name]
        if (!members) return 2
        out(`${name}:x:998:${members.join(',')}\n`)
        return 0
      }
      if (name !== 'root' && name !== machine.state.user && name !== String(uidOf(machine.state.user)))
        return 2
      out(
        name === 'root'
          ? 'root:x:0:0:root:/root:/bin/bash\n'
          : `${machine.state.user}:x:1000:1000:Ubuntu:/home/${machine.state.user}:/bin/bash\n`,
      )
      return 0
    },
  usermod:
    (machine) =>
    ({ args, err }) => {
      const group = args.at(-2) ?? ''
      const user = args.at(-1) ?? ''
      const members = machine.state.groups[group]
      if (!members) {
        err(`usermod: group '${group}' does not exist\n`)
        return 6
      }
      if (user !== 'root' && user !== machine.state.user) {
        err(`usermod: user '${user}' does not exist\n`)
        return 6
      }
      if (!members.includes(user)) members.push(user)
      machine.changed()
      return 0
    },
  gpasswd:
    (machine) =>
    ({ args: [flag, user = '', group = ''], out }) => {
      const members = machine.state.groups[group]
      if (!members) return 3
      machine.state.groups[group] =
        flag === '-d' ? members.filter((one) => one !== user) : [...new Set([...members, user])]
      out(
        `${flag === '-d' ? 'Removing' : 'Adding'} user ${user} ${flag === '-d' ? 'from' : 'to'} group ${group}\n`,
      )
      machine.changed()
      return 0
    },
}
