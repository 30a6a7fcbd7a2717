import { Fragment } from 'react'
import type { Plan } from '../../../lib/shared/plan.ts'
import { Page } from '../../frame/page.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { planAnswers } from './plan-answers.ts'

/** The plan for those who may look and not change it: what was saved, or that nothing was. */
export function PlanToRead({ serverId, plan }: { serverId: string; plan: Plan | null }) {
  return (
    <Page title="Install" fill>
      <div className="inset stack plan-to-read">
        <p className="truth">
          {plan === null
            ? 'There is no plan for this server yet. An administrator makes one.'
            : 'This is the plan as it was saved last.'}
        </p>
        {plan !== null && (
          <>
            <dl className="facts">
              {planAnswers(plan).map(({ question, answer }) => (
                <Fragment key={question}>
                  <dt>{question}</dt>
                  <dd>{answer}</dd>
                </Fragment>
              ))}
            </dl>
            <div>
              <LinkButton href={`/s/${serverId}/install`}>Back to the steps</LinkButton>
            </div>
          </>
        )}
      </div>
    </Page>
  )
}
