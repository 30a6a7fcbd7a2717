import { Link } from '../ui/link.tsx'
import { Mark } from '../ui/mark.tsx'

/** The mark and the name, which lead to all servers. `terse`: on phones the mark alone. */
export function HomeLink({ terse = false }: { terse?: boolean }) {
  return (
    <Link className="brand" href="/servers" aria-label="Bindery, all servers">
      <Mark />
      <span className={terse ? 'hide-s' : undefined}>Bindery</span>
    </Link>
  )
}
