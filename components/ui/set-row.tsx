import type { ReactNode } from 'react'

interface SetRowProps {
  name: ReactNode
  /** One line about it, under its name. */
  about: ReactNode
  /** How it is now: an element, which takes the middle. */
  value: ReactNode
  /** What changes it. */
  children: ReactNode
}

/** One row of a `<ul className="set">`: what it is, how it is now, and the way to change it. */
export function SetRow({ name, about, value, children }: SetRowProps) {
  return (
    <li>
      <div>
        <b>{name}</b>
        <p>{about}</p>
      </div>
      {value}
      <div className="acts">{children}</div>
    </li>
  )
}
