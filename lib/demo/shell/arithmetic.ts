import type { Arithmetic } from './ast.ts'
import { readScript } from './read-script.ts'
import { ShellError } from './shell-state.ts'

/** Where arithmetic finds and leaves variables. */
export interface Names {
  read(name: string, index?: number): string
  assign(name: string, value: string, index?: number): void
  substitute(script: string): Promise<string>
}

/** The number that an arithmetic expression gives. Throws ShellError for what is none. */
export async function evaluate(node: Arithmetic, names: Names): Promise<number> {
  const value = (inner: Arithmetic): Promise<number> => evaluate(inner, names)
  switch (node.type) {
    case 'ArithNumber':
      return node.value
    case 'ArithVariable':
    case 'ArithSpecialVar':
      return numberOf(names.read(node.name), names)
    case 'ArithBracedExpansion':
      return numberOf(await names.substitute(`printf %s "\${${node.content}}"`), names)
    case 'ArithArrayElement':
      return numberOf(names.read(node.array, node.index ? await value(node.index) : 0), names)
    case 'ArithGroup':
    case 'ArithNested':
      return value(node.expression)
    case 'ArithCommandSubst':
      return numberOf((await names.substitute(node.command)).trim(), names)
    case 'ArithTernary':
      return value((await value(node.condition)) !== 0 ? node.consequent : node.alternate)
    case 'ArithUnary':
      return unary(node, names)
    case 'ArithAssignment': {
      const index = node.subscript ? await value(node.subscript) : undefined
      const right = await value(node.value)
      const operator = node.operator.slice(0, -1)
      const result =
        operator === ''
          ? right
          : binary(operator, await numberOf(names.read(node.variable, index), names), right)
      names.assign(node.variable, String(result), index)
      return result
    }
    case 'ArithBinary': {
      const left = await value(node.left)
      if (node.operator === '&&') return left !== 0 && (await value(node.right)) !== 0 ? 1 : 0
      if (node.operator === '||') return left !== 0 || (await value(node.right)) !== 0 ? 1 : 0
      return binary(node.operator, left, await value(node.right))
    }
    default:
      throw new ShellError('syntax error in arithmetic expression')
  }
}

/** The value of text in an arithmetic place: a number, or an expression of its own. */
export async function numberOf(text: string, names: Names): Promise<number> {
  const plain = text.trim()
  if (plain === '') return 0
  if (/^[+-]?\d+$/.test(plain)) return Number.parseInt(plain, 10)
  const [statement] = readScript(`((${plain}))`).statements
  const command = statement?.pipelines[0]?.commands[0]
  if (command?.type !== 'ArithmeticCommand')
    throw new ShellError(`${plain}: syntax error: operand expected (error token is "${plain}")`)
  return evaluate(command.expression.expression, names)
}

async function unary(node: Extract<Arithmetic, { type: 'ArithUnary' }>, names: Names): Promise<number> {
  const operand = await evaluate(node.operand, names)
  if (node.operator === '++' || node.operator === '--') {
    const changed = operand + (node.operator === '++' ? 1 : -1)
    if (node.operand.type === 'ArithVariable') names.assign(node.operand.name, String(changed))
    return node.prefix ? changed : operand
  }
  if (node.operator === '-') return -operand
  if (node.operator === '!') return operand === 0 ? 1 : 0
  return node.operator === '~' ? ~operand : operand
}

function binary(operator: string, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '**':
      return left ** right
    case '/':
    case '%':
      if (right === 0) throw new ShellError('division by 0')
      return operator === '/' ? Math.trunc(left / right) : left % right
    case '<<':
      return left << right
    case '>>':
      return left >> right
    case '&':
      return left & right
    case '|':
      return left | right
    case '^':
      return left ^ right
    case ',':
      return right
    default:
      return compare(operator, left, right) ? 1 : 0
  }
}

function compare(operator: string, left: number, right: number): boolean {
  switch (operator) {
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
    case '==':
      return left === right
    case '!=':
      return left !== right
    default:
      throw new ShellError(`${operator}: arithmetic operator not known here`)
  }
}
