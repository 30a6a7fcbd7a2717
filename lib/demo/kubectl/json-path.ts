/** kubectl's jsonpath templates: text, `{.a.b[0]}`, `{range …}…{end}`, filters `[?(@.x=="y")]`, quoted text. */
export function jsonPath(template: string, root: unknown): string {
  const tokens = template.match(/\{(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^{}"'])*\}|[^{]+/gs) ?? []
  const { text } = render(tokens, 0, root, root)
  return text
}

function render(
  tokens: readonly string[],
  start: number,
  root: unknown,
  current: unknown,
): { text: string; next: number } {
  let text = ''
  let at = start
  while (at < tokens.length) {
    const token = tokens[at] ?? ''
    at += 1
    if (!token.startsWith('{')) {
      text += token
      continue
    }
    const inner = token.slice(1, -1).trim()
    if (inner === 'end') return { text, next: at }
    if (inner.startsWith('range ')) {
      const values = valuesAt(inner.slice('range '.length).trim(), root, current)
      let next = at
      for (const value of values) {
        const piece = render(tokens, at, root, value)
        text += piece.text
        next = piece.next
      }
      at = values.length > 0 ? next : endOf(tokens, at)
    } else if (/^["']/.test(inner)) text += inner.slice(1, -1).replaceAll('\\n', '\n').replaceAll('\\t', '\t')
    else text += valuesAt(inner, root, current).map(printed).join(' ')
  }
  return { text, next: at }
}

function endOf(tokens: readonly string[], start: number): number {
  let depth = 1
  for (let at = start; at < tokens.length; at++) {
    const inner = (tokens[at] ?? '').replace(/^\{\s*/, '')
    if (inner.startsWith('range ')) depth += 1
    if (inner.startsWith('end')) depth -= 1
    if (depth === 0) return at + 1
  }
  return tokens.length
}

function printed(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** All values that a path leads to, from the element of the range, else from the root. */
function valuesAt(path: string, root: unknown, current: unknown): unknown[] {
  let values: unknown[] = [path.startsWith('$') ? root : current]
  const steps =
    path.replace(/^[@$]/, '').match(/\.\.?(?:\\.|[^.[\]\\])+|\[\?\([^)]*\)\]|\[[^\]]*\]|\.\*/g) ?? []
  for (const step of steps) values = values.flatMap((value) => follow(value, step))
  return values
}

function follow(value: unknown, step: string): unknown[] {
  const filter = /^\[\?\(\s*@(.*?)\s*(?:(==|!=)\s*(.*?))?\s*\)\]$/s.exec(step)
  if (filter) {
    const [, path = '', operator, literal = ''] = filter
    const wanted = literal.replace(/^["']|["']$/g, '')
    return list(value).filter((item) => {
      const [found] = valuesAt(path, item, item)
      if (operator === undefined) return found !== undefined
      return (printed(found) === wanted) === (operator === '==')
    })
  }
  if (step === '[*]' || step === '.*') return list(value)
  const index = /^\[(-?\d+)\]$/.exec(step)?.[1]
  if (index !== undefined) {
    const found = Array.isArray(value) ? value.at(Number(index)) : undefined
    return found === undefined ? [] : [found]
  }
  const key = step.startsWith('[')
    ? step.slice(1, -1).replace(/^["']|["']$/g, '')
    : step.slice(1).replace(/\\(.)/g, '$1')
  const found = typeof value === 'object' && value !== null ? (Reflect.get(value, key) as unknown) : undefined
  return found === undefined || found === null ? [] : [found]
}

function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  return typeof value === 'object' && value !== null ? Object.values(value) : []
}
