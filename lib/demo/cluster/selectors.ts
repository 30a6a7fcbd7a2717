import type { KubeObject } from './kube-object.ts'

/** Whether an object fits a label selector as kubectl takes it: `a=b,c!=d,e in (f,g),h notin (i),j,!k`. */
export function fitsLabels({ metadata }: KubeObject, selector: string): boolean {
  const labels = metadata.labels ?? {}
  return split(selector).every((part) => {
    const set = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(part)
    if (set) {
      const [, key = '', operator, list = ''] = set
      const among = list
        .split(',')
        .map((item) => item.trim())
        .includes(labels[key] ?? '\0')
      return operator === 'in' ? among : !among
    }
    const [, key = '', operator, value] = /^([^=!]+?)\s*(==|!=|=)\s*(.*)$/.exec(part) ?? []
    if (operator === undefined) return part.startsWith('!') ? !(part.slice(1) in labels) : part in labels
    return operator === '!=' ? labels[key] !== value : labels[key] === value
  })
}

/** Whether an object fits a field selector: `metadata.name=x,status.phase!=Running`. */
export function fitsFields(object: KubeObject, selector: string): boolean {
  return selector
    .split(',')
    .filter(Boolean)
    .every((part) => {
      const [, path = '', operator, value] = /^(.+?)(==|!=|=)(.*)$/.exec(part) ?? []
      let at: unknown = object
      for (const name of path.split('.')) at = (at as Record<string, unknown> | undefined)?.[name]
      return operator === '!=' ? String(at ?? '') !== value : String(at ?? '') === value
    })
}

function split(selector: string): string[] {
  return (selector.match(/[^,(]+(?:\([^)]*\))?/g) ?? []).map((part) => part.trim()).filter(Boolean)
}
