'use client'

import { yaml } from '@codemirror/lang-yaml'
import { unifiedMergeView } from '@codemirror/merge'
import { EditorState } from '@codemirror/state'
import { EditorView, lineNumbers } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { editorTheme } from './editor-theme.ts'

interface TextDiffProps {
  label: string
  before: string
  after: string
}

/** What became of a text, in one column; what stayed the same is folded. Load it with `next/dynamic`. */
export function TextDiff({ label, before, after }: TextDiffProps) {
  const holder = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (holder.current === null) return
    const view = new EditorView({
      parent: holder.current,
      state: EditorState.create({
        doc: after,
        extensions: [
          lineNumbers(),
          yaml(),
          editorTheme,
          EditorState.readOnly.of(true),
          EditorView.lineWrapping,
          // Editable text can be reached by Tab anyway; not every checker knows.
          EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': label }),
          unifiedMergeView({
            original: before,
            mergeControls: false,
            collapseUnchanged: { margin: 3, minSize: 6 },
          }),
        ],
      }),
    })
    return () => view.destroy()
  }, [label, before, after])
  return <div className="yaml-editor diff" ref={holder} />
}
