'use client'

import dynamic from 'next/dynamic'
import { useMemo, useState } from 'react'
import { useWholeObject } from '../../lib/client/use-whole-object.ts'
import type { WholeObject } from '../../lib/shared/whole-object.ts'
import { usePerson } from '../frame/person.tsx'
import { useServer } from '../frame/servers.tsx'
import { useOutOfReach } from '../frame/use-liveness.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Note } from '../ui/note.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { SkeletonLines } from '../ui/skeleton.tsx'
import { ApplyDialog } from './apply-dialog.tsx'
import type { ObjectTabProps } from './drawer-tabs.ts'
import { readYaml, writeYaml } from './read-yaml.ts'

const YamlEditor = dynamic(() => import('../editor/yaml-editor.tsx').then((file) => file.YamlEditor), {
  loading: () => <SkeletonLines />,
})

/** What a person edits, and the state of the object that they began with. */
interface Draft {
  from: WholeObject
  text: string
}

/** An object as YAML: read first; edited, tried by the cluster, compared, and only then applied. */
export function YamlTab({ serverId, object: ref }: ObjectTabProps) {
  const { object: whole, problem } = useWholeObject(serverId, ref)
  const [draft, setDraft] = useState<Draft | null>(null)
  const [trying, setTrying] = useState<WholeObject['object'] | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const { role } = usePerson()
  const outOfReach = useOutOfReach(useServer(serverId))
  const text = useMemo(() => (whole === null ? '' : writeYaml(whole.object)), [whole])

  if (whole === null)
    return (
      <div className="tabbody">
        {problem === null ? <SkeletonLines /> : <ProblemNote problem={problem} />}
      </div>
    )

  function check(): void {
    if (draft === null) return
    const read = readYaml(draft.text)
    setWrong(read.ok ? null : read.message)
    if (read.ok) setTrying(read.object)
  }

  const isBehind = draft !== null && draft.from.resourceVersion !== whole.resourceVersion
  return (
    <div className="yaml-tab">
      <div className="row wrap bar">
        {draft === null ? (
          <>
            {role === 'administrator' && (
              <Button
                small
                disabledBecause={
                  ref.kind === 'Secret' ? 'Its values are hidden, so it cannot be edited here.' : outOfReach
                }
                onClick={() => setDraft({ from: whole, text })}
              >
                Edit
              </Button>
            )}
            <CopyButton text={text} />
          </>
        ) : (
          <>
            <Button small tone="primary" disabledBecause={outOfReach} onClick={check}>
              Compare and apply…
            </Button>
            <Button
              small
              tone="quiet"
              onClick={() => {
                setDraft(null)
                setWrong(null)
              }}
            >
              Leave it as it is
            </Button>
          </>
        )}
      </div>
      {wrong !== null && (
        <Note kind="fail" role="alert">
          <p>
            <b>This cannot be applied.</b> {wrong}
          </p>
        </Note>
      )}
      {isBehind && (
        <Note
          kind="warn"
          role="status"
          actions={
            <Button small onClick={() => setDraft({ from: whole, text })}>
              Load it as it is now
            </Button>
          }
        >
          <p>
            <b>It was changed since you began.</b> Applying writes over nothing: load it as it is now, and
            make your change there. What you typed stays until you do.
          </p>
        </Note>
      )}
      <YamlEditor
        label={`YAML of ${ref.name}`}
        text={draft?.text ?? text}
        {...(draft === null ? {} : { onText: (next: string) => setDraft({ ...draft, text: next }) })}
      />
      {draft !== null && trying !== null && (
        <ApplyDialog
          serverId={serverId}
          object={ref}
          resourceVersion={draft.from.resourceVersion}
          edited={trying}
          onApplied={() => {
            setTrying(null)
            setDraft(null)
          }}
          onClose={() => setTrying(null)}
        />
      )}
    </div>
  )
}
