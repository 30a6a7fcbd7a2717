import { Note } from '../ui/note.tsx'
import type { Verdict } from './verdict.ts'

/** Why what is not fine matters, and the command that mends it where there is one. */
export function VerdictNotes({ verdicts }: { verdicts: Verdict[] }) {
  const noted = verdicts.flatMap(({ fact, kind, note }) => (note ? [{ fact, kind, note }] : []))
  if (noted.length === 0) return null
  return (
    <div className="stack mt-4">
      {noted.map(({ fact, kind, note }) => (
        <Note key={fact} kind={kind}>
          <p>
            <b>{note.lead}</b> {note.text} {note.command && <code>{note.command}</code>}
          </p>
        </Note>
      ))}
    </div>
  )
}
