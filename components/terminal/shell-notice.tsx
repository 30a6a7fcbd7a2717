'use client'

import type { ReactNode } from 'react'
import { useSocket } from '../../lib/client/use-socket.ts'
import type { TerminalRow } from '../../lib/shared/terminal-row.ts'
import { Note } from '../ui/note.tsx'
import { endWords } from './terminal-words.ts'

/** What is to be known above a shell: that it has ended, that the way to it is gone, or that this page is cut off. */
export function ShellNotice({ row, afterEnd }: { row: TerminalRow; afterEnd: ReactNode }) {
  const socket = useSocket()
  if (row.state.is === 'ended') {
    const { end } = row.state
    return (
      <Note kind={end.how === 'exited' && end.code === 0 ? 'skip' : 'warn'} role="status" actions={afterEnd}>
        <p>
          <b>{endWords(end, row.place.on)}</b> What it printed stays here until you close it.
          {end.how === 'lost' && end.problem.hint ? ` ${end.problem.hint}` : ''}
        </p>
      </Note>
    )
  }
  if (socket.state === 'lost')
    return (
      <Note kind="unk" role="status">
        <p>
          <b>This page has lost its connection to Bindery.</b> The shell goes on. What you type meanwhile goes
          nowhere.
        </p>
      </Note>
    )
  if (row.state.is === 'away')
    return (
      <Note kind="unk" role="status">
        <p>
          <b>The connection to the server is gone.</b> The shell goes on there, and Bindery comes back to it
          by itself. What you type meanwhile goes nowhere.
        </p>
      </Note>
    )
  return null
}
