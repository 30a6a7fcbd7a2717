import type { ReactNode } from 'react'

/** The closed book: pages for people who are not signed in. */
export default function CoverLayout({ children }: { children: ReactNode }) {
  return <div className="book">{children}</div>
}
