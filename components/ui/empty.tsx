import type { ReactNode } from 'react'

/** Nothing here yet: says what will appear, and the one action that makes it appear. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <p className="said">{children}</p>
      {action}
    </div>
  )
}
