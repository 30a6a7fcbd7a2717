import type { Observation } from '../step.ts'

export interface AddressPool {
  namespace: string
  name: string
  /** As written: `10.0.0.100-10.0.0.200` or `10.0.0.0/28`. */
  addresses: string[]
  /** Whether services that ask for no address of their own get one of it. */
  autoAssign: boolean
  /** Whether an advertisement makes its addresses known to the network. */
  announced: boolean
}

/** MetalLB's pools; none where MetalLB is not there, null where the API did not answer. */
export type AddressPoolsSeen = AddressPool[] | null

/**
 * Asked for by path: that spares kubectl the discovery of all kinds, and tells a server without MetalLB (NotFound)
 * from one that does not answer.
 */
export const addressPools: Observation<AddressPoolsSeen> = {
  id: 'address-pools',
  ask: () => `list() { /snap/bin/microk8s kubectl --request-timeout=4s get --raw "/apis/metallb.io/v1beta1/$1" 2>&1; }
pools=$(list ipaddresspools) || { printf '%s\\n' "$pools"; exit 1; }
layer2=$(list l2advertisements)
printf '%s\\n' "$pools" "$layer2"
case $layer2 in *'"items":[]'*) list bgpadvertisements || true ;; esac`,
  parse({ text, code }) {
    if (code !== 0) return /\(NotFound\)|could not find the requested resource/.test(text) ? [] : null
    const [poolsJson = '', ...adverts] = text.trim().split('\n')
    const pools = itemsOf(poolsJson)
    if (!pools) return null
    const advertisements = adverts.flatMap((line) => itemsOf(line) ?? [])
    return pools.map(({ metadata, spec = {} }) => ({
      ...metadata,
      addresses: Array.isArray(spec.addresses) ? spec.addresses.map(String) : [],
      autoAssign: spec.autoAssign !== false,
      announced: advertisements.some((one) => announces(one, metadata)),
    }))
  },
}

interface MetallbObject {
  metadata: { namespace: string; name: string }
  spec?: Record<string, unknown>
}

/** An advertisement without names and selectors is for all pools of its namespace; what a selector picks is not judged. */
function announces({ metadata, spec = {} }: MetallbObject, pool: MetallbObject['metadata']): boolean {
  if (metadata.namespace !== pool.namespace) return false
  const names = Array.isArray(spec.ipAddressPools) ? spec.ipAddressPools : []
  const selectors = Array.isArray(spec.ipAddressPoolSelectors) ? spec.ipAddressPoolSelectors : []
  return names.includes(pool.name) || names.length === 0 || selectors.length > 0
}

function itemsOf(json: string): MetallbObject[] | null {
  try {
    const list = JSON.parse(json) as { items?: MetallbObject[] }
    return Array.isArray(list.items) ? list.items.filter(({ metadata }) => metadata?.name) : null
  } catch {
    return null
  }
}
