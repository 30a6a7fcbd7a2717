import type { Diagnostic } from '../../lib/shared/config-check/diagnostic.ts'
import { counted } from '../../lib/shared/count-words.ts'
import { formatBytes } from '../../lib/shared/format.ts'
import type { Rehearsal } from '../../lib/shared/rehearsal.ts'
import { Button } from '../ui/button.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { Shape } from '../ui/status.tsx'
import { ObjectChanges } from './object-changes.tsx'
import { shortChart } from './revision-words.ts'

const kinds = { error: 'fail', warning: 'warn', info: 'wait' } as const

interface RehearsalFactsProps {
  serverId: string
  rehearsal: Rehearsal
  /** Null while nothing may be changed. */
  onMend: ((finding: Diagnostic) => void) | null
}

/** What a rehearsal found: the file, Helm's words, what restarts and whom that touches, images and disk, the objects. */
export function RehearsalFacts({ serverId, rehearsal, onMend }: RehearsalFactsProps) {
  const { chart, noChart, findings, bySchema, refusal, diff, work, images, diskFree, text } = rehearsal
  return (
    <>
      {noChart !== null && (
        <section className="sec">
          <h2>The chart</h2>
          <p>
            {noChart.damaged
              ? 'Its package came, and cannot be unpacked: the line to the repository is bad, or the repository is.'
              : 'Its repository does not answer the server, or does not have this version.'}{' '}
            What runs stays as it is.
          </p>
          <pre className="cmds wraps">{noChart.said}</pre>
        </section>
      )}
      {refusal !== null && (
        <section className="sec">
          <h2>What Helm says</h2>
          <pre className="cmds wraps">{refusal}</pre>
        </section>
      )}
      <section className="sec" aria-label="The file">
        <h2>binder.yaml</h2>
        <p className="dim">
          {bySchema
            ? `Checked against the schema of chart ${shortChart(chart.target)}, and for traps that no schema knows.`
            : 'Checked for traps that no schema knows; the schema of this chart could not be read.'}
        </p>
        {findings.length === 0 ? (
          <p>Nothing to say of it.</p>
        ) : (
          <ul className="problems">
            {findings.map((finding) => (
              <li key={`${finding.rule} ${finding.from}`} data-rule={finding.rule}>
                <Shape kind={kinds[finding.severity]} />
                <div>
                  <b>Line {text.slice(0, finding.from).split('\n').length}</b>
                  <p>{finding.message}</p>
                  {finding.fix !== null && onMend !== null && (
                    <Button small onClick={() => onMend(finding)}>
                      {finding.fix.label}
                    </Button>
                  )}
                </div>
              </li>
            ))}
          </ul>
        )}
        {findings.length > 0 && (
          <p className="no-print">
            <LinkButton href={`/s/${serverId}/config`}>Open Config</LinkButton>
          </p>
        )}
      </section>
      {diff !== null && (
        <section className="sec" aria-label="What restarts">
          <h2>What restarts, and whom that touches</h2>
          {diff.restarts.length === 0 ? (
            <p>Nothing begins anew.</p>
          ) : (
            <ul className="stack">
              {diff.restarts.map(({ part, effect }) => (
                <li key={part}>{effect}</li>
              ))}
            </ul>
          )}
          <p>
            {work === null
              ? 'Who is on it could not be counted.'
              : `${counted(work.people, 'person is', 'people are')} on it now, and ${counted(work.builds, 'build is', 'builds are')} under way.`}
          </p>
        </section>
      )}
      {refusal === null && noChart === null && (
        <section className="sec" aria-label="Images and disk">
          <h2>Images and disk</h2>
          <p>
            {images.length === 0
              ? 'Every image is on the server already.'
              : `${counted(images.length, 'image has', 'images have')} to be fetched first:`}
          </p>
          {images.length > 0 && (
            <ul className="mono">
              {images.map((image) => (
                <li key={image}>{image}</li>
              ))}
            </ul>
          )}
          {diskFree !== null && <p className="dim">{formatBytes(diskFree)} are free where images go.</p>}
        </section>
      )}
      {diff !== null && (
        <section className="sec" aria-label="What changes">
          <ObjectChanges diff={diff} />
        </section>
      )}
    </>
  )
}
