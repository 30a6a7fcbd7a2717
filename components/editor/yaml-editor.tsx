'use client'

import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { bracketMatching, foldGutter, foldKeymap, indentOnInput } from '@codemirror/language'
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint'
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search'
import { EditorState } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { editorTheme } from './editor-theme.ts'

/** Something to say about a part of the text, with what one press does about it. */
export interface Finding {
  from: number
  to: number
  severity: 'error' | 'warning' | 'info'
  message: string
  action: { label: string; run(): void } | null
}

interface YamlEditorProps {
  label: string
  text: string
  /** Called with every change that a person makes. Absent: the text can only be read. */
  onText?(text: string): void
  findings?: readonly Finding[]
  /** Where the cursor goes; another object moves it again. */
  goTo?: { at: number } | null
}

/**
 * YAML with line numbers, folding, search and findings. Load it with `next/dynamic`: it weighs 130 kB. Tab indents;
 * Escape and then Tab leaves, as CodeMirror has it everywhere.
 */
export function YamlEditor({ label, text, onText, findings = [], goTo = null }: YamlEditorProps) {
  const holder = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const tell = useRef(onText)
  tell.current = onText
  const readOnly = onText === undefined

  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor is made once; its text follows below
  useEffect(() => {
    if (holder.current === null) return
    const made = new EditorView({
      parent: holder.current,
      state: EditorState.create({
        doc: text,
        extensions: [
          lineNumbers(),
          foldGutter(),
          lintGutter(),
          history(),
          drawSelection(),
          indentOnInput(),
          bracketMatching(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          highlightSelectionMatches(),
          yaml(),
          editorTheme,
          EditorState.readOnly.of(readOnly),
          EditorView.lineWrapping,
          // Editable text can be reached by Tab anyway; not every checker knows.
          EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': label, spellcheck: 'false' }),
          keymap.of([
            ...defaultKeymap,
            ...historyKeymap,
            ...searchKeymap,
            ...foldKeymap,
            ...lintKeymap,
            indentWithTab,
          ]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) tell.current?.(update.state.doc.toString())
          }),
        ],
      }),
    })
    view.current = made
    return () => {
      made.destroy()
      view.current = null
    }
  }, [label, readOnly])

  useEffect(() => {
    const now = view.current
    if (now === null || now.state.doc.toString() === text) return
    now.dispatch({ changes: { from: 0, to: now.state.doc.length, insert: text } })
  }, [text])

  useEffect(() => {
    const now = view.current
    if (now === null) return
    const { length } = now.state.doc
    now.dispatch(setDiagnostics(now.state, findings.filter(({ to }) => to <= length).map(toDiagnostic)))
  }, [findings])

  useEffect(() => {
    const now = view.current
    if (now === null || goTo === null) return
    const at = Math.min(goTo.at, now.state.doc.length)
    now.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) })
    now.focus()
  }, [goTo])

  return <div className="yaml-editor" ref={holder} />
}

function toDiagnostic({ from, to, severity, message, action }: Finding): Diagnostic {
  return {
    from,
    to,
    severity,
    message,
    actions: action === null ? [] : [{ name: action.label, apply: () => action.run() }],
  }
}
