import type { CommandNode, PipelineNode } from 'just-bash'
import type { Statement } from './ast.ts'

/** A statement of one command alone. */
export function asStatement(command: CommandNode): Statement {
  return {
    type: 'Statement',
    pipelines: [{ type: 'Pipeline', commands: [command], negated: false }],
    operators: [],
    background: false,
  }
}

/** `set -e` looks at the failures of these; others hold commands that were looked at already. */
export function endsScript({ commands, negated }: PipelineNode): boolean {
  if (negated) return false
  const [only] = commands
  return (
    commands.length > 1 ||
    (only !== undefined &&
      ['SimpleCommand', 'Subshell', 'ArithmeticCommand', 'ConditionalCommand'].includes(only.type))
  )
}

/** Builtins whose arguments may be assignments. */
export function isDeclaring(name: string): boolean {
  return ['local', 'declare', 'readonly', 'export', 'typeset'].includes(name)
}

/** `name=value` as an argument: bash does not split it. */
export function isAssignmentWord({ parts: [first] }: { parts: readonly { type: string }[] }): boolean {
  return first?.type === 'Literal' && 'value' in first && /^[A-Za-z_]\w*\+?=/.test(String(first.value))
}
