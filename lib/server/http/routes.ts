import { Refusal } from './refusal.ts'

/** What a path leads to: one target per method, and the decoded `:names` of the path. */
export interface Match<Target> {
  byMethod: ReadonlyMap<string, Target>
  params: Readonly<Record<string, string>>
}

export interface Routes<Target> {
  /** Null where the path leads nowhere. Throws `invalid_input` for percent-encoding that cannot be read. */
  find(pathname: string): Match<Target> | null
}

interface Node<Target> {
  fixed: Map<string, Node<Target>>
  param: { name: string; node: Node<Target> } | null
  byMethod: Map<string, Target>
}

/**
 * A tree of paths such as `/api/servers/:server/forget`. A fixed segment wins over a `:name`.
 * Throws for two targets on one method and path, and for two names of the same place.
 */
export function createRoutes<Target>(
  entries: readonly { method: string; path: string; target: Target }[],
): Routes<Target> {
  const root = emptyNode<Target>()
  for (const { method, path, target } of entries) {
    const { byMethod } = path.split('/').slice(1).reduce(step, root)
    if (byMethod.has(method)) throw new Error(`Two routes claim ${method} ${path}.`)
    byMethod.set(method, target)
  }
  return {
    find(pathname) {
      const params: Record<string, string> = {}
      const node = walk(root, pathname.split('/').slice(1).map(decode), params)
      return node && { byMethod: node.byMethod, params }
    },
  }
}

function emptyNode<Target>(): Node<Target> {
  return { fixed: new Map(), param: null, byMethod: new Map() }
}

function step<Target>(node: Node<Target>, segment: string): Node<Target> {
  if (segment.startsWith(':')) {
    const name = segment.slice(1)
    node.param ??= { name, node: emptyNode() }
    if (node.param.name !== name)
      throw new Error(`A place in a path has two names: ${node.param.name} and ${name}.`)
    return node.param.node
  }
  const next = node.fixed.get(segment) ?? emptyNode<Target>()
  node.fixed.set(segment, next)
  return next
}

/** `params` is filled on the way back, once it is known that the path leads somewhere. */
function walk<Target>(
  node: Node<Target>,
  [segment, ...rest]: string[],
  params: Record<string, string>,
): Node<Target> | null {
  if (segment === undefined) return node.byMethod.size > 0 ? node : null
  const fixed = node.fixed.get(segment)
  const found = fixed && walk(fixed, rest, params)
  if (found) return found
  if (!node.param || segment === '') return null
  const below = walk(node.param.node, rest, params)
  if (below) params[node.param.name] = segment
  return below
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw new Refusal('invalid_input', 'The address has percent signs that do not encode anything.')
  }
}
