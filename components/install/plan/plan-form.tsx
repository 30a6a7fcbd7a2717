'use client'

import { type FormEvent, useMemo, useRef, useState } from 'react'
import type { InstallRow } from '../../../lib/shared/install.ts'
import type { PlanLook } from '../../../lib/shared/plan-look.ts'
import type { Problem } from '../../../lib/shared/problem.ts'
import { useBlast } from '../../runs/use-blast.ts'
import { Note } from '../../ui/note.tsx'
import { AddressesSection } from './addresses-section.tsx'
import { BuilderSection } from './builder-section.tsx'
import { judgeDraft, problemsAt } from './judge-draft.ts'
import { keepDraft, keptDraft } from './kept-draft.ts'
import { MoreChoices } from './more-choices.tsx'
import { PlanAside } from './plan-aside.tsx'
import { draftOf, nodeOf, type PlanDraft, planOf, proposedDraft } from './plan-draft.ts'
import type { PlanForm as Form } from './plan-form-state.ts'
import { planSentence } from './plan-sentence.ts'
import { PlanSummary } from './plan-summary.tsx'
import { RegistrySection } from './registry-section.tsx'
import { StorageSection } from './storage-section.tsx'
import { usePlanPreview } from './use-plan-preview.ts'
import { useRegistryCheck } from './use-registry-check.ts'
import { useSavePlan } from './use-save-plan.ts'
import { verdictStops } from './verdict-stops.ts'

interface PlanFormProps {
  serverId: string
  row: InstallRow | undefined
  look: PlanLook
  disabledBecause: string | null
  onFolder: (path: string) => void
}

/** The questions of the plan, each with an answer to begin with, and what they come to. */
export function PlanForm({ serverId, row, look, disabledBecause, onFolder }: PlanFormProps) {
  // The form goes on from the revision that it was filled from, whoever saves another one meanwhile.
  const [before] = useState({ plan: row?.plan ?? null, revision: row?.revision ?? 0 })
  const node = nodeOf(look)
  const [draft, setDraft] = useState(
    () =>
      keptDraft(serverId, before.revision) ??
      (before.plan ? draftOf(before.plan, node) : proposedDraft(look)),
  )
  // Never kept anywhere but here: a reload asks for it again.
  const [token, setToken] = useState('')
  const [tried, setTried] = useState(false)
  const element = useRef<HTMLFormElement>(null)

  const plan = useMemo(() => planOf(draft, node), [draft, node])
  const sameAccount = JSON.stringify(before.plan?.registry) === JSON.stringify(plan.registry)
  const hasToken = row?.hasToken === true && sameAccount
  const judgement = judgeDraft(draft, plan, look, plan.registry.kind !== 'addon' && token === '' && !hasToken)
  const preview = usePlanPreview(serverId, plan)
  const checking = useRegistryCheck(serverId, plan, token)
  const refused = checking.answer?.state === 'answered' && verdictStops(checking.answer.check.verdict)
  const saving = useSavePlan(serverId, {
    plan,
    token,
    revision: before.revision,
    checking,
    changes: before.plan !== null,
  })
  const whole =
    judgement.missing.length === 0 && judgement.problems.every(({ severity }) => severity !== 'wrong')
  const change = useBlast(
    `/api/servers/${serverId}/install/plan`,
    { plan, revision: before.revision, ...(token === '' ? {} : { registryToken: token }) },
    before.plan !== null && whole,
  )

  const form: Form = {
    draft,
    plan,
    look,
    change(part: Partial<PlanDraft>) {
      const next = { ...draft, ...part }
      setDraft(next)
      keepDraft(serverId, before.revision, next)
      saving.clear()
    },
    errorAt(field) {
      const missing = judgement.missing.find((one) => one.field === field)
      if (missing) return tried ? `This is missing: ${missing.what}.` : null
      return problemsAt(judgement.problems, field, 'wrong') ?? refusedAt(saving.problem, field)
    },
    adviceAt: (field) => problemsAt(judgement.problems, field, 'careful'),
  }

  function save(start: boolean) {
    setTried(true)
    if (whole) void saving.save(start)
    // After the fields have said what is wrong with them.
    else requestAnimationFrame(() => element.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus())
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    if (disabledBecause === null) save(before.plan === null)
  }

  return (
    <form ref={element} className="plangrid" method="post" onSubmit={submit} noValidate>
      <div className="plan-questions">
        <p className="truth">{planSentence(row, look, preview)}</p>
        {look.unread.length > 0 && (
          <Note kind="warn">
            <p>
              <b>Not everything could be read:</b> {look.unread.join(', ')}. Our usual values stand there
              instead.
            </p>
          </Note>
        )}
        <AddressesSection form={form} />
        <StorageSection form={form} onFolder={onFolder} />
        <RegistrySection
          form={form}
          token={token}
          hasToken={hasToken}
          checking={checking}
          refused={refused}
          disabledBecause={disabledBecause}
          onToken={(typed) => {
            setToken(typed)
            saving.clear()
          }}
        />
        <BuilderSection form={form} />
        <MoreChoices form={form} />
      </div>
      <PlanAside
        judgement={refused ? { ...judgement, missing: [...judgement.missing, ANOTHER_LOGIN] } : judgement}
        steps={preview?.steps.length}
        changes={before.plan !== null}
        stepsPath={`/s/${serverId}/install`}
        busy={saving.busy}
        problem={saving.problem}
        disabledBecause={disabledBecause}
        onSaveOnly={() => save(false)}
      >
        <PlanSummary plan={plan} look={look} preview={preview} change={change} />
      </PlanAside>
    </form>
  )
}

/** Named beside the button; the field itself has the registry's own answer under it. */
const ANOTHER_LOGIN = { field: 'registryToken', what: 'a login that may push images' }

/** What the engine said of a field when it was saved. */
function refusedAt(problem: Problem | null, field: string): string | null {
  const at = problem?.field?.replace(/^plan\./, '')
  if (problem === null || at === undefined) return null
  return at === field || (field === 'pool' && at.startsWith('pool.')) ? problem.message : null
}
