import type { Link } from '../ssh/link.ts'

/** A connection over which shells are opened and found again. A Link is one. */
export type ShellLink = Pick<Link, 'state' | 'onState' | 'exec' | 'forwardSocket' | 'shell'>
