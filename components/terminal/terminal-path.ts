/** The page of a server's terminals, at one of them where one is chosen. */
export function terminalPath(serverId: string, terminal: string | null): string {
  return terminal === null ? `/s/${serverId}/terminal` : `/s/${serverId}/terminal/${terminal}`
}

/** The terminal in the address bar; null where there is none. */
export function readTerminal(pathname: string): string | null {
  return /^\/s\/[^/]+\/terminal\/([a-z0-9]+)\/?$/.exec(pathname)?.[1] ?? null
}
