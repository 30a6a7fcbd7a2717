import { Shape } from '../ui/status.tsx'
import type { Warning } from './terminal-guard.ts'

/** What the line would break, before Enter: it warns, and holds nothing up. */
export function TerminalGuard({ warning, onClear }: { warning: Warning; onClear: () => void }) {
  return (
    <div className="guard" role="alert">
      <Shape kind="warn" />
      <p>
        <b>{warning.would}</b> {warning.means} Nothing has run yet: Enter still sends it.
      </p>
      <button type="button" className="b2" onClick={onClear}>
        Clear the line
      </button>
    </div>
  )
}
