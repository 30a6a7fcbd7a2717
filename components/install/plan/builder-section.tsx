import { Status } from '../../ui/status.tsx'
import type { PlanForm } from './plan-form-state.ts'
import { PlanOption } from './plan-option.tsx'

/** What builds images out of repositories. */
export function BuilderSection({ form }: { form: PlanForm }) {
  const { draft, look, change } = form
  const { value, why, alternatives } = look.proposals.builder
  const host = value === 'host' ? why : alternatives.find((one) => one.value === 'host')?.why
  const advice = form.adviceAt('builder')
  return (
    <section className="sec">
      <header>
        <h2>What builds them</h2>
      </header>
      <fieldset>
        <legend className="vh">What builds images</legend>
        <PlanOption
          name="builder"
          title="A builder inside the cluster"
          suggested={value === 'dind'}
          checked={draft.builder === 'dind'}
          onChoose={() => change({ builder: 'dind' })}
        >
          dind. Nothing else on the server is touched; its network packets are kept small (MTU 1450), or
          downloads would hang.
        </PlanOption>
        <PlanOption
          name="builder"
          title={look.docker === null ? 'Docker on the server' : 'The Docker that is already here'}
          suggested={value === 'host'}
          checked={draft.builder === 'host'}
          onChoose={() => change({ builder: 'host' })}
        >
          {look.docker && `Docker ${look.docker.version}. `}
          {host}
        </PlanOption>
      </fieldset>
      {advice && (
        <p className="hint">
          <Status kind="warn">{advice}</Status>
        </p>
      )}
    </section>
  )
}
