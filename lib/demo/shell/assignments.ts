import type { Assignment } from './ast.ts'
import { expandText, expandWords } from './expand.ts'
import { readScript } from './read-script.ts'
import type { Shell } from './shell.ts'

/** Does one assignment: to a variable, an element, or a whole array. */
export async function assign(shell: Shell, { name, value, append, array }: Assignment): Promise<void> {
  const { variables } = shell
  if (array) {
    const items = await expandWords(array, shell)
    fillArray(shell, name, append ? [...variables.list(name), ...items] : items)
    return
  }
  const text = value ? await expandText(value, shell) : ''
  const [, list, key = ''] = /^([A-Za-z_]\w*)\[(.*)\]$/s.exec(name) ?? []
  if (list === undefined) {
    variables.set(name, append ? (variables.text(name) ?? '') + text : text)
    return
  }
  const keyed = variables.raw(list) instanceof Map
  const index = keyed ? await keyText(shell, key) : String(await shell.numberOf(key))
  variables.setElement(list, index, append ? (variables.element(list, index) ?? '') + text : text)
}

/** Gives an array its items; `[key]=value` where it has keys. */
export function fillArray({ variables }: Shell, name: string, items: readonly string[]): void {
  if (variables.raw(name) instanceof Map) {
    const keyed = items.map((item) => /^\[(.+?)\]=(.*)$/s.exec(item))
    variables.set(name, new Map(keyed.map((item) => [item?.[1] ?? '', item?.[2] ?? ''])))
  } else variables.set(name, [...items])
}

/** Assignments before a command hold for it alone. */
export async function withAssignments(
  shell: Shell,
  assignments: readonly Assignment[],
  work: () => Promise<void>,
): Promise<void> {
  const { variables, state } = shell
  const before = assignments.map(({ name }) => [name, variables.raw(name), state.exported.has(name)] as const)
  for (const assignment of assignments) {
    await assign(shell, assignment)
    state.exported.add(assignment.name)
  }
  try {
    await work()
  } finally {
    for (const [name, value, exported] of before) {
      if (value === undefined) state.variables.delete(name)
      else state.variables.set(name, value)
      if (!exported) state.exported.delete(name)
    }
  }
}

/** The key of an associative array, which may hold expansions. */
export async function keyText(shell: Shell, key: string): Promise<string> {
  if (!/[$"'\\]/.test(key)) return key
  const script = readScript(`_=${key.startsWith('"') ? key : `"${key}"`}`)
  const command = script.statements[0]?.pipelines[0]?.commands[0]
  const value = command?.type === 'SimpleCommand' ? command.assignments[0]?.value : null
  return value ? expandText(value, shell) : key
}
