import type { IncomingMessage, ServerResponse } from 'node:http'
import next from 'next'

/** Next, which renders the pages and nothing else. */
interface Pages {
  onRequest(request: IncomingMessage, response: ServerResponse): Promise<void>
  close(): Promise<void>
}

/** Loads the built pages (or compiles them on demand with `dev`). Throws when there is no build. */
export async function preparePages({ dev, home }: { dev: boolean; home: string }): Promise<Pages> {
  // Nothing leaves the console that its owner did not ask for.
  process.env.NEXT_TELEMETRY_DISABLED = '1'
  const app = next({ dev, dir: home, quiet: true })
  await app.prepare()
  const handle = app.getRequestHandler()
  return {
    onRequest: (request, response) => handle(request, response),
    close: () => app.close(),
  }
}
