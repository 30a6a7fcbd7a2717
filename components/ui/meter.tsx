/** From this share on there is little room left. */
const HIGH = 0.9

/** How much of a limit is used. The number stands beside it: this is for the eye alone. `share`: 0 to 1, and over. */
export function Meter({ share }: { share: number }) {
  return (
    <span className={share >= HIGH ? 'meter hi' : 'meter'} aria-hidden="true">
      <i style={{ width: `${Math.min(100, Math.max(0, share * 100))}%` }} />
    </span>
  )
}
