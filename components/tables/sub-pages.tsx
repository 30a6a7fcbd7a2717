import { Link } from '../ui/link.tsx'

interface SubPagesProps<Part extends string> {
  /** The address of the first part. The others stand under it. */
  home: string
  parts: Readonly<Record<Part, string>>
  current: Part
}

/** The parts of a page that has several tables. */
export function SubPages<Part extends string>({ home, parts, current }: SubPagesProps<Part>) {
  const entries = Object.entries<string>(parts)
  return (
    <nav className="tabs subpages" aria-label="Parts of this page">
      {entries.map(([part, label], index) => (
        <Link
          key={part}
          href={index === 0 ? home : `${home}/${part}`}
          aria-current={part === current ? 'page' : undefined}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}
