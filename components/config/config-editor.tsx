'use client'

import dynamic from 'next/dynamic'
import { useMemo, useState } from 'react'
import { get, post } from '../../lib/client/request.ts'
import type { ConfigRevision, ConfigSeen } from '../../lib/shared/config-api.ts'
import { checkInputOf } from '../../lib/shared/config-check/check-input.ts'
import { applyEdits, type Diagnostic } from '../../lib/shared/config-check/diagnostic.ts'
import { useServer } from '../frame/servers.tsx'
import { useWhyNot } from '../frame/use-liveness.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { Scroll } from '../ui/scroll.tsx'
import { useRequest } from '../ui/use-request.ts'
import { ApplyDialog } from './apply-dialog.tsx'
import { ConfigProblems } from './config-problems.tsx'
import { configSentence } from './config-sentence.ts'
import { OvertakenNote } from './overtaken-note.tsx'
import { RevisionPicker } from './revision-picker.tsx'
import { useChartSchema } from './use-chart-schema.ts'
import { useConfigCheck } from './use-config-check.ts'
import { useConfigDraft } from './use-config-draft.ts'

const YamlEditor = dynamic(() => import('../editor/yaml-editor.tsx').then((file) => file.YamlEditor), {
  ssr: false,
  loading: () => <p className="dim">The editor is loading.</p>,
})

interface ConfigEditorProps {
  serverId: string
  seen: ConfigSeen
  onSaved(): void
}

/** The text, what is to say of it, and the two steps that lead on: save it, put it into use. */
export function ConfigEditor({ serverId, seen, onSaved }: ConfigEditorProps) {
  const { latest, onServer } = seen
  const saved = { base: latest?.number ?? 0, text: latest?.text ?? onServer ?? '' }
  const { draft, changed, type, rebase, drop } = useConfigDraft(serverId, saved)
  const [goTo, setGoTo] = useState<{ at: number } | null>(null)
  const [applying, setApplying] = useState<ConfigRevision | null>(null)
  const saving = useRequest()
  const whyNot = useWhyNot(useServer(serverId))
  const input = useMemo(() => checkInputOf(draft.text, seen), [draft.text, seen])
  const checked = useConfigCheck(input, useChartSchema(serverId, seen.release?.chartVersion ?? null))
  const findings = checked?.of === draft.text ? checked.findings : []
  const overtaken = changed && draft.base !== saved.base
  const inUse = latest !== null && latest.text === onServer && seen.drift?.length === 0
  const mistakes = findings.some(({ severity }) => severity === 'error')

  if (saved.text === '' && draft.text === '' && seen.release === null)
    return (
      <div className="page">
        <Empty action={<LinkButton href={`/s/${serverId}/install`}>Open Install</LinkButton>}>
          There is no BinderHub here yet. The install writes its first binder.yaml.
        </Empty>
      </div>
    )

  function fix({ fix: mend }: Diagnostic) {
    if (mend !== null) type(applyEdits(draft.text, mend.edits))
  }
  function save(then: (revision: ConfigRevision) => void) {
    void saving.run(
      async () => {
        const { number } = await post<{ number: number }>(`/api/servers/${serverId}/config/save`, {
          text: draft.text,
          base: draft.base,
          note: '',
        })
        return await get<ConfigRevision>(`/api/servers/${serverId}/config/${number}`)
      },
      (revision) => {
        drop()
        onSaved()
        then(revision)
      },
    )
  }
  function upgrade() {
    if (changed || latest === null) save(setApplying)
    else setApplying(latest)
  }

  return (
    <div className="config">
      <div className="config-head">
        <p className="say">
          {configSentence({ findings, changed, latest: latest?.number ?? 0, inUse, overtaken })}
        </p>
        <span className="grow" />
        <RevisionPicker serverId={serverId} seen={seen} onText={type} />
        {changed && <Button onClick={drop}>Drop my changes</Button>}
        <Button
          busy={saving.busy}
          disabledBecause={
            whyNot ??
            (changed || latest === null ? null : 'Everything is saved.') ??
            (overtaken ? 'A newer revision is there: compare first.' : null)
          }
          onClick={() => save(() => {})}
        >
          Save
        </Button>
        <Button
          tone="primary"
          disabledBecause={
            whyNot ??
            (mistakes ? 'There are mistakes to mend first.' : null) ??
            (overtaken ? 'A newer revision is there: compare first.' : null)
          }
          onClick={upgrade}
        >
          Upgrade…
        </Button>
      </div>
      {saving.problem && <ProblemNote problem={saving.problem} />}
      {overtaken && latest && (
        <OvertakenNote
          latest={latest}
          draft={draft.text}
          onKeepMine={() => rebase(latest.number)}
          onTakeTheirs={drop}
        />
      )}
      <div className="config-parts">
        <YamlEditor
          label="binder.yaml"
          text={draft.text}
          onText={type}
          goTo={goTo}
          findings={findings.map((finding) => ({
            ...finding,
            action: finding.fix === null ? null : { label: finding.fix.label, run: () => fix(finding) },
          }))}
        />
        <Scroll as="aside" label="What was found">
          <ConfigProblems
            text={draft.text}
            findings={findings}
            onGoTo={(at) => setGoTo({ at })}
            onFix={fix}
          />
          <Facts seen={seen} />
        </Scroll>
      </div>
      {applying && (
        <ApplyDialog
          serverId={serverId}
          revision={applying}
          onServer={onServer}
          running={seen.release?.chartVersion ?? null}
          onClose={() => setApplying(null)}
        />
      )}
    </div>
  )
}

function Facts({ seen: { release, drift, onServer, latest } }: { seen: ConfigSeen }) {
  return (
    <section aria-label="As it runs">
      <h2>As it runs</h2>
      <p>
        {release === null
          ? 'No release is installed.'
          : `Release ${release.name}, revision ${release.revision}, chart ${release.chartVersion}, ${release.status}.`}
      </p>
      {latest !== null && onServer !== latest.text && (
        <p>The file on the server is not revision {latest.number}: an upgrade puts it there.</p>
      )}
      {drift !== null && drift.length > 0 && (
        <p>
          What runs differs from the server’s file at {drift.slice(0, 5).join(', ')}
          {drift.length > 5 ? ` and ${drift.length - 5} more places` : ''}.
        </p>
      )}
    </section>
  )
}
