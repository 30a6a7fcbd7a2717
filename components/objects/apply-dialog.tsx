'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { post } from '../../lib/client/request.ts'
import type { EditBlast } from '../../lib/shared/edit-object-api.ts'
import type { ObjectRef } from '../../lib/shared/object-ref.ts'
import type { KubeFields } from '../../lib/shared/whole-object.ts'
import { BlastList } from '../ui/blast.tsx'
import { Field } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { useDescription } from '../ui/use-description.ts'
import { useRequest } from '../ui/use-request.ts'
import { writeYaml } from './read-yaml.ts'

const TextDiff = dynamic(() => import('../editor/text-diff.tsx').then((file) => file.TextDiff), {
  loading: () => <SkeletonLines />,
})

interface ApplyDialogProps {
  serverId: string
  object: ObjectRef
  /** Of the state that the person began with. */
  resourceVersion: string
  edited: KubeFields
  onApplied: () => void
  onClose: () => void
}

/** What the cluster made of an edited object in its dry run, beside what it is now; then the button that applies it. */
export function ApplyDialog({
  serverId,
  object,
  resourceVersion,
  edited,
  onApplied,
  onClose,
}: ApplyDialogProps) {
  const [typed, setTyped] = useState('')
  const apply = useRequest()
  const path = `/api/servers/${serverId}/objects/apply`
  const trial = useDescription<EditBlast>(path, {
    object,
    resourceVersion,
    edited,
    fingerprint: '',
    typed: '',
  })
  const blast = trial.answer?.shown ?? null

  const before = blast === null ? '' : writeYaml(blast.before)
  const after = blast === null ? '' : writeYaml(blast.after)
  const changesNothing = blast !== null && before === after
  const word = blast?.typed ?? null

  function whyNot(): string | null {
    if (blast === null) return 'The cluster has not tried it yet.'
    if (changesNothing) return 'Nothing would change.'
    return word !== null && typed.trim() !== word.word ? `Type ${word.word} first.` : null
  }

  return (
    <FormDialog
      wide
      title={`Apply to ${object.name}`}
      submit="Apply"
      request={apply}
      fields={['typed']}
      disabledBecause={whyNot()}
      onSubmit={() =>
        void apply.run(
          () => post(path, { object, resourceVersion, edited, fingerprint: blast?.fingerprint ?? '', typed }),
          onApplied,
        )
      }
      onClose={onClose}
    >
      {trial.problem && <ProblemNote problem={trial.problem} />}
      {blast === null && trial.problem === null && (
        <p className="hint">The cluster tries it, and changes nothing yet.</p>
      )}
      {changesNothing && <p>The cluster tried it, and nothing would change.</p>}
      {blast !== null && !changesNothing && (
        <>
          <p>The cluster tried it and takes it. {blast.sentence}</p>
          <TextDiff label="What changes" before={before} after={after} />
          <BlastList blast={blast} />
        </>
      )}
      {word !== null && !changesNothing && (
        <Field label={`Type ${word.word} to go on`} hint={word.why} error={null}>
          {(control) => (
            <input
              className="inp"
              {...control}
              value={typed}
              autoComplete="off"
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
      )}
    </FormDialog>
  )
}
