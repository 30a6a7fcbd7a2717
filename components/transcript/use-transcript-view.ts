import { type RefObject, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useSocket } from '../../lib/client/use-socket.ts'
import type { LineNote } from '../../lib/shared/install.ts'
import type { Problem } from '../../lib/shared/problem.ts'
import type { TellingLine } from './telling-line.ts'
import type { TranscriptView } from './transcript-view.ts'
import { initialViewState } from './view-state.ts'

interface Options {
  run: { id: string; bytes: number }
  label: string
  screenReader: boolean
  /** Read once, when the terminal opens. */
  notes: readonly LineNote[]
  telling: TellingLine | null
}

const cannotLoad: Problem = {
  code: 'internal',
  message: 'The terminal could not be loaded.',
  hint: 'Reload the page. The download has the whole transcript.',
}
const neverChanges = () => () => undefined

/**
 * The transcript of a run in the element behind `host`, for as long as that element is there. xterm comes in a
 * chunk of its own, when the first transcript is shown. The view is null until then.
 */
export function useTranscriptView(
  host: RefObject<HTMLElement | null>,
  gutter: RefObject<HTMLElement | null>,
  { run, label, screenReader, notes, telling }: Options,
) {
  const [view, setView] = useState<TranscriptView | null>(null)
  // The life of the socket in which xterm did not come; null while nothing failed.
  const [failedIn, setFailedIn] = useState<number | null>(null)
  const socket = useSocket()
  const life = useRef(socket.since)
  life.current = socket.since

  // biome-ignore lint/correctness/useExhaustiveDependencies: only another run needs another view; the rest is read once or set below
  useEffect(() => {
    let gone = false
    let opened: TranscriptView | null = null
    import('./transcript-view.ts')
      .then(({ TranscriptView }) => {
        if (gone || host.current === null || gutter.current === null) return
        opened = new TranscriptView(run, host.current, gutter.current, { label, screenReader, notes })
        setView(opened)
      })
      .catch((error: unknown) => {
        console.error(error)
        setFailedIn(life.current)
      })
    return () => {
      gone = true
      opened?.dispose()
      setView(null)
    }
  }, [run.id, host, gutter])

  // Bindery was away when the chunk was asked for. A chunk that failed stays failed in this page, so a new page it
  // is, once Bindery is back. There is nothing here that a reload could lose.
  useEffect(() => {
    if (failedIn !== null && socket.state === 'live' && socket.since !== failedIn) window.location.reload()
  }, [failedIn, socket])

  useEffect(() => view?.setScreenReader(screenReader), [view, screenReader])

  useEffect(() => view?.tell(telling), [view, telling])

  const now = () => view?.state() ?? initialViewState
  const state = useSyncExternalStore(view?.subscribe ?? neverChanges, now, () => initialViewState)
  return { view, state: failedIn !== null ? { ...state, problem: cannotLoad } : state }
}
