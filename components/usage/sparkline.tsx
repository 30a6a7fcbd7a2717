import { linePath, topOf } from './line-path.ts'

interface SparklineProps {
  /** What a reader hears in its place. */
  label: string
  /** Milliseconds since the epoch, oldest first. */
  at: readonly number[]
  values: readonly number[]
  /** How much is kept free for it; 0 for nothing. */
  promised: number
  /** How much it may use; 0 for no limit. */
  atMost: number
}

const WIDTH = 240
const HEIGHT = 44

/** The last hour as a line, with what was promised and what is allowed as lines across. */
export function Sparkline({ label, at, values, promised, atMost }: SparklineProps) {
  const top = topOf(values, promised, atMost)
  const y = (amount: number): number => HEIGHT - 1 - (amount / top) * (HEIGHT - 3)
  const across = (amount: number, className: string) =>
    amount > 0 && <line className={className} x1={0} x2={WIDTH} y1={y(amount)} y2={y(amount)} />
  return (
    <svg
      className="spark"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
    >
      {across(promised, 'promised')}
      {across(atMost, 'most')}
      <path d={linePath(at, values, { width: WIDTH, y })} />
    </svg>
  )
}
