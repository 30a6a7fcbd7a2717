'use client'

import { useMemo, useState } from 'react'
import { useClusterTable } from '../../lib/client/use-cluster-table.ts'
import { MAX_DELETED_AT_ONCE } from '../../lib/shared/deleting-api.ts'
import { countedObjects, kindName } from '../../lib/shared/kind-name.ts'
import { type MatchWay, nameMatcher } from '../../lib/shared/name-matcher.ts'
import type { ObjectRef } from '../../lib/shared/object-ref.ts'
import { useServer } from '../frame/servers.tsx'
import { useWhyNot } from '../frame/use-liveness.ts'
import { Field } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { askForChange } from './asked-change.ts'
import { kindOfTable, type Matched, type MatchTable, matching } from './matching.ts'
import './deleting.css'
import { Scroll } from '../ui/scroll.tsx'

interface MatchDialogProps {
  serverId: string
  table: MatchTable
  /** The namespace that is looked at now; null where the table shows all of them. */
  namespace: string | null
  onClose: () => void
}

const WAYS: readonly { value: MatchWay; label: string }[] = [
  { value: 'text', label: 'Contains' },
  { value: 'glob', label: 'With * and ?' },
  { value: 'regex', label: 'Regular expression' },
]

const HINTS: Readonly<Record<MatchWay, string>> = {
  text: 'Anywhere in the name, as awk finds /jupyter-/.',
  glob: 'The whole name: jupyter-* is all that begin so.',
  regex: 'Anywhere in the name; ^ and $ hold it to the beginning and the end.',
}

const idle = { busy: false, problem: null }

/**
 * Every object of a kind in one namespace whose name matches, live: what is shown at the moment of the click is what is asked about
 * next, each by its uid.
 */
export function MatchDialog({ serverId, table, namespace, onClose }: MatchDialogProps) {
  const { rows, state } = useClusterTable(serverId, table)
  const kind = kindOfTable[table]
  const [way, setWay] = useState<MatchWay>('text')
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(namespace)
  const whyNot = useWhyNot(useServer(serverId))
  const namespaces = useMemo(() => [...new Set(rows.map((row) => row.namespace))].sort(), [rows])
  const place = chosen ?? namespaces.find((one) => one !== 'kube-system') ?? namespaces[0] ?? ''
  const matcher = useMemo(() => nameMatcher(way, typed), [way, typed])
  const matched = useMemo(() => matching(rows, kind, place, matcher), [rows, kind, place, matcher])

  function goOn(): void {
    const objects: ObjectRef[] = matched.map(({ object }) => object)
    askForChange({ what: 'delete', serverId, objects, force: false })
  }

  return (
    <FormDialog
      title={`Delete ${kindName(kind)}s whose name matches`}
      submit={
        matched.length === 0 ? 'Go on' : `Go on with ${countedObjects(matched.map(({ object }) => object))}…`
      }
      request={idle}
      wide
      disabledBecause={whyNot ?? whyNotYet(state, matcher.ok, matched)}
      onSubmit={goOn}
      onClose={onClose}
    >
      <Field label="Namespace" hint="Always one: the same name in another is another's.">
        {(control) => (
          <select
            {...control}
            className="inp"
            value={place}
            onChange={(event) => setChosen(event.target.value)}
          >
            {namespaces.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        )}
      </Field>
      <Segmented label="How" options={WAYS} value={way} onChange={setWay} />
      <Field
        label="Name"
        hint={HINTS[way]}
        error={matcher.ok || typed.trim() === '' ? null : matcher.problem}
      >
        {(control) => (
          <input
            {...control}
            className="inp mono"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <Preview matched={matched} asked={matcher.ok} />
    </FormDialog>
  )
}

function whyNotYet(state: string, asked: boolean, matched: readonly Matched[]): string | null {
  if (state !== 'live') return 'What you see is of the past: what matches now is not known.'
  if (!asked) return 'Say which names.'
  if (matched.length === 0) return 'Nothing matches.'
  return matched.length > MAX_DELETED_AT_ONCE
    ? `At most ${MAX_DELETED_AT_ONCE.toLocaleString('en')} go at once. Say it more exactly.`
    : null
}

const SHOWN = 300

function Preview({ matched, asked }: { matched: readonly Matched[]; asked: boolean }) {
  return (
    <section className="goes" aria-label="What matches">
      <p className="lbl" role="status">
        {asked
          ? `${countedObjects(matched.map(({ object }) => object))} now`
          : 'What matches is listed here, live'}
      </p>
      {matched.length > 0 && (
        <Scroll as="ul" className="golist many">
          {matched.slice(0, SHOWN).map(({ object, what }) => (
            <li key={object.uid}>
              <span className="mono">{object.name}</span>
              <span className="dim">{what}</span>
            </li>
          ))}
        </Scroll>
      )}
      {matched.length > SHOWN && <p className="hint">Showing {SHOWN} of them. All of them go.</p>}
    </section>
  )
}
