const WIDTHS = [62, 44, 71, 53, 66, 48]

/** Grey lines where rows will be, shown after 300 ms. Put it into `<tbody>`'s place. */
export function SkeletonRows({ columns, rows = 6 }: { columns: number; rows?: number }) {
  return (
    <tbody className="after-300" aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move
        <tr key={row}>
          {Array.from({ length: columns }, (_, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move
            <td key={column}>
              <span className="sk" style={{ width: `${WIDTHS[(row + column) % WIDTHS.length]}%` }} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  )
}

/** Grey lines for a page that is still on its way. */
export function SkeletonLines({ lines = 6 }: { lines?: number }) {
  return (
    <div className="stack after-300" aria-hidden="true">
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move
        <span key={line} className="sk my-2.5" style={{ width: `${WIDTHS[line % WIDTHS.length]}%` }} />
      ))}
    </div>
  )
}
