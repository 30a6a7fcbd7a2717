import type { CommandNode, SimpleCommandNode } from 'just-bash'
import type { Command, Statement } from './ast.ts'
import { holds } from './condition.ts'
import { expandPieces, expandText, expandWords } from './expand.ts'
import { matches } from './pattern.ts'
import { Killed } from './program.ts'
import type { Shell } from './shell.ts'
import { Leave } from './shell-state.ts'

/** Runs loops, conditions, groups and subshells. */
export async function runCompound(
  shell: Shell,
  command: Exclude<CommandNode, SimpleCommandNode | Command<'FunctionDef'>>,
): Promise<void> {
  switch (command.type) {
    case 'Group':
      return shell.statements(command.body)
    case 'Subshell': {
      shell.state.status = await shell.subshell().runWithTrap(command.body)
      return
    }
    case 'If': {
      for (const { condition: test, body } of command.clauses)
        if (await condition(shell, test)) return shell.statements(body)
      shell.state.status = 0
      if (command.elseBody) await shell.statements(command.elseBody)
      return
    }
    case 'For': {
      const words = command.words === null ? shell.state.positional : await expandWords(command.words, shell)
      shell.state.status = 0
      for (const word of words) {
        shell.variables.set(command.variable, word)
        if (await loopBody(shell, command.body)) break
      }
      return
    }
    case 'CStyleFor': {
      if (command.init) await shell.arithmetic(command.init)
      while (command.condition === null || (await shell.arithmetic(command.condition)) !== 0) {
        if (await loopBody(shell, command.body)) break
        if (command.update) await shell.arithmetic(command.update)
      }
      return
    }
    case 'While':
    case 'Until': {
      let status = 0
      while ((await condition(shell, command.condition)) === (command.type === 'While')) {
        const stop = await loopBody(shell, command.body)
        status = shell.state.status
        if (stop) break
      }
      shell.state.status = status
      return
    }
    case 'Case': {
      const word = await expandText(command.word, shell)
      shell.state.status = 0
      for (const { patterns, body } of command.items)
        for (const pattern of patterns)
          if (matches(word, await expandPieces(pattern, shell))) return shell.statements(body)
      return
    }
    case 'ArithmeticCommand':
      shell.state.status = (await shell.arithmetic(command.expression)) !== 0 ? 0 : 1
      return
    case 'ConditionalCommand':
      shell.state.status = (await holds(command.expression, shell, shell.host)) ? 0 : 1
  }
}

async function condition(shell: Shell, statements: readonly Statement[]): Promise<boolean> {
  await shell.tolerantly(() => shell.statements(statements))
  return shell.state.status === 0
}

/** True when the loop ends with shell round. */
async function loopBody(shell: Shell, body: readonly Statement[]): Promise<boolean> {
  if (shell.signal.aborted) throw new Killed()
  try {
    await shell.statements(body)
    return false
  } catch (error) {
    if (!(error instanceof Leave) || (error.how !== 'break' && error.how !== 'continue')) throw error
    if (error.count > 1) throw new Leave(error.how, error.count - 1)
    return error.how === 'break'
  }
}
