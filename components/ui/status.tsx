import type { ReactNode } from 'react'

/** The statuses of the design; `skip` and `todo` are its two neutral marks. */
export type StatusKind = 'ok' | 'work' | 'wait' | 'warn' | 'fail' | 'unk' | 'skip' | 'todo'

/** The class that carries a status' colour; `skip` would collide with the skip link. */
export function statusClass(kind: StatusKind): string {
  return kind === 'skip' ? 'skipped' : kind
}

interface StatusProps {
  kind: StatusKind
  /** The machine's own word, where ours stands in front of it. */
  title?: string
  /** Where the shape already stands beside it. */
  shapeless?: boolean
  children: ReactNode
}

/** Colour, shape and word: always all three. */
export function Status({ kind, title, shapeless = false, children }: StatusProps) {
  return (
    <span className={`st ${statusClass(kind)}`} title={title}>
      {!shapeless && <Shape kind={kind} />}
      {children}
    </span>
  )
}

/** The shape of a status: told apart without colour, and drawn in the text's colour. Decoration to a reader. */
export function Shape({ kind, className }: { kind: StatusKind; className?: string }) {
  return (
    <svg className={`sh ${statusClass(kind)} ${className ?? ''}`} viewBox="0 0 14 14" aria-hidden="true">
      <Drawing kind={kind} />
    </svg>
  )
}

function Drawing({ kind }: { kind: StatusKind }) {
  switch (kind) {
    case 'ok':
      return (
        <>
          <circle cx="7" cy="7" r="6.5" fill="currentColor" />
          <path d="M4.1 7.3 6.2 9.3 10 5.2" {...line(1.7)} stroke="var(--cut)" />
        </>
      )
    case 'work':
      return (
        <>
          <circle
            cx="7"
            cy="7"
            r="5.6"
            fill="none"
            stroke="currentColor"
            strokeOpacity=".25"
            strokeWidth="2"
          />
          <path className="spin" d="M7 1.4A5.6 5.6 0 0 1 12.6 7" {...line(2)} />
          <circle cx="7" cy="7" r="1.9" fill="currentColor" />
        </>
      )
    case 'wait':
      return (
        <>
          <circle cx="7" cy="7" r="5.7" {...line(1.6)} />
          <path d="M7 4v3.2l2 1.3" {...line(1.6)} />
        </>
      )
    case 'warn':
      return (
        <>
          <path d="M7 .9 13.7 12.9H.3Z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />
          <path d="M7 5v3.6M7 10.8v.1" {...line(1.6)} stroke="var(--cut)" />
        </>
      )
    case 'fail':
      return (
        <>
          <path d="M4.2.5h5.6l3.7 3.7v5.6l-3.7 3.7H4.2L.5 9.8V4.2Z" fill="currentColor" />
          <path d="m4.8 4.8 4.4 4.4m0-4.4L4.8 9.2" {...line(1.7)} stroke="var(--cut)" />
        </>
      )
    case 'unk':
      return (
        <>
          <circle cx="7" cy="7" r="5.8" {...line(1.5)} strokeLinecap="butt" strokeDasharray="2.4 2.2" />
          <path d="M5.4 5.7a1.7 1.7 0 1 1 2.3 1.6c-.5.2-.7.5-.7.9M7 9.9v.1" {...line(1.3)} />
        </>
      )
    case 'skip':
      return (
        <>
          <circle cx="7" cy="7" r="5.7" {...line(1.5)} />
          <path d="M4.4 7h5.2" {...line(1.7)} />
        </>
      )
    case 'todo':
      return <circle cx="7" cy="7" r="2.6" fill="var(--cut)" stroke="var(--color-edge)" strokeWidth="1.5" />
  }
}

function line(width: number) {
  return {
    fill: 'none',
    stroke: 'currentColor',
    strokeWidth: width,
    strokeLinecap: 'round',
    strokeLinejoin: 'round',
  } as const
}
