import { goToSignIn } from './go-to-sign-in.ts'
import { get } from './request.ts'
import { createTabSocket, type TabSocket } from './socket.ts'

let shared: TabSocket | undefined

/** The socket of this tab, made when first asked for. Only for code that runs in a browser: effects, listeners. */
export function tabSocket(): TabSocket {
  shared ??= createTabSocket({
    url: `${window.location.origin.replace(/^http/, 'ws')}/ws`,
    onWake,
    onSignedOut: goToSignIn,
    // A refused upgrade looks like any other failure from here; a request says whether it was the session.
    onRefused: () => void get('/api/me').catch(() => {}),
  })
  return shared
}

function onWake(wake: () => void): () => void {
  const whenVisible = () => {
    if (document.visibilityState === 'visible') wake()
  }
  window.addEventListener('online', wake)
  window.addEventListener('focus', wake)
  document.addEventListener('visibilitychange', whenVisible)
  return () => {
    window.removeEventListener('online', wake)
    window.removeEventListener('focus', wake)
    document.removeEventListener('visibilitychange', whenVisible)
  }
}
