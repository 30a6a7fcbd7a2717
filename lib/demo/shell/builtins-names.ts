import type { Shell } from './shell.ts'
import { ShellError } from './shell-state.ts'

// The builtins that make, mark and drop variables.

export function setLocal(shell: Shell, args: string[]): number {
  if (shell.localsOf === null) throw new ShellError('local: can only be used in a function')
  const { kinds, names } = split(args)
  for (const name of names) {
    const plain = name.replace(/\+?=.*$/s, '')
    if (!shell.localsOf.has(plain)) shell.localsOf.set(plain, shell.variables.raw(plain))
    give(shell, name, kinds, true)
  }
  return 0
}

export function declare(shell: Shell, args: string[]): number {
  if (shell.localsOf !== null) return setLocal(shell, args)
  const { kinds, names } = split(args)
  for (const name of names) give(shell, name, kinds, false)
  return 0
}

export function readonly(shell: Shell, args: string[]): number {
  for (const name of split(args).names) give(shell, name, '', false)
  return 0
}

export function exportNames(shell: Shell, args: string[]): number {
  const { kinds, names } = split(args)
  for (const name of names) {
    const plain = name.replace(/\+?=.*$/s, '')
    if (kinds.includes('n')) shell.state.exported.delete(plain)
    else shell.state.exported.add(plain)
    if (name.includes('=')) give(shell, name, '', false)
  }
  return 0
}

export function unset(shell: Shell, args: string[]): number {
  const { kinds, names } = split(args)
  for (const name of names) {
    if (kinds.includes('f')) shell.state.functions.delete(name)
    else if (shell.variables.raw(name) === undefined && !kinds.includes('v'))
      shell.state.functions.delete(name)
    shell.state.variables.delete(name)
    shell.state.exported.delete(name)
  }
  return 0
}

function split(args: readonly string[]): { kinds: string; names: string[] } {
  const flags = args.filter((arg) => /^[-+][A-Za-z]+$/.test(arg))
  return { kinds: flags.join(''), names: args.filter((arg) => !flags.includes(arg) && arg !== '--') }
}

function give(shell: Shell, word: string, kinds: string, empties: boolean): void {
  const [, name = word, append, value] = /^([A-Za-z_]\w*)(\+)?=(.*)$/s.exec(word) ?? []
  if (kinds.includes('x')) shell.state.exported.add(name)
  if (value !== undefined) {
    shell.variables.set(name, append ? (shell.variables.text(name) ?? '') + value : value)
  } else if (kinds.includes('A')) shell.variables.set(name, new Map())
  else if (kinds.includes('a')) shell.variables.set(name, [])
  else if (empties) shell.state.variables.delete(name)
}
