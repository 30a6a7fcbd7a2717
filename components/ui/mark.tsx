/** Two folded signatures sewn to a spine, which read as a B. The stem is the stitch: it stays open. */
export function Mark({ className = 'mark' }: { className?: 'mark' | 'bigmark' }) {
  return (
    <svg className={className} viewBox="0 0 24 24" aria-hidden="true">
      <path className="stem" d="M3.6 3v4M3.6 10v4M3.6 17v4" />
      <path className="pg" d="M7.6 3.6h5.9a4.05 4.05 0 0 1 0 8.1H7.6M7.6 11.9h7.3a4.3 4.3 0 0 1 0 8.6H7.6" />
    </svg>
  )
}
