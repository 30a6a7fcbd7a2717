import type { GoingObject } from '../../lib/shared/deleting-api.ts'

/** More than this scroll in a frame of their own. */
const SHOWN = 6

/** Exactly what goes, one by one. */
export function GoesList({ label, goes }: { label: string; goes: readonly GoingObject[] }) {
  if (goes.length === 0) return null
  return (
    <section className="goes" aria-label={label}>
      <h3 className="lbl">{label}</h3>
      {/* A scrolling block needs the keyboard. */}
      <ul
        className={goes.length > SHOWN ? 'golist many' : 'golist'}
        tabIndex={goes.length > SHOWN ? 0 : undefined}
      >
        {goes.map(({ object, what, note }) => (
          <li key={object.uid}>
            <span className="mono">{object.name}</span>
            <span className="dim">
              {what}
              {note !== null && <b>, {note}</b>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
