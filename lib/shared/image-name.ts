/**
 * The host that the name of an image, or the prefix of many, begins with; null where it names none, which means
 * Docker Hub. As Docker reads names: the first part is a host if it has a dot or a port.
 *
 * @example hostOfImage('ghcr.io/lab/binder-') // 'ghcr.io'
 */
export function hostOfImage(name: string): string | null {
  const [first = '', ...rest] = name.split('/')
  return rest.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? first : null
}

/** The name as the registry itself knows it. */
export function withoutHost(name: string): string {
  const host = hostOfImage(name)
  return host === null ? name : name.slice(host.length + 1)
}
