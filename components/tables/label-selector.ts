/** One condition on the labels of an object, as Kubernetes' selectors have them. */
export type Requirement =
  | { key: string; is: 'present' | 'absent' }
  | { key: string; is: 'in' | 'not in'; values: readonly string[] }

export type Labels = Readonly<Record<string, string>>

/** True where the labels meet a condition. As in Kubernetes, an object without the label is not in any set. */
export function meets(labels: Labels, requirement: Requirement): boolean {
  const has = Object.hasOwn(labels, requirement.key)
  switch (requirement.is) {
    case 'present':
      return has
    case 'absent':
      return !has
    case 'in':
      return has && requirement.values.includes(labels[requirement.key] ?? '')
    case 'not in':
      return !has || !requirement.values.includes(labels[requirement.key] ?? '')
  }
}

const KEY = /^[A-Za-z0-9][A-Za-z0-9./_-]*$/
const VALUE = /^[A-Za-z0-9._-]*$/

/**
 * Reads a selector, "app=jupyterhub,component!=hub", "tier in (a, b),!legacy"; null for what is none. The grammar:
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function readSelector(text: string): Requirement[] | null {
  const requirements: Requirement[] = []
  for (const part of splitOutsideBrackets(text)) {
    const requirement = readRequirement(part.trim())
    if (!requirement) return null
    requirements.push(requirement)
  }
  return requirements
}

function readRequirement(text: string): Requirement | null {
  const set = /^([^\s=!(),]+)\s+(in|notin)\s*\(([^()]*)\)$/.exec(text)
  if (set) {
    const [, key = '', operator, list = ''] = set
    const values = list.split(',').map((value) => value.trim())
    const is = operator === 'in' ? 'in' : 'not in'
    return KEY.test(key) && values.every((value) => VALUE.test(value)) ? { key, is, values } : null
  }
  const equal = /^([^\s=!(),]+)\s*(==|=|!=)\s*([^\s=!(),]*)$/.exec(text)
  if (equal) {
    const [, key = '', operator, value = ''] = equal
    const is = operator === '!=' ? 'not in' : 'in'
    return KEY.test(key) && VALUE.test(value) ? { key, is, values: [value] } : null
  }
  if (text.startsWith('!'))
    return KEY.test(text.slice(1).trim()) ? { key: text.slice(1).trim(), is: 'absent' } : null
  return KEY.test(text) ? { key: text, is: 'present' } : null
}

/** At the commas that are not between brackets. */
function splitOutsideBrackets(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1
    else if (text[at] === ')') depth -= 1
    else if (text[at] === ',' && depth === 0) {
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  return [...parts, text.slice(from)]
}
