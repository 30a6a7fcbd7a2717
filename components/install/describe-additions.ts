import type { Addition } from '../../lib/shared/install.ts'

const kinds: Record<Addition['kind'], string> = {
  snap: 'snap',
  'group-member': 'group member',
  'add-on': 'add-on',
  namespace: 'namespace',
  release: 'release',
  repository: 'Helm repository',
  'firewall-rule': 'firewall rule',
  package: 'package',
  folder: 'folder',
  file: 'file',
  'storage-class': 'storage class',
  'address-pool': 'address pool',
  service: 'service',
}

/** Additions of one kind together, in the order in which kinds first appear: "packages" and their names. */
export function describeAdditions(adds: readonly Addition[]): { kind: string; names: string[] }[] {
  const byKind = Map.groupBy(adds, ({ kind }) => kind)
  return [...byKind].map(([kind, all]) => ({
    kind: all.length === 1 ? kinds[kind] : plural(kinds[kind]),
    names: all.map(({ name }) => name),
  }))
}

function plural(word: string): string {
  if (word.endsWith('class')) return `${word}es`
  return word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`
}
