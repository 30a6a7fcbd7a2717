/** Where the Kubernetes API of a server is, as seen from that server, and how we say there who we are. */
export interface ApiPlace {
  host: string
  port: number
  /** PEM of whoever signed the API's certificate: nobody else is believed. */
  ca: string
  identity: { kind: 'certificate'; cert: string; key: string } | { kind: 'token'; token: string }
}

/** What differs between MicroK8s, k3s and a cluster known by its kubeconfig alone. */
export interface ApiSource {
  /** Throws `no_kubernetes` where there is none (yet), and what the link throws. */
  locate(signal: AbortSignal): Promise<ApiPlace>
}
