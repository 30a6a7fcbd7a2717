'use client'

import './globals.css'

/** The frame itself broke: nothing of it can be used here, not even the chosen theme. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Bindery made a mistake</title>
        <main className="measure px-6 py-16" role="alert">
          <h1 className="truth">Bindery made a mistake.</h1>
          <p className="said mt-3 mb-5">
            Nothing on your servers is touched by it, and what runs there goes on. Bindery's own log, where it
            was started, says more.
          </p>
          <button type="button" className="btn" onClick={retry}>
            Try again
          </button>
        </main>
      </body>
    </html>
  )
}
