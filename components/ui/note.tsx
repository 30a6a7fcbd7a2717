import type { ReactNode } from 'react'
import { Shape, type StatusKind, statusClass } from './status.tsx'

interface NoteProps {
  kind: StatusKind
  /** `alert` only for a failure that just happened; `status` for news that can wait. */
  role?: 'alert' | 'status'
  actions?: ReactNode
  children: ReactNode
}

/** Something to know on this page. Open with the fact in `<b>`, then why, then what to do. */
export function Note({ kind, role, actions, children }: NoteProps) {
  return (
    <div className={`note ${statusClass(kind)}`} role={role}>
      <Shape kind={kind} />
      <div className="body">{children}</div>
      {actions && <div className="acts">{actions}</div>}
    </div>
  )
}
