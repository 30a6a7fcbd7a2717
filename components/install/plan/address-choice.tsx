import { firstTwo } from './plan-draft.ts'
import { PlanField, verbatim } from './plan-field.tsx'
import type { PlanForm } from './plan-form-state.ts'
import { PlanOption } from './plan-option.tsx'

/** Which addresses of the range are whose: fixed beforehand, or read afterwards. */
export function AddressChoice({ form }: { form: PlanForm }) {
  const { draft, plan, look, change } = form
  const usual = firstTwo(plan.pool)
  const suggested = look.proposals.addresses.value.how
  return (
    <fieldset>
      <legend className="lbl">How the two addresses are given</legend>
      <PlanOption
        name="addresses"
        title="Fixed beforehand"
        suggested={suggested === 'fixed'}
        checked={draft.how === 'fixed'}
        onChoose={() => change({ how: 'fixed' })}
      >
        Known from the start, so one pass is enough, and they stay the same.
      </PlanOption>
      <PlanOption
        name="addresses"
        title="Read afterwards"
        suggested={suggested === 'read'}
        checked={draft.how === 'read'}
        onChoose={() => change({ how: 'read' })}
      >
        Whatever MetalLB hands out, set by a second upgrade, as the tutorial does it. That upgrade restarts
        the proxy: notebooks that are open blink once.
      </PlanOption>
      {draft.how === 'fixed' && (
        <div className="pair mt-2">
          <PlanField form={form} field="addresses.binder" label="Start page">
            {(control) => (
              <input
                {...control}
                {...verbatim}
                placeholder={usual.binder}
                value={draft.binder}
                onChange={(event) => change({ binder: event.target.value })}
              />
            )}
          </PlanField>
          <PlanField form={form} field="addresses.hub" label="Notebooks">
            {(control) => (
              <input
                {...control}
                {...verbatim}
                placeholder={usual.hub}
                value={draft.hub}
                onChange={(event) => change({ hub: event.target.value })}
              />
            )}
          </PlanField>
        </div>
      )}
    </fieldset>
  )
}
