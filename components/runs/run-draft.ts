import { useState } from 'react'

/** A script that was typed and not started yet. */
export interface RunDraft {
  title: string
  script: string
}

const keyOf = (name: string) => `bindery.drafts.run.${name}`

/**
 * What is typed into the form of a new run, kept in this browser until it was started: a reload, a lost sign-in or
 * a closed dialog loses nothing. `name` keeps drafts apart; `initial` stands there where no draft is kept.
 */
export function useRunDraft(name: string, initial: RunDraft) {
  const [draft, setDraft] = useState<RunDraft>(() => load(name) ?? initial)
  const kept = draft.title !== initial.title || draft.script !== initial.script

  function change(next: RunDraft) {
    setDraft(next)
    store(name, next)
  }
  function clear() {
    setDraft(initial)
    forget(name)
  }
  return { draft, kept, change, clear, forget: () => forget(name) }
}

function load(name: string): RunDraft | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(keyOf(name)) ?? 'null')
    return isDraft(value) ? value : null
  } catch {
    return null
  }
}

function store(name: string, draft: RunDraft): void {
  try {
    localStorage.setItem(keyOf(name), JSON.stringify(draft))
  } catch {
    // Without storage the draft lives as long as the dialog.
  }
}

function forget(name: string): void {
  try {
    localStorage.removeItem(keyOf(name))
  } catch {
    // Nothing was kept either.
  }
}

function isDraft(value: unknown): value is RunDraft {
  if (typeof value !== 'object' || value === null) return false
  const { title, script } = value as Partial<RunDraft>
  return typeof title === 'string' && typeof script === 'string'
}
