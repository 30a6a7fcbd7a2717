import { useState } from 'react'
import { AddressChoice } from './address-choice.tsx'
import { PlanField, verbatim } from './plan-field.tsx'
import type { PlanForm } from './plan-form-state.ts'
import { VersionFields } from './version-fields.tsx'

const fields = [
  'channel',
  'chartVersion',
  'namespace',
  'release',
  'groupUser',
  'addresses.binder',
  'addresses.hub',
  'proof.repository',
  'proof.ref',
]

/** Everything that seldom has to be otherwise. Open where something in it is wrong, as it would be overlooked. */
export function MoreChoices({ form }: { form: PlanForm }) {
  const [opened, setOpened] = useState(false)
  const { draft, plan, look, change } = form
  const { proposals } = look
  const needsEyes = fields.some((field) => form.errorAt(field) !== null || form.adviceAt(field) !== null)
  const text = (name: 'namespace' | 'release' | 'repository' | 'ref') => ({
    ...verbatim,
    value: draft[name],
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
  })
  const user = proposals.groupUser.value ?? (draft.groupUser || null)
  return (
    <details
      className="sec more"
      open={opened || needsEyes}
      onToggle={(event) => setOpened(event.currentTarget.open)}
    >
      <summary className="h2">More choices</summary>
      <p className="hint">
        MicroK8s {plan.channel}, chart {plan.chartVersion}, as {plan.release} in {plan.namespace}. Seldom
        changed.
      </p>
      <div className="stack gap-4 mt-3">
        <VersionFields form={form} />
        <div className="pair">
          <PlanField form={form} field="namespace" label="Namespace" hint={proposals.namespace.why}>
            {(control) => <input {...control} {...text('namespace')} />}
          </PlanField>
          <PlanField form={form} field="release" label="Release" hint={proposals.release.why}>
            {(control) => <input {...control} {...text('release')} />}
          </PlanField>
        </div>
        <AddressChoice form={form} />
        <div className="pair">
          <PlanField form={form} field="proof.repository" label="Proof" hint={proposals.proof.why}>
            {(control) => <input {...control} {...text('repository')} inputMode="url" />}
          </PlanField>
          <PlanField form={form} field="proof.ref" label="Branch, tag or commit">
            {(control) => <input {...control} {...text('ref')} />}
          </PlanField>
        </div>
        <div>
          {user !== null && (
            <label className="opt">
              <input
                type="checkbox"
                checked={draft.groupUser !== ''}
                onChange={(event) => change({ groupUser: event.target.checked ? user : '' })}
              />
              <span>
                <b>Let {user} use microk8s without sudo</b>
                <span className="hint">As in the tutorial. Bindery itself does not need it.</span>
              </span>
            </label>
          )}
          <label className="opt">
            <input
              type="checkbox"
              checked={draft.metricsServer}
              onChange={(event) => change({ metricsServer: event.target.checked })}
            />
            <span>
              <b>Measure memory and processor</b>
              <span className="hint">{proposals.metricsServer.why}</span>
            </span>
          </label>
        </div>
      </div>
    </details>
  )
}
