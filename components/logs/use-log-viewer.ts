import { type RefObject, useEffect, useState, useSyncExternalStore } from 'react'
import { emptyLogView, type LogOrigin, LogViewer, type LogViewState } from './log-viewer.ts'

const never = () => () => undefined
const empty = () => emptyLogView

/**
 * The logs of an origin in the element behind `host`, for as long as that element is there. `what` names what is
 * shown: with another name the lines of before go, with the same one logs that are new are added.
 */
export function useLogViewer(
  host: RefObject<HTMLElement | null>,
  { serverId, what, origin }: { serverId: string; what: string; origin: LogOrigin },
): { viewer: LogViewer | null; state: LogViewState } {
  const [viewer, setViewer] = useState<LogViewer | null>(null)
  const [shown, setShown] = useState<string | null>(null)

  useEffect(() => {
    if (host.current === null) return
    const made = new LogViewer(serverId, host.current)
    setViewer(made)
    setShown(null)
    return () => {
      made.dispose()
      setViewer(null)
    }
  }, [serverId, host])

  const key =
    origin.kind === 'live' ? origin.places.map(({ uid, container }) => `${uid}/${container}`).join() : ''
  // biome-ignore lint/correctness/useExhaustiveDependencies: origin is made anew at each render; what it says is in the key
  useEffect(() => {
    if (viewer === null) return
    viewer.show(origin, shown !== what)
    setShown(what)
  }, [viewer, what, key])

  const state = useSyncExternalStore(viewer?.subscribe ?? never, viewer?.state ?? empty, empty)
  return { viewer, state }
}
