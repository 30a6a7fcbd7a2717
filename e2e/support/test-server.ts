import { readFileSync } from 'node:fs'
import * as z from 'zod/mini'

const description = z.object({
  name: z.string(),
  host: z.string(),
  port: z.int(),
  user: z.string(),
  password: z.optional(z.string()),
  privateKeyPath: z.optional(z.string()),
  hostKeySha256: z.string(),
})

/** The server that a suite works on: bare or not, reached by SSH, its user able to sudo. */
export interface TestServer extends z.infer<typeof description> {
  /** The text of its private key; throws where it has none. */
  privateKey(): string
}

/**
 * Reads a server's description: what BINDERY_E2E_SERVER holds and the loopback server prints. More is ignored.
 * Throws, naming `source`, when it is not one.
 */
export function parseTestServer(json: string, source: string): TestServer {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    throw new Error(`${source} is not JSON.`)
  }
  const parsed = description.safeParse(value)
  if (!parsed.success)
    throw new Error(`${source} does not describe a server: ${z.prettifyError(parsed.error)}`)
  const server = parsed.data
  if (server.password === undefined && server.privateKeyPath === undefined)
    throw new Error(`${source} has neither password nor privateKeyPath.`)
  return {
    ...server,
    privateKey() {
      if (server.privateKeyPath === undefined)
        throw new Error(`The server ${server.name} came without a private key.`)
      return readFileSync(server.privateKeyPath, 'utf8')
    },
  }
}
