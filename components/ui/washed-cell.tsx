'use client'

import { type ReactNode, useState } from 'react'

interface WashedCellProps {
  /** What the cell says, as text: when it is another, the cell washes for a moment. */
  says: string | number
  className?: string
  children?: ReactNode
}

/** A cell that shows that it just changed. One that only came into view did not. */
export function WashedCell({ says, className = '', children = says }: WashedCellProps) {
  const [seen, setSeen] = useState({ says, changes: 0 })
  if (seen.says !== says) setSeen({ says, changes: seen.changes + 1 })
  return (
    // Another key, another element: an animation only begins when something appears.
    <td key={seen.changes} className={seen.changes > 0 ? `${className} changed` : className}>
      {children}
    </td>
  )
}
