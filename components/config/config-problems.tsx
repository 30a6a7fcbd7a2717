import type { Diagnostic } from '../../lib/shared/config-check/diagnostic.ts'
import { Button } from '../ui/button.tsx'
import { Shape } from '../ui/status.tsx'

interface ConfigProblemsProps {
  text: string
  findings: readonly Diagnostic[]
  onGoTo(at: number): void
  onFix(finding: Diagnostic): void
}

const kinds = { error: 'fail', warning: 'warn', info: 'wait' } as const
const order = ['error', 'warning', 'info']

/** Everything that was found, the gravest first, each with the way to its line and what one press does about it. */
export function ConfigProblems({ text, findings, onGoTo, onFix }: ConfigProblemsProps) {
  const sorted = [...findings].sort(
    (a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || a.from - b.from,
  )
  return (
    <section className="problems" aria-label="Problems">
      <h2>Problems</h2>
      {sorted.length === 0 ? (
        <p className="dim">
          None that is known. Helm on the server has the last word before anything is changed.
        </p>
      ) : (
        <ul>
          {sorted.map((finding) => {
            const { rule, from, severity, message, fix } = finding
            return (
              <li key={`${rule} ${from}`} data-rule={rule}>
                <Shape kind={kinds[severity]} />
                <div>
                  <button type="button" className="go" onClick={() => onGoTo(from)}>
                    Line {lineOf(text, from)}
                  </button>
                  <p>{message}</p>
                  {fix !== null && (
                    <Button small onClick={() => onFix(finding)}>
                      {fix.label}
                    </Button>
                  )}
                </div>
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length
}
