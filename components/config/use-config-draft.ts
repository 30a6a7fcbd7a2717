'use client'

import { useState } from 'react'
import * as z from 'zod/mini'

const draftSchema = z.object({ base: z.number(), text: z.string() })

/** A binder.yaml that was typed and not saved yet, with the revision it was made from. */
export type ConfigDraft = z.infer<typeof draftSchema>

const keyOf = (serverId: string) => `bindery.drafts.config.${serverId}`

/**
 * The text in the editor, kept in this browser until it was saved: a reload, a crash or a lost sign-in loses nothing.
 * Where no draft is kept, `saved` stands there.
 */
export function useConfigDraft(serverId: string, saved: ConfigDraft) {
  const [kept, setKept] = useState<ConfigDraft | null>(() => load(serverId))
  const draft = kept ?? saved

  function keep(next: ConfigDraft | null) {
    setKept(next)
    try {
      if (next === null) localStorage.removeItem(keyOf(serverId))
      else localStorage.setItem(keyOf(serverId), JSON.stringify(next))
    } catch {
      // Without storage the draft lives as long as the page.
    }
  }
  return {
    draft,
    changed: draft.text !== saved.text,
    type: (text: string) => keep(text === saved.text ? null : { base: draft.base, text }),
    /** Makes the draft one of another revision: after a look at what somebody else saved. */
    rebase: (base: number) => keep({ base, text: draft.text }),
    drop: () => keep(null),
  }
}

function load(serverId: string): ConfigDraft | null {
  try {
    return draftSchema.safeParse(JSON.parse(localStorage.getItem(keyOf(serverId)) ?? 'null')).data ?? null
  } catch {
    return null
  }
}
