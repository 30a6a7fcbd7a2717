import { AppError } from '../../shared/problem.ts'

/** Terminals of one person on one server. */
const MOST_OF_A_PERSON = 8
/** Shells on one server, of all people together: sshd allows ten sessions on a connection. */
const MOST_SERVER_SHELLS = 8
/** On all servers together: each keeps 512 KiB. */
const MOST_TERMINALS = 64

interface Place {
  serverId: string
  place: 'server' | 'pod'
  personId: string
  ended?: boolean
}

/** Throws `slow_down` where one terminal more would be too many, and says which may be closed. */
export function demandRoom(taken: Iterable<Place>, wanted: Place): void {
  const all = [...taken]
  const here = all.filter(({ serverId }) => serverId === wanted.serverId)
  const own = here.filter(({ personId }) => personId === wanted.personId)
  if (own.length >= MOST_OF_A_PERSON)
    throw new AppError(
      'slow_down',
      `You have ${own.length} terminals on this server, and more are not kept.`,
      {
        hint: 'Close one that you do not need. Those that have ended count too.',
      },
    )
  const shells = here.filter(({ place, ended }) => place === 'server' && ended !== true)
  if (wanted.place === 'server' && shells.length >= MOST_SERVER_SHELLS)
    throw new AppError('slow_down', `There are ${shells.length} shells on this server already.`, {
      hint: 'Close one of yours, or ask who has the others.',
    })
  if (all.length >= MOST_TERMINALS)
    throw new AppError('slow_down', `Bindery keeps ${MOST_TERMINALS} terminals, and all are taken.`, {
      hint: 'Close some that nobody needs.',
    })
}
