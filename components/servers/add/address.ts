/** Where a server is and as whom Bindery comes, as typed. */
export interface Address {
  host: string
  port: string
  user: string
  /** The server it is reached through; null: directly. */
  jump: string | null
}

/** The names under which problems of these fields arrive. */
export const addressFields = ['host', 'port', 'user', 'jump'] as const

/** The address as requests have it. A port that is no whole number becomes 0, which the engine refuses by name. */
export function requestAddress({ host, port, jump }: Pick<Address, 'host' | 'port' | 'jump'>) {
  return { host: host.trim(), port: /^\d+$/.test(port.trim()) ? Number(port) : 0, jump }
}
