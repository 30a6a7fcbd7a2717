import type { ReactNode } from 'react'
import { Shape, type StatusKind, statusClass } from '../ui/status.tsx'

/** One stage on the thread. */
export interface Stage {
  id: string
  title: string
  kind: StatusKind
  /** The observed fact, or what is going on. */
  evidence?: ReactNode
  /** "0.4 s" */
  took?: string
}

/** What happens in order, sewn on one line: stitches where done, dots where still open. */
export function Stages({ stages, className = '' }: { stages: Stage[]; className?: string }) {
  return (
    <ol className={`sewn ${className}`}>
      {stages.map(({ id, title, kind, evidence, took }) => (
        <li key={id} className={`${statusClass(kind)} ${kind === 'ok' ? '' : 'after'}`}>
          <span className="knot">
            <Shape kind={kind} />
          </span>
          {took && <span className="took">{took}</span>}
          {kind === 'todo' ? <span className="dim">{title}</span> : <b>{title}</b>}
          <span className="vh">{kindWord(kind)}</span>
          {evidence && <p>{evidence}</p>}
        </li>
      ))}
    </ol>
  )
}

function kindWord(kind: StatusKind): string {
  switch (kind) {
    case 'ok':
      return ', done'
    case 'work':
      return ', under way'
    case 'wait':
      return ', waiting for you'
    case 'fail':
      return ', failed'
    case 'warn':
    case 'unk':
    case 'skip':
    case 'todo':
      return ', not yet'
  }
}
