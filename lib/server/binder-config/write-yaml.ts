import type { Setting, Value } from './setting.ts'

/**
 * Settings as a YAML file, each under its comment. Settings without a value are left out. Values are written so that
 * every reader of YAML, 1.1 or 1.2, reads the same: text always in double quotes, in ASCII.
 *
 * `scalar` may write a value in another way, such as a mark that a script replaces.
 */
export function writeYaml<S extends Setting>(
  head: readonly string[],
  settings: readonly S[],
  scalar: (setting: S, plain: string) => string = (_setting, plain) => plain,
): string {
  const lines = head.map((line) => `# ${line}`)
  let open: readonly string[] = []
  for (const setting of ordered(settings.filter(({ value }) => value !== null))) {
    const { path, says, value } = setting
    const common = path.findIndex((key, index) => key !== open[index])
    if (common === 0) lines.push('')
    for (const [depth, key] of path.entries()) {
      if (depth < common) continue
      const indent = '  '.repeat(depth)
      if (depth < path.length - 1) {
        lines.push(`${indent}${key}:`)
        continue
      }
      lines.push(...says.map((line) => `${indent}# ${line}`))
      if (isList(value))
        lines.push(`${indent}${key}:`, ...value.map((item) => `${indent}  - ${yamlScalar(item)}`))
      else lines.push(`${indent}${key}: ${scalar(setting, yamlScalar(value))}`)
    }
    open = path
  }
  return `${lines.join('\n')}\n`
}

/** Text in double quotes with every character beyond ASCII escaped: no reader can take it for anything else. */
export function yamlScalar(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return String(value)
  const escaped = [...value].map((char) => {
    const code = char.codePointAt(0) ?? 0
    if (char === '"' || char === '\\') return `\\${char}`
    if (code >= 0x20 && code < 0x7f) return char
    if (code < 0x100) return `\\x${hex(code, 2)}`
    return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`
  })
  return `"${escaped.join('')}"`
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0')
}

function isList(value: Value): value is readonly string[] {
  return Array.isArray(value)
}

/** What shares the beginning of its path stands together, in the order in which the beginnings first come. */
function ordered<S extends Setting>(settings: readonly S[], depth = 0): S[] {
  const groups = new Map<string, S[]>()
  for (const setting of settings) {
    const key = setting.path[depth] ?? ''
    groups.set(key, [...(groups.get(key) ?? []), setting])
  }
  return [...groups.values()].flatMap((group) => (group.length > 1 ? ordered(group, depth + 1) : group))
}
