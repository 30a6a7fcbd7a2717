/** A part of BinderHub that an upgrade restarts, and what people notice of it (domain notes 4). */
export interface Restart {
  part: 'binder' | 'hub' | 'proxy' | 'builder' | 'scheduler' | 'image-cleaner'
  effect: string
}

const effects: { readonly [Part in Restart['part']]: string } = {
  binder:
    'BinderHub’s page: nobody can launch for about 20 s; who is on it notices nothing, builds are lost from view',
  hub: 'the hub: nobody can launch for about 30 s; notebooks that run go on',
  proxy: 'the proxy: everybody is cut off for some seconds, and their notebooks come back by themselves',
  builder: 'the builder: builds under way fail',
  scheduler: 'the scheduler of sessions: launches wait some seconds',
  'image-cleaner': 'the image cleaner, which nobody notices',
}

/**
 * Which parts restart when values at these dotted paths change. Rather one too many: what a chart makes of a value, only
 * the chart knows.
 */
export function restartsOf(paths: readonly string[]): Restart[] {
  return inOrder(paths.flatMap(partsOf))
}

/** The same, for workloads whose pods are made anew, by their names (domain notes 2.1). */
export function restartsOfWorkloads(names: readonly string[]): Restart[] {
  return inOrder(names.flatMap(partOfWorkload))
}

function inOrder(restarting: readonly Restart['part'][]): Restart[] {
  const parts = new Set(restarting)
  return (Object.keys(effects) as Restart['part'][])
    .filter((part) => parts.has(part))
    .map((part) => ({ part, effect: effects[part] }))
}

function partsOf(path: string): Restart['part'][] {
  const [root = '', second = ''] = path.split('.')
  switch (root) {
    case 'jupyterhub':
      return second === 'proxy' ? ['proxy', 'hub'] : ['hub']
    case 'imageBuilderType':
      return ['builder', 'binder']
    case 'dind':
    case 'pink':
      return ['builder']
    case 'imageCleaner':
      return ['image-cleaner']
    default:
      return ['binder']
  }
}

function partOfWorkload(name: string): Restart['part'][] {
  if (name === 'binder' || name === 'hub' || name === 'proxy') return [name]
  if (name === 'user-scheduler') return ['scheduler']
  if (/-(dind|pink)$/.test(name)) return ['builder']
  return name.endsWith('-image-cleaner') ? ['image-cleaner'] : []
}
