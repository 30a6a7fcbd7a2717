import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

/** The looks of the editor, out of the design's own variables: both themes are one. */
const looks = EditorView.theme({
  '&': {
    height: '100%',
    fontSize: '12.5px',
    backgroundColor: 'var(--color-sheet)',
    color: 'var(--color-ink)',
  },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.55', letterSpacing: '-0.02em' },
  '.cm-content': { caretColor: 'var(--color-thread)', paddingBlock: '8px' },
  '.cm-gutters': {
    backgroundColor: 'var(--color-board)',
    color: 'var(--color-ink-3)',
    borderRight: '1px solid var(--color-line)',
  },
  '.cm-activeLine, .cm-activeLineGutter': {
    backgroundColor: 'color-mix(in srgb, var(--color-thread) 7%, transparent)',
  },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--color-thread) 25%, transparent)',
  },
  '.cm-cursor': { borderLeftColor: 'var(--color-thread)' },
  '&.cm-focused': { outline: '2px solid var(--color-thread)', outlineOffset: '2px' },
  '.cm-tooltip, .cm-panels': {
    backgroundColor: 'var(--color-sheet)',
    color: 'var(--color-ink)',
    border: '1px solid var(--color-line)',
    fontFamily: 'var(--font-sans)',
    fontSize: '13px',
  },
  '.cm-diagnostic': { maxWidth: '44ch', whiteSpace: 'normal', padding: '6px 10px' },
  '.cm-diagnosticAction': {
    backgroundColor: 'transparent',
    color: 'var(--color-thread)',
    border: '1px solid var(--color-edge)',
    borderRadius: '6px',
    padding: '3px 8px',
    marginLeft: '8px',
  },
  '.cm-insertedLine, .cm-changedLine': {
    backgroundColor: 'color-mix(in srgb, var(--color-ok) 14%, transparent) !important',
  },
  '.cm-deletedChunk': { backgroundColor: 'color-mix(in srgb, var(--color-fail) 12%, transparent)' },
  // The colours of the syntax are made for paper: on tinted lines some are too faint.
  '.cm-insertedLine span, .cm-changedLine span, .cm-deletedChunk span': { color: 'var(--color-ink)' },
  '.cm-deletedLine del': { textDecoration: 'none' },
  '.cm-collapsedLines': {
    background: 'var(--color-board)',
    color: 'var(--color-ink-3)',
    padding: '2px 10px',
  },
  // Their own marks are of a script that few fonts have.
  '.cm-collapsedLines::before, .cm-collapsedLines::after': { content: '"⋯"' },
})

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--color-thread)' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--color-ink-3)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--color-ink)' },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: 'var(--color-work)' },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: 'var(--color-ink-2)' },
])

export const editorTheme: Extension = [looks, syntaxHighlighting(colours)]
