import type { ValueChange } from '../../lib/shared/releases-api.ts'

/** The values that differ, each with what it was and what it became. */
export function ValueChanges({ values }: { values: readonly ValueChange[] }) {
  return (
    <>
      <h3 className="h3">Values</h3>
      {values.length === 0 ? (
        <p className="dim">All values are the same.</p>
      ) : (
        <dl className="value-changes">
          {values.map(({ path, before, after }) => (
            <div key={path}>
              <dt className="mono">{path}</dt>
              <dd>
                {before !== null && <del className="mono">{before === '' ? '""' : before}</del>}
                {after !== null && <ins className="mono">{after === '' ? '""' : after}</ins>}
                {after === null && <span className="dim">taken away: the chart’s own default counts</span>}
                {before === null && <span className="dim">new</span>}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  )
}
