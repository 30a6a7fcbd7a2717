import { Age } from '../../ui/age.tsx'
import { PlanField, verbatim } from './plan-field.tsx'
import type { PlanForm } from './plan-form-state.ts'

/** MicroK8s and the chart: from what the server could read of both, or typed where it could not. */
export function VersionFields({ form }: { form: PlanForm }) {
  const { draft, look, change } = form
  const { channel, chartVersion } = look.proposals
  const channels = withCurrent(look.channels.map(({ name }) => name).sort(stableAndNewFirst), draft.channel)
  const charts = withCurrent(
    look.charts.versions.map(({ version }) => version),
    draft.chartVersion,
  )
  return (
    <div className="pair">
      <PlanField
        form={form}
        field="channel"
        label="MicroK8s"
        hint={draft.channel === channel.value ? channel.why : null}
      >
        {(control) => (
          <Choice
            control={control}
            options={channels}
            value={draft.channel}
            known={look.channels.length > 0}
            onChange={(value) => change({ channel: value })}
          />
        )}
      </PlanField>
      <PlanField
        form={form}
        field="chartVersion"
        label="BinderHub chart"
        hint={
          <>
            {draft.chartVersion === chartVersion.value && chartVersion.why}
            {look.charts.readAt !== null && look.lookedAt - look.charts.readAt > 60_000 && (
              <>
                {' '}
                The list was read <Age at={look.charts.readAt} />; the chart's repository did not answer now.
              </>
            )}
          </>
        }
      >
        {(control) => (
          <Choice
            control={control}
            options={charts}
            value={draft.chartVersion}
            known={look.charts.versions.length > 0}
            onChange={(value) => change({ chartVersion: value })}
          />
        )}
      </PlanField>
    </div>
  )
}

interface ChoiceProps {
  control: { id: string }
  options: readonly string[]
  value: string
  /** The list could be read. Else the value is typed. */
  known: boolean
  onChange: (value: string) => void
}

function Choice({ control, options, value, known, onChange }: ChoiceProps) {
  const props = {
    ...control,
    ...verbatim,
    value,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  }
  if (!known) return <input {...props} />
  return (
    <select {...props}>
      {options.map((option) => (
        <option key={option}>{option}</option>
      ))}
    </select>
  )
}

function stableAndNewFirst(a: string, b: string): number {
  return (
    Number(b.endsWith('/stable')) - Number(a.endsWith('/stable')) ||
    b.localeCompare(a, 'en', { numeric: true })
  )
}

function withCurrent(options: readonly string[], current: string): readonly string[] {
  return options.includes(current) ? options : [current, ...options]
}
