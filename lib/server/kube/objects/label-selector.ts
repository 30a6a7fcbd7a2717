import { recordOf } from './hide.ts'
import { list } from './pod-references.ts'

/**
 * The selector of a workload as the API takes it in a query: "app=hub,tier in (a,b),!old". Null for one that is none,
 * or empty: it would choose everything.
 */
export function selectorText(selector: unknown): string | null {
  const { matchLabels, matchExpressions } = recordOf(selector) ?? {}
  const equal = Object.entries(recordOf(matchLabels) ?? {}).map(([key, value]) => `${key}=${value}`)
  const others = list(matchExpressions).flatMap(({ key, operator, values }) => {
    const among = Array.isArray(values) ? `(${values.join(',')})` : '()'
    switch (operator) {
      case 'In':
        return `${key} in ${among}`
      case 'NotIn':
        return `${key} notin ${among}`
      case 'Exists':
        return String(key)
      case 'DoesNotExist':
        return `!${key}`
      default:
        return []
    }
  })
  return [...equal, ...others].join(',') || null
}

/** True where labels have everything that a service's selector asks for; an empty one chooses nothing. */
export function isChosenBy(selector: unknown, labels: unknown): boolean {
  const wanted = Object.entries(recordOf(selector) ?? {})
  const has = recordOf(labels) ?? {}
  return wanted.length > 0 && wanted.every(([key, value]) => has[key] === value)
}
