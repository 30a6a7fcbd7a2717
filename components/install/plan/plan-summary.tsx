import { Fragment } from 'react'
import type { Blast } from '../../../lib/shared/blast.ts'
import type { Plan } from '../../../lib/shared/plan.ts'
import type { PlanLook } from '../../../lib/shared/plan-look.ts'
import type { PlanPreview } from '../../../lib/shared/plan-preview.ts'
import { describeAdditions } from '../describe-additions.ts'

interface PlanSummaryProps {
  plan: Plan
  look: PlanLook
  preview: PlanPreview | undefined
  /** What another plan means for what was done by the one before; null where there was none. */
  change: Blast | null
}

/** What will be done, from the steps themselves. */
export function PlanSummary({ plan, look, preview, change }: PlanSummaryProps) {
  const facts: [string, string[]][] = [
    ['Installs', [installs(plan, look)]],
    ['Adds', preview ? [addsWords(preview)] : []],
    ['Breaks', breaksWords(look, preview)],
    ['Proves', ['a real repository is built, pushed and launched']],
    ['Undo', ['all of it is written down, item by item']],
    ['Runs again', change?.breaks ?? []],
    ['Keeps', change?.keeps ?? []],
  ]
  return (
    <>
      <dl className="facts plan-facts">
        {facts
          .filter(([, says]) => says.length > 0)
          .map(([word, says]) => (
            <Fragment key={word}>
              <dt>{word}</dt>
              <dd>
                {says.map((sentence) => (
                  <p key={sentence}>{sentence}</p>
                ))}
              </dd>
            </Fragment>
          ))}
      </dl>
      {preview && (
        <details>
          <summary className="h3">{preview.steps.length} steps</summary>
          <ol className="nums">
            {preview.steps.map(({ id, title }) => (
              <li key={id}>{title}</li>
            ))}
          </ol>
        </details>
      )}
    </>
  )
}

function installs(plan: Plan, look: PlanLook): string {
  const chart = plan.chartVersion.replace(/^.*\.git\./, '')
  const tested = plan.channel === '1.32/stable' && chart === '3941.h9056a226'
  const there = look.cluster === null ? '' : ' What is there already stays and is checked.'
  return `MicroK8s ${plan.channel}, BinderHub chart ${chart}${tested ? ': the pair that was tested together' : ''}.${there}`
}

/** What steps that turn out not to be needed would add is among it. */
function addsWords({ adds }: PlanPreview): string {
  const all = describeAdditions(adds).map(({ kind, names }) => `${names.length} ${kind}`)
  return `at most ${all.join(', ')}`
}

/** On a bare server there is nothing that could break but what a step names; on another, each step says it when its turn comes. */
function breaksWords({ docker, cluster }: PlanLook, preview: PlanPreview | undefined): string[] {
  const says =
    cluster === null
      ? [...new Set(preview?.breaks ?? [])].filter((sentence) => !/^nothing\b/i.test(sentence))
      : ['Each step says what it breaks before it runs.']
  const containers = docker?.containers
    ? [
        `${docker.containers} Docker ${docker.containers === 1 ? 'container keeps' : 'containers keep'} running.`,
      ]
    : []
  return says.length === 0 ? ['nothing', ...containers] : [...says, ...containers]
}
