import type { Condition } from './ast.ts'
import { type Expander, expandPieces, expandText } from './expand.ts'
import { matches, patternSource } from './pattern.ts'
import type { ShellHost } from './program.ts'

/** What `[[ … ]]` says. */
export async function holds(node: Condition, shell: Expander, host: ShellHost): Promise<boolean> {
  switch (node.type) {
    case 'CondNot':
      return !(await holds(node.operand, shell, host))
    case 'CondGroup':
      return holds(node.expression, shell, host)
    case 'CondAnd':
      return (await holds(node.left, shell, host)) && (await holds(node.right, shell, host))
    case 'CondOr':
      return (await holds(node.left, shell, host)) || (await holds(node.right, shell, host))
    case 'CondWord':
      return (await expandText(node.word, shell)) !== ''
    case 'CondUnary':
      return unaryHolds(node.operator, await expandText(node.operand, shell), shell, host)
    case 'CondBinary': {
      const left = await expandText(node.left, shell)
      if (node.operator === '==' || node.operator === '=')
        return matches(left, await expandPieces(node.right, shell))
      if (node.operator === '!=') return !matches(left, await expandPieces(node.right, shell))
      if (node.operator === '=~') {
        const source = (await expandPieces(node.right, shell))
          .map(({ text, quoted }) => (quoted ? patternSource([{ text, quoted }]) : posix(text)))
          .join('')
        const found = new RegExp(source, 'u').exec(left)
        shell.variables.set('BASH_REMATCH', found ? [...found].map((part) => part ?? '') : [])
        return found !== null
      }
      return binaryHolds(node.operator, left, await expandText(node.right, shell), shell)
    }
  }
}

/** POSIX classes in the words of JavaScript's expressions. */
function posix(source: string): string {
  return source
    .replaceAll('[:space:]', '\\s')
    .replaceAll('[:digit:]', '0-9')
    .replaceAll('[:alnum:]', 'A-Za-z0-9')
    .replaceAll('[:alpha:]', 'A-Za-z')
}

/** What `test` and `[` say of their words. Throws for what is no test. */
export async function testHolds(
  words: readonly string[],
  shell: Expander,
  host: ShellHost,
): Promise<boolean> {
  const either = words.indexOf('-o')
  if (either > 0)
    return (
      (await testHolds(words.slice(0, either), shell, host)) ||
      (await testHolds(words.slice(either + 1), shell, host))
    )
  const both = words.indexOf('-a')
  if (both > 0)
    return (
      (await testHolds(words.slice(0, both), shell, host)) &&
      (await testHolds(words.slice(both + 1), shell, host))
    )
  const [first = '', second = '', third = ''] = words
  if (first === '!' && words.length > 1) return !(await testHolds(words.slice(1), shell, host))
  if (words.length <= 1) return first !== ''
  if (words.length === 2) return unaryHolds(first, second, shell, host)
  return binaryHolds(second, first, third, shell)
}

async function unaryHolds(
  operator: string,
  text: string,
  shell: Expander,
  host: ShellHost,
): Promise<boolean> {
  if (operator === '-z') return text === ''
  if (operator === '-n') return text !== ''
  if (operator === '-v') return shell.variables.text(text) !== undefined
  if (operator === '-t') return false
  return host.test(operator, text.startsWith('/') ? text : `${shell.cwd()}/${text}`)
}

async function binaryHolds(operator: string, left: string, right: string, shell: Expander): Promise<boolean> {
  const number = (text: string): Promise<number> => shell.numberOf(text)
  switch (operator) {
    case '=':
    case '==':
      return left === right
    case '!=':
      return left !== right
    case '<':
      return left < right
    case '>':
      return left > right
    case '-eq':
      return (await number(left)) === (await number(right))
    case '-ne':
      return (await number(left)) !== (await number(right))
    case '-lt':
      return (await number(left)) < (await number(right))
    case '-le':
      return (await number(left)) <= (await number(right))
    case '-gt':
      return (await number(left)) > (await number(right))
    case '-ge':
      return (await number(left)) >= (await number(right))
    default:
      return false
  }
}
